"""Anybody who governs can see who may do what, which agents act, and what was decided."""

from typing import Any

from domain.governance.authority import DEFAULTS
from domain.governance.passport import SHIPPED
from tests.trade import NOON, caller


def cells(found: dict[str, Any], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in found["rows"]]


async def test_without_a_grant_everything_is_as_it_was_shipped(reply: Any) -> None:
    found = await reply("who_may_do_what")
    lines = len(DEFAULTS)
    assert found["headline"] == f"There are {lines} lines of authority; none of them signed here."
    assert {row["origin"] for row in found["rows"]} == {"shipped default"}


async def test_one_role_in_one_function_is_one_sentence(reply: Any) -> None:
    found = await reply("who_may_do_what", role="buyer", function="procurement")
    assert found["headline"] == "Buyer may sign up to €1,000.00 in procurement."
    assert cells(found, "standing", "action") == [
        ("may sign", ""),
        ("may draft", "ChangeBankDetails"),
        ("may draft", "RemoveBankDetails"),
        ("may draft", "TakeOverPurchaseOrder"),
    ]


async def test_those_who_may_sign_are_named_and_the_others_are_not(reply: Any) -> None:
    found = await reply("who_may_do_what", function="inventory", rung="L4")
    assert found["headline"] == "Owner, Manager, Warehouse, Staff may sign in inventory."


async def test_a_signed_grant_is_told_with_its_draft_and_its_day(reply: Any, settled: Any) -> None:
    grant = {"role": "buyer", "function": "inventory", "rung": "L4", "limit": "300"}
    number = await settled("draft_authority_grant", **grant)
    found = await reply("who_may_do_what", role="buyer", function="inventory")
    assert found["headline"] == "Buyer may sign up to €300.00 in inventory."
    assert cells(found, "rung", "origin") == [("L4", f"{number} since 20 Nov 2026")]
    assert f"draft-{number}" in found["streams"]


async def test_a_grant_in_one_function_hides_the_one_for_every_function(
    reply: Any, settled: Any
) -> None:
    grant = {"role": "manager", "function": "procurement", "rung": "L3"}
    await settled("draft_authority_grant", **grant)
    found = await reply("who_may_do_what", function="procurement", rung="L4")
    assert found["headline"] == "Owner, Buyer may sign in procurement."
    elsewhere = await reply("who_may_do_what", function="inventory", rung="L4")
    assert "Manager" in elsewhere["headline"]


async def test_the_signing_limits_are_told_in_money(reply: Any, settled: Any) -> None:
    before = await reply("signing_limits")
    assert before["headline"] == (
        "Above €5,000.00 somebody who did not draft it signs; above €50,000.00 two people do."
    )
    number = await settled("draft_signing_limits", independent_above="2000")
    after = await reply("signing_limits")
    assert cells(after, "above", "origin") == [
        ("2000", f"{number} since 20 Nov 2026"),
        ("50000", f"{number} since 20 Nov 2026"),
    ]


async def test_members_are_listed_with_their_roles(reply: Any) -> None:
    everybody = await reply("list_members")
    assert everybody["headline"] == "There are 9 members; none of them is disabled."
    one = await reply("list_members", role="owner")
    assert cells(one, "user", "roles", "status") == [("owner", "owner", "active")]


async def test_an_agent_is_measured_by_what_people_made_of_its_drafts(
    ask: Any, reply: Any, sign: Any, approvals: Any
) -> None:
    order = {"item": "LOCK", "quantity": "20", "supplier": "OST"}
    numbers = []
    for amount in ("20", "21", "22"):
        more = await ask("draft_purchase_order", "buyer", **order | {"quantity": amount})
        numbers.append(more.content["draft"])
    await sign(numbers[0], "owner")
    await approvals.reject(caller("owner", agent=""), numbers[1], 1, "Too many", NOON, "t")
    [row] = (await reply("list_agents", agent="assistant"))["rows"]
    assert (row["proposed"], row["signed"], row["rejected"], row["waiting"]) == (3, 1, 1, 1)
    assert (row["approval"], row["state"], row["origin"]) == ("0.5", "active", "shipped")


async def test_who_answers_for_an_agent_is_told_by_role_until_a_passport_names_somebody(
    reply: Any, settled: Any
) -> None:
    by_role = await reply("list_agents", agent="receivables-agent")
    assert by_role["rows"][0]["owner"] == "accounting, by role"
    assert by_role["headline"].endswith(
        " Accounting answers for it, by role: today that is Accounting."
    )
    everybody = await reply("list_agents")
    assert all(row["owner"] for row in everybody["rows"])
    await settled("draft_agent_passport", agent="receivables-agent", owner="Manager")
    named = await reply("list_agents", agent="receivables-agent")
    assert named["rows"][0]["owner"] == "Manager"
    assert named["headline"].endswith(" Manager answers for it.")


async def test_an_agent_that_is_not_there_is_a_question(ask: Any) -> None:
    found = await ask("list_agents", agent="reorder")
    assert (found.outcome, found.code) == ("refused", "unknown_agent")
    options = [option["value"] for option in found.content["options"]]
    assert options[:2] == ["assistant", "category-agent"]
    assert found.content["total"] == len(SHIPPED)


async def test_drafts_are_found_by_status_function_proposer_and_period(
    ask: Any, reply: Any, sign: Any
) -> None:
    order = {"item": "LOCK", "quantity": "20", "supplier": "OST"}
    first = (await ask("draft_purchase_order", "buyer", **order)).content["draft"]
    await ask("draft_reorder_point", "staff", item="LOCK", quantity="60")
    await sign(first, "owner")
    signed = await reply("list_drafts", status="signed")
    assert cells(signed, "draft", "proposer") == [(first, "buyer")]
    assert signed["headline"] == "There is 1 signed draft."
    assert (await reply("list_drafts", status="open", function="inventory"))["total_rows"] == 1
    assert (await reply("list_drafts", role="staff"))["total_rows"] == 1
    assert (await reply("list_drafts", proposer="Buyer"))["total_rows"] == 1
    assert (await reply("list_drafts", proposer="nobody"))["total_rows"] == 0
    assert (await reply("list_drafts", period="2026-11-20"))["total_rows"] == 2
    assert (await reply("list_drafts", period="2026-11-19"))["total_rows"] == 0
