"""Connectors: which servers of others may be asked, with what text, and what has changed there."""

from typing import Annotated

from domain.governance.connector import connector as connector_decider
from domain.governance.connectors import ConnectorToolRow, connectors
from domain.governance.outside_tool import MOST_TOOLS, Offer, OutsideTool
from domain.kernel import Internal, Message, Page, Public, Refused
from domain.kernel.words import counted, opening
from tools.governance.words import source
from tools.reply import Reply, columns, table
from tools.slots import Line, text
from tools.toolkit import ToolContext, read

MOST = 10 * MOST_TOOLS
Connector = Annotated[
    str,
    Line,
    text("Which connector?", "The name of a connector, as the operator listed it.", ("connector",)),
]
NOT_CONNECTED = "listed, not connected"
UNLISTED = "connected, but not listed at this place any more"


class ListedConnectorTool(Message):
    """A connector with one of its tools, whether a model may ask it, and who says so."""

    connector: Public[str]
    reached: Internal[str]
    tool: Public[str]
    state: Public[str]
    description: Internal[str]
    digest: Public[str]
    origin: Internal[str]


LISTED = columns(
    ("connector", "Connector"),
    ("reached", "At"),
    ("tool", "Tool"),
    ("state", "State", "status"),
    ("description", "What it says of itself"),
    ("origin", "From"),
)


class ConnectorChange(Message):
    """One part of a tool that reads otherwise than it was signed."""

    tool: Public[str]
    state: Public[str]
    part: Public[str]
    before: Internal[str]
    after: Internal[str]


CHANGES = columns(
    ("tool", "Tool"),
    ("state", "State", "status"),
    ("part", "Part"),
    ("before", "As it was signed"),
    ("after", "As it is today"),
)


@read(
    title="Connectors",
    says=(
        "which connectors are there",
        "list the connectors",
        "show the connectors",
        "what connectors do we have",
        "connector list",
        "are there connectors",
        "which outside tools are there",
        "which tools of others may the model ask",
        "how many connectors are connected",
    ),
)
async def list_connectors(ctx: ToolContext) -> Reply[ListedConnectorTool]:
    """List the servers of others that may be connected, and which of their tools may be asked."""
    signed = await signed_tools(ctx)
    connected = {row.connector for row in signed}
    waiting = [name for name in ctx.places if name not in connected]
    rows = [*(listed_tool(ctx, row) for row in signed), *(unconnected(ctx, n) for n in waiting)]
    asked = sum(row.use == "read" for row in signed)
    told = opening(counted(len(connected), "connector"))
    verb = "is" if len(connected) == 1 else "are"
    return table(
        ctx,
        f"{told} {verb} connected; {counted(asked, 'tool')} of others may be asked.",
        Page(tuple(rows), len(rows)),
        rows,
        LISTED,
        noun="tool",
        query="connectors",
        streams=[connector_decider.stream(name) for name in sorted(connected)],
    )


def listed_tool(ctx: ToolContext, row: ConnectorToolRow) -> ListedConnectorTool:
    here = ctx.places.get(row.connector) == row.reached
    state = ("may be asked" if row.use == "read" else "may not be asked") if here else UNLISTED
    return ListedConnectorTool(
        connector=row.connector,
        reached=row.reached,
        tool=row.tool,
        state=state,
        description=row.description,
        digest=row.digest,
        origin=source(row.draft, row.since),
    )


def unconnected(ctx: ToolContext, name: str) -> ListedConnectorTool:
    return ListedConnectorTool(
        connector=name,
        reached=ctx.places[name],
        tool="",
        state=NOT_CONNECTED,
        description="",
        digest="",
        origin="listed by the operator",
    )


@read(
    title="Changes at a connector",
    says=(
        "what changed at the connector {connector}",
        "compare the connector {connector} with what was signed",
        "show the changes of the connector {connector}",
        "check the connector {connector}",
        "look at the connector {connector}",
        "is the connector {connector} as it was signed",
        "has the connector {connector} changed",
        "differences at the connector {connector}",
    ),
)
async def compare_connector(ctx: ToolContext, connector: Connector) -> Reply[ConnectorChange]:
    """Ask a connector what it offers today, and show what is not as it was signed."""
    name = listed_name(ctx, connector)
    offered = await ctx.offered(name)
    rows = list(changed(await signed_of(ctx, name), offered))
    headline = f"{name} is as it was signed."
    if rows:
        tools = counted(len({row.tool for row in rows}), "tool")
        headline = f"{tools} of {name} {'is' if tools.startswith('1 ') else 'are'} not as signed."
    return table(
        ctx,
        " ".join([headline, *offered.unfit]),
        Page(tuple(rows), len(rows)),
        rows,
        CHANGES,
        noun="difference",
        query=f"what {name} offers, compared with connectors",
        streams=[connector_decider.stream(name)],
    )


def changed(signed: tuple[OutsideTool, ...], offered: Offer) -> list[ConnectorChange]:
    was = {tool.name: tool for tool in signed}
    now = {tool.name: tool for tool in offered.tools}
    found = [
        ConnectorChange(tool=name, state="changed", part=part, before=old, after=new)
        for name, tool in now.items()
        if name in was
        for part, old, new in tool.differences(was[name])
    ]
    gone = [whole(tool, "gone", tool.description, "") for n, tool in was.items() if n not in now]
    new = [whole(tool, "new", "", tool.description) for n, tool in now.items() if n not in was]
    return [*found, *gone, *new]


def whole(tool: OutsideTool, state: str, before: str, after: str) -> ConnectorChange:
    return ConnectorChange(
        tool=tool.name, state=state, part="description", before=before, after=after
    )


async def signed_tools(ctx: ToolContext) -> tuple[ConnectorToolRow, ...]:
    return (await ctx.rows(connectors.where(limit=MOST))).rows


async def signed_of(ctx: ToolContext, name: str) -> tuple[OutsideTool, ...]:
    asked = connectors.where(ConnectorToolRow.connector == name, limit=MOST_TOOLS)
    return tuple(row.signed for row in (await ctx.rows(asked)).rows)


def listed_name(ctx: ToolContext, said: str) -> str:
    """A connector of the operator's list; nobody can name another server."""
    name = said.strip().casefold()
    if name in ctx.places:
        return name
    known = ", ".join(ctx.places) or "none is listed"
    raise Refused(
        f"The operator has listed no connector {said}: {known}. It is set in CONNECTORS.",
        "unlisted",
    )
