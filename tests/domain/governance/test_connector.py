"""A connector is connected by two hands and cut off by one; each tool counts as it was signed."""

from domain.governance.connector import (
    Connect,
    Connector,
    ConnectorConnected,
    ConnectorToolPinned,
    Disconnect,
    DropTool,
    PinTool,
    connector,
)
from domain.governance.connectors import connectors
from domain.governance.outside_tool import MOST_TOOLS, OutsideTool
from tests.spec import Spec, facts_of

AT = "https://mcp.acme.example/mcp"
search = OutsideTool(name="search", description="Searches.", use="read")
note = OutsideTool(name="write_note", description="Writes.")
connect = Connect(connector="acme", reached=AT, tools=(search, note))
connected = ConnectorConnected(**dict(connect))
of = Spec(connector)


def test_what_may_be_asked_is_said_in_the_sentence():
    of.when(connect).says(
        "acme at https://mcp.acme.example/mcp is connected with 2 tools: search may be asked."
    )
    of.given(connected).when(connect).refused("connected", "already")


def test_a_server_without_tools_or_with_too_many_is_not_connected():
    of.when(connect.model_copy(update={"tools": ()})).refused("no_tools", "no tool")
    many = tuple(OutsideTool(name=f"t{n}") for n in range(MOST_TOOLS + 1))
    of.when(connect.model_copy(update={"tools": many})).refused("too_many_tools", "at most")
    twice = connect.model_copy(update={"tools": (search, search)})
    of.when(twice).refused("too_many_tools", "a name of its own")


def test_a_second_hand_opens_and_one_hand_closes():
    assert Connect.separated == PinTool.separated == "always"
    assert Disconnect.separated == DropTool.separated == "never"


def test_a_new_text_is_told_beside_the_old_one():
    new = search.model_copy(update={"description": "Searches everything."})
    of.given(connected).when(PinTool(connector="acme", tool=new)).says(
        "search of acme may be asked with a new text: "
        "description was “Searches.” and is “Searches everything.”."
    )
    of.given(connected).when(PinTool(connector="acme", tool=search)).then()


def test_only_what_is_there_is_pinned_dropped_or_cut_off():
    for command in (
        PinTool(connector="acme", tool=search),
        DropTool(connector="acme", tool="search"),
        Disconnect(connector="acme"),
    ):
        of.when(command).refused("not_connected", "not connected")
    of.given(connected).when(DropTool(connector="acme", tool="else")).refused(
        "unknown_tool", "no tool else"
    )


def test_each_takes_the_other_back():
    for command in (
        PinTool(connector="acme", tool=note.model_copy(update={"use": "read"})),
        PinTool(connector="acme", tool=OutsideTool(name="lookup")),
        DropTool(connector="acme", tool="search"),
        Disconnect(connector="acme"),
    ):
        before = facts_of("connector-acme", connected)
        [event] = connector.decide(connector.after(before), command)
        after = facts_of("connector-acme", connected, event)
        [back] = connector.decide(connector.after(after), event.undo())
        whole = facts_of("connector-acme", connected, event, back)
        assert connector.after(whole) == connector.after(before)
        told = {k: r.signed for k, r in connectors.fold({}, whole).items()}
        assert told == {k: r.signed for k, r in connectors.fold({}, before).items()}
    assert connected.undo() == Disconnect(connector="acme")


def test_the_rows_hold_the_signed_text_and_go_with_the_connector():
    rows = connectors.fold({}, facts_of("connector-acme", connected))
    assert {row.tool: row.use for row in rows.values()} == {"search": "read", "write_note": "never"}
    assert {row.signed for row in rows.values()} == {search, note}
    gone = connector.decide(Connector(AT, (search, note)), Disconnect(connector="acme"))
    assert connectors.fold({}, facts_of("connector-acme", connected, *gone)) == {}


def test_the_digest_is_of_the_text_and_not_of_its_use():
    assert search.digest == search.model_copy(update={"use": "never"}).digest
    for part in ("description", "takes", "hints"):
        assert search.model_copy(update={part: "{ }"}).digest != search.digest
    first = ConnectorToolPinned(connector="acme", reached=AT, tool=search)
    assert first.undo() == DropTool(connector="acme", tool="search")
