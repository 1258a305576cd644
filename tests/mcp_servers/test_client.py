"""The assistant speaks MCP inside the process: one connection, and each call as its own caller."""

from asyncio import gather
from datetime import date
from typing import Any

import pytest
from mcp import Client

from domain import catalog
from domain.command_handler import CommandHandler
from domain.governance.passport import RevokePassport, passport
from domain.kernel import Cause, Step
from domain.store.memory import MemoryStore
from mcp_servers.client import connected, inside, whole_menu
from mcp_servers.menu import FUNCTIONS
from mcp_servers.serve import serve
from mcp_servers.visit import House
from tests.trade import TENANT, caller
from tools.toolkit import Tool

ORDER = {"item": "Brass turn-lock", "quantity": "40", "supplier": "Ostermark"}


async def test_the_listing_tells_the_phrasebook_what_people_say(house: House) -> None:
    async with connected(house) as connections:
        menu = {tool.name: tool for tool in await connections.menu(caller("owner"))}
    order = menu["draft_purchase_order"]
    assert (order.kind, order.function, order.core) == ("draft", "procurement", True)
    assert "buy {quantity} {item} from {supplier} [at {price}]" in order.says
    assert order.input_schema["properties"]["supplier"]["x-slot"]["kind"] == "supplier"
    assert order.input_schema["required"] == ["item", "quantity", "supplier"]
    assert {"field": "quantity", "label": "Quantity", "kind": "number"} in order.edits
    assert sum(tool.core for tool in menu.values()) <= 7


async def test_what_is_learned_before_anybody_asks_is_what_they_will_be_listed(
    house: House,
) -> None:
    async with connected(house) as connections:
        listed = await connections.menu(caller("owner"))
    learned = {tool.name: tool for tool in whole_menu()}
    assert [learned[tool.name] for tool in listed] == listed


def own(tool: Tool) -> bool:
    """Whether it is for customers alone."""
    return tool.audience == "customers"


async def test_everybody_sees_only_what_they_may_use(house: House) -> None:
    async with connected(house) as connections:
        roles = ("owner", "buyer", "staff", "artisan", "admin")
        menus = {role: await connections.menu(caller(role)) for role in roles}
    drafts = {
        role: {tool.function for tool in menu if tool.kind == "draft"}
        for role, menu in menus.items()
    }
    assert drafts["owner"] == {menu.function for menu in FUNCTIONS}
    own_days = {"governance"}  # Their own absences, and what they put off in their own queue.
    assert drafts["buyer"] == {"procurement", "inventory", "payables"} | own_days
    assert drafts["artisan"] == {"inventory"} | own_days and drafts["admin"] == {"governance"}
    everything = {tool.name for menu in FUNCTIONS for tool in menu.tools if not own(tool)}
    assert {tool.name for tool in menus["owner"]} == everything


async def test_denied_refused_and_invalid_have_three_shapes(house: House) -> None:
    async with connected(house) as connections:
        denied = await connections.call(caller("artisan"), "draft_purchase_order", ORDER)
        refused = await connections.call(
            caller("owner"), "draft_purchase_order", ORDER | {"supplier": "Osterm"}
        )
        invalid = await connections.call(
            caller("owner"), "draft_purchase_order", ORDER | {"quantity": "<b>many</b>", "x": 1}
        )
        answered = await connections.call(caller("owner"), "draft_purchase_order", ORDER)
        unknown = await connections.call(caller("owner"), "sign_draft", {})
    shapes = [denied, refused, invalid, answered, unknown]
    assert [set(shape) for shape in shapes] == [{"outcome", "content", "reason", "code"}] * 5
    assert [(shape["outcome"], shape["code"]) for shape in shapes] == [
        ("denied", "A4"),
        ("refused", "which_supplier"),
        ("invalid", "quantity"),
        ("answered", ""),
        ("invalid", "unknown_tool"),
    ]
    assert denied["reason"] == "Denied: Artisan may not draft in procurement."
    assert denied["content"] is None and invalid["content"] is None
    assert "<b>" not in invalid["reason"]
    assert invalid["reason"].startswith("quantity cannot be read: give a number such as 40")


async def test_two_callers_at_once_are_never_confused(house: House) -> None:
    async with connected(house) as connections:
        calls = [
            connections.call(caller(role), "draft_purchase_order", ORDER)
            for role in ("owner", "artisan") * 8
        ]
        outcomes = [answer["outcome"] for answer in await gather(*calls)]
    assert outcomes == ["answered", "denied"] * 8


async def test_a_denied_call_of_one_does_not_hide_the_tool_from_another(house: House) -> None:
    async with connected(house) as connections:
        await connections.menu(caller("admin"))
        await connections.call(caller("admin"), "draft_purchase_order", ORDER)
        answer = await connections.call(caller("owner"), "draft_purchase_order", ORDER)
    assert answer["outcome"] == "answered"


async def test_another_tenants_record_is_out_of_reach(house: House) -> None:
    stranger = caller("owner", tenant="elsewhere")
    async with connected(house) as connections:
        answer = await connections.call(stranger, "show_purchase_order", {"order": "PO-3"})
    assert (answer["outcome"], answer["code"]) == ("refused", "unknown_order")


