"""The tool menu: few words for many tools, and every one of them can be reached."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model.instructions import system
from assistant.model.tool_menu import FIND, NotOffered, ToolMenu, briefly, tokens
from mcp_servers.client import ToolInfo
from mcp_servers.menu import FUNCTIONS
from mcp_servers.serve import described, spoken

FUNCTIONS_OF_A_HOUSE = 25


def made(number: int) -> ToolInfo:
    """A tool as long as the longest of the product's own."""
    function = f"function_{number % FUNCTIONS_OF_A_HOUSE}"
    fields = {
        name: {"type": "string", "description": f"The {name} that is meant, by name or code."}
        for name in ("supplier", "item", "order", "period", "location")
    }
    optional = {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None, "title": "Note"}
    schema = {"type": "object", "properties": {**fields, "note": optional}, "required": ["item"]}
    name = f"read_thing_{number}"
    text = f"Read what is known of thing {number}. " + "It says more than one needs. " * 4
    core = number % 3 == 0
    return ToolInfo(name, f"Thing {number}", text, function, "read", core, (), (), schema)


def of_the_product() -> list[ToolInfo]:
    tools = [described(tool, False) for menu in FUNCTIONS for tool in menu.tools if tool.listed]
    known = {tool.name: spoken(tool) for menu in FUNCTIONS for tool in menu.tools}
    return [
        ToolInfo(
            tool.name,
            known[tool.name]["title"],
            tool.description or "",
            known[tool.name]["function"],
            known[tool.name]["kind"],
            known[tool.name]["core"],
            tuple(known[tool.name]["says"]),
            (),
            tool.input_schema,
        )
        for tool in tools
    ]


TWO_HUNDRED = [made(number) for number in range(200)]


@pytest.mark.parametrize("listed", [TWO_HUNDRED, of_the_product()], ids=["made", "product"])
def test_what_always_stands_is_under_three_thousand_tokens(listed: list[ToolInfo]) -> None:
    menu = ToolMenu.of(listed, passes_on=True)
    standing = tokens(menu.offered) + tokens(system(True))
    assert standing < 3_000
    assert 4 <= len(menu.offered) <= 11


def test_the_same_person_is_always_offered_the_same_text() -> None:
    texts = {json.dumps(ToolMenu.of(TWO_HUNDRED).offered) for _ in range(3)}
    assert len(texts) == 1


def test_only_the_last_tool_marks_the_end_of_what_is_cached() -> None:
    *others, last = ToolMenu.of(TWO_HUNDRED).offered
    assert last["cache_control"] == {"type": "ephemeral"}
    assert not any("cache_control" in tool for tool in others)


def test_a_schema_offers_neither_titles_nor_nothing() -> None:
    text = json.dumps(ToolMenu.of(TWO_HUNDRED).offered)
    assert '"title"' not in text and '"null"' not in text


def test_a_field_that_is_called_title_stays() -> None:
    schema = {"properties": {"title": {"type": "string", "title": "Title"}}, "title": "Args"}
    assert briefly(schema) == {"properties": {"title": {"type": "string"}}}


@given(st.integers(0, 199))
def test_every_tool_is_found_by_its_name_and_can_be_used(number: int) -> None:
    menu = MENU
    found = menu.found(f"thing {number}")
    assert found[0]["name"] == f"read_thing_{number}"
    inner = {"name": found[0]["name"], "arguments": {"item": "LOCK"}}
    assert menu.wanted("use_tool", inner).tool.name == found[0]["name"]


MENU = ToolMenu.of(TWO_HUNDRED)


@pytest.mark.parametrize(
    ("name", "arguments", "why"),
    [
        ("pay_everybody", {}, "no tool of this name"),
        ("read_thing_7", {}, "item is missing"),
        ("read_thing_7", {"item": "LOCK", "sign": "yes"}, "not known here"),
        ("use_tool", {"name": "use_tool", "arguments": {}}, "name of a tool"),
        ("use_tool", {"name": FIND, "arguments": {}}, "name of a tool"),
        ("use_tool", {"name": "read_thing_7", "arguments": "item"}, "as an object"),
        ("use_tool", {}, "as an object"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    name: str, arguments: dict[str, Any], why: str
) -> None:
    with pytest.raises(NotOffered, match=why):
        MENU.wanted(name, arguments)


def test_a_provider_that_finds_tools_itself_gets_all_of_them_and_loads_few() -> None:
    menu = ToolMenu.of(TWO_HUNDRED, defer=True)
    loaded = [tool for tool in menu.offered if not tool.get("defer_loading")]
    assert len(menu.offered) == 201
    assert len(loaded) <= 9 and loaded[-1]["name"] == "tool_search_tool_bm25"


async def test_what_a_person_may_not_use_no_model_is_offered(talk: Any) -> None:
    from assistant.model.router import Router
    from assistant.model.turn import Aid, Tier
    from bench._scripted import scripted

    aid = Aid(talk.desk.tools, talk.desk.listing, Router())
    tier = Tier(3, scripted().endpoint())
    for user in ("artisan", "owner"):
        caller = talk.desk_caller(user)
        said = await talk.desk.said(caller, "x", "talk", None, talk.desk.clock())
        menu = await aid.menu_for(said, tier, False)
        may = {tool["name"] for tool in await talk.desk.menu(caller)}
        assert set(menu.by_name) == may


async def test_a_tier_that_may_not_draft_is_not_shown_how(talk: Any) -> None:
    from dataclasses import replace

    from assistant.model.router import Router
    from assistant.model.turn import Aid, Tier
    from bench._scripted import scripted

    aid = Aid(talk.desk.tools, talk.desk.listing, Router())
    tier = replace(Tier(3, scripted().endpoint()), drafts=False)
    said = await talk.desk.said(talk.desk_caller("owner"), "x", "talk", None, talk.desk.clock())
    menu = await aid.menu_for(said, tier, False)
    assert {tool.kind for tool in menu.by_name.values()} == {"read"}
