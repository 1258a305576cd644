"""Who governs sees the governance menu; nobody else learns so much as its names."""

from mcp_servers.client import connected
from mcp_servers.menu import BY_FUNCTION
from mcp_servers.visit import House
from tests.trade import TENANT, caller

OWN = {
    *("list_absences", "draft_absence", "draft_absence_end"),
    *("list_put_off", "draft_put_off", "draft_taking_up"),
    *("draft_looking_after", "draft_letting_go"),
    *("show_own_wishes", "list_channel_routes"),
    *("draft_quiet_hours", "draft_quiet_hours_end", "draft_quiet_day", "draft_quiet_day_end"),
    *("draft_digest", "draft_digest_day", "draft_digest_end"),
    *("draft_single_messages", "draft_single_messages_end"),
}
"""Whoever works here says when they are away, and what of the queue they put off or look after."""
NAMES = {tool.name for tool in BY_FUNCTION["governance"].tools} - OWN
STOP = {"agent": "assistant", "reason": "Odd answers"}


async def test_an_admin_sees_the_governance_menu_and_a_buyer_does_not(house: House) -> None:
    async with connected(house) as connections:
        menus = {
            role: {tool.name for tool in await connections.menu(caller(role))}
            for role in ("owner", "manager", "admin", "buyer", "staff", "artisan")
        }
    assert all(menus[role] >= NAMES for role in ("owner", "manager", "admin"))
    assert not any(menus[role] & NAMES for role in ("buyer", "staff", "artisan"))
    assert all(menu >= OWN for menu in menus.values())


async def test_a_name_that_was_learnt_elsewhere_opens_nothing(house: House) -> None:
    async with connected(house) as connections:
        await connections.menu(caller("admin"))
        found = [await connections.call(caller("buyer"), name, {}) for name in sorted(NAMES)]
    assert {(answer["outcome"], answer["code"]) for answer in found} == {("denied", "A1")}


async def test_every_denial_is_in_the_ledger(house: House) -> None:
    async with connected(house) as connections:
        await connections.call(caller("buyer"), "draft_authority_grant", {}, trace="t-9")
    [entry] = await house.handler(TENANT).store.ledger(TENANT, "t-9")
    assert (entry["verdict"], entry["control"], entry["user"]) == ("denied", "A1", "buyer")


async def test_a_stop_is_drafted_by_the_agent_it_is_about(house: House) -> None:
    async with connected(house) as connections:
        card = await connections.call(caller("admin"), "draft_agent_stop", STOP)
    facts = card["content"]["preview"]["facts"]
    assert [fact["sentence"] for fact in facts] == ["The agent assistant is stopped: Odd answers."]
    assert card["content"]["preview"]["requirement"]["independent"] is False