async def test_the_same_key_never_drafts_twice(house: House) -> None:
    async with connected(house) as connections:
        first, second = [
            await connections.call(caller(), "draft_purchase_order", ORDER, key="turn 7")
            for _ in range(2)
        ]
    assert first["content"]["draft"] == second["content"]["draft"]


async def test_a_fault_of_our_own_says_nothing_of_the_inside(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    absent: Any = None
    broken = House(lambda tenant: absent, house.gate, house.today)
    async with connected(broken) as connections:
        connections.known.add("list_items")
        answer = await connections.call(caller(), "list_items", {}, trace="abcdef0123")
    assert answer["outcome"] == "failed" and "abcdef01" in answer["reason"]
    assert "NoneType" not in str(answer) and "NoneType" in caplog.text


class Gone(Exception):
    """The database is away."""


class Away(MemoryStore):
    """A store that cannot be reached."""

    async def load(self, tenant: str, streams: Any) -> Any:
        raise Gone("The database does not answer: see that it runs, then ask again.")


async def test_a_database_that_is_away_is_said_to_be_away(house: House) -> None:
    store = Away(catalog.PROJECTIONS)
    away = House(lambda tenant: CommandHandler(store, tenant), house.gate, house.today, Gone)
    async with connected(away) as connections:
        connections.known.add("draft_purchase_order")
        answer = await connections.call(caller(), "draft_purchase_order", ORDER)
    assert (answer["outcome"], answer["code"]) == ("refused", "unavailable")
    assert answer["reason"].startswith("The database does not answer:")


async def test_of_a_draft_that_failed_nobody_claims_what_became_of_it(house: House) -> None:
    store = Away(catalog.PROJECTIONS)
    away = House(lambda tenant: CommandHandler(store, tenant), house.gate, house.today)
    async with connected(away) as connections:
        connections.known.add("draft_purchase_order")
        answer = await connections.call(caller(), "draft_purchase_order", ORDER)
    assert answer["outcome"] == "failed"
    assert answer["reason"].startswith("It may or may not have been drafted:")


async def test_a_stopped_assistant_reads_nothing(house: House) -> None:
    revoke = RevokePassport(agent="assistant", reason="Odd answers")
    stop = Step(passport.stream("assistant"), revoke)
    await house.handler(TENANT).record([stop], Cause(("admin",)))
    async with connected(house) as connections:
        answer = await connections.call(caller("owner"), "list_items", {})
        by_hand = await connections.call(caller("owner", agent=""), "list_items", {})
        unknown = await connections.call(caller("owner", agent="stranger"), "list_items", {})
    assert (answer["outcome"], answer["code"]) == ("denied", "A5")
    assert unknown["code"] == "A5" and by_hand["outcome"] == "answered"


async def test_every_call_is_in_the_ledger_with_its_trace(house: House) -> None:
    async with connected(house) as connections:
        await connections.call(caller("artisan"), "draft_purchase_order", ORDER, trace="t-1")
        await connections.call(caller("owner"), "list_items", {}, trace="t-2")
    store = house.handler(TENANT).store
    [denied] = await store.ledger(TENANT, "t-1")
    [read] = await store.ledger(TENANT, "t-2")
    assert (denied["verdict"], denied["control"], denied["tool"]) == (
        "denied",
        "A4",
        "draft_purchase_order",
    )
    assert (read["verdict"], read["user"], read["agent"]) == ("allowed", "owner", "assistant")


async def test_the_past_is_read_and_never_drafted_in(house: House) -> None:
    store = house.handler(TENANT).store
    [first, *_] = await store.page(TENANT, 0, 1)
    assert first.recorded_at is not None
    async with connected(house) as connections:
        told = {"today": date(2026, 11, 20), "as_of": first.recorded_at}
        drafted = await connections.call(caller("owner"), "draft_purchase_order", ORDER, **told)
        read = await connections.call(caller("owner"), "list_items", {}, **told)
    assert drafted["code"] == "drafts_are_of_today"
    assert read["outcome"] == "answered"


@pytest.mark.parametrize("menu", FUNCTIONS, ids=lambda menu: menu.function)
async def test_any_client_of_the_protocol_is_served(house: House, menu: Any) -> None:
    with inside(house.visit(caller("owner"))):
        async with Client(serve(menu)) as client:
            listed = await client.list_tools()
            assert client.server_info.name == menu.function
            assert listed.cache_scope == "private"
            for tool in listed.tools:
                reads = not tool.name.startswith("draft_")
                assert tool.annotations and tool.annotations.read_only_hint is reads
                if reads and not tool.input_schema.get("required"):
                    result = await client.call_tool(tool.name, {})
                    assert not result.is_error, "The client checked it against its schema."
                    assert result.structured_content["outcome"] == "answered"


async def test_a_draft_fits_its_published_shape(house: House) -> None:
    [menu] = [menu for menu in FUNCTIONS if menu.function == "procurement"]
    with inside(house.visit(caller("owner"))):
        async with Client(serve(menu)) as client:
            result = await client.call_tool("draft_purchase_order", ORDER)
    card = result.structured_content["content"]
    assert card["preview"]["facts"][0]["type"] == "PurchaseOrderPlaced"
    assert len(card["digest"]) == 64
