"""Authority changes by a signed draft: who widens it is never alone, who stops an agent may be."""

from decimal import Decimal
from typing import Any

from domain.governance.authority import DEFAULTS, Rung
from mcp_servers.visit import House
from tests.trade import NOON, TENANT, caller
from tools.governance import TOOLS

GRANT = {"role": "buyer", "function": "procurement", "limit": "9000"}
GOVERNANCE = [tool.name for tool in TOOLS]
ORDER = {"item": "LOCK", "quantity": "100", "supplier": "OST"}  # €2,050, above the buyer's limit.


async def test_a_card_names_the_standing_before_and_after(drafted: Any) -> None:
    proposal = await drafted("draft_authority_grant", **GRANT)
    assert proposal.title == "Buyer may sign up to €9,000.00 in procurement"
    previous = {origin.field: (origin.value, origin.source) for origin in proposal.origins}
    assert previous["previous"] == ("may sign up to €1,000.00", "shipped default")
    assert proposal.requirement.independent
    assert proposal.requirement.roles == ("owner", "manager", "admin")


async def test_a_grant_counts_from_the_next_signature_and_its_undo_ends_it(
    ask: Any, sign: Any, settled: Any, undone: Any
) -> None:
    order = (await ask("draft_purchase_order", "staff", **ORDER)).content["draft"]
    above = await sign(order, "buyer")
    assert (above.outcome, above.code) == ("denied", "A4")
    grant = await settled("draft_authority_grant", **GRANT)
    assert (await sign(order, "buyer")).outcome == "answered"
    await undone(grant)
    other = (await ask("draft_purchase_order", "staff", **ORDER)).content["draft"]
    again = await sign(other, "buyer")
    assert (again.outcome, again.code) == ("denied", "A4")


async def test_nobody_signs_a_grant_they_had_a_hand_in(ask: Any, sign: Any) -> None:
    for role in ("owner", "admin", "manager"):
        number = (await ask("draft_authority_grant", role, **GRANT)).content["draft"]
        alone = await sign(number, role)
        assert (alone.outcome, alone.code) == ("denied", "A13")


async def test_a_buyer_gets_nothing_for_himself_by_any_road(
    house: House, ask: Any, ask_by_hand: Any, sign: Any, approvals: Any
) -> None:
    his = {grant.action for grant in DEFAULTS if grant.role == "buyer"}
    for tool in sorted({*GOVERNANCE} - his):  # His own days and his own queue are his.
        for asked in (ask, ask_by_hand):
            found = await asked(tool, "buyer")
            assert (found.outcome, found.code) == ("denied", "A1"), tool
    waiting = (await ask("draft_authority_grant", "owner", **GRANT)).content["draft"]
    assert (await sign(waiting, "buyer")).code == "A1"
    me = caller("buyer", agent="")
    assert (await approvals.reject(me, waiting, 1, "Mine", NOON, "t")).outcome == "denied"
    limit = {"role": "staff", "function": "inventory", "limit": "5"}
    other = (await ask("draft_authority_grant", "admin", **limit)).content["draft"]
    await sign(other, "owner")
    assert (await approvals.undo(me, other, NOON, "t")).outcome == "denied"
    held, *_ = await house.handler(TENANT).authority()
    assert held.of(("buyer",), "procurement", "*").limit == Decimal(1_000)


async def test_the_owner_is_never_left_without_authority(ask: Any) -> None:
    for weaker in ({"rung": "L3"}, {"rung": "L4", "limit": "0"}, {"limit": "1000000"}):
        for function in ("every", "procurement"):
            found = await ask(
                "draft_authority_grant", "admin", role="owner", function=function, **weaker
            )
            assert (found.outcome, found.code) == ("refused", "owner_must_sign")


async def test_a_draft_that_waits_is_read_again_when_authority_has_changed(
    house: House, ask: Any, sign: Any, settled: Any
) -> None:
    order = (await ask("draft_purchase_order", "staff", **ORDER)).content
    await settled("draft_authority_grant", **GRANT)
    today = await house.handler(TENANT).card(order["draft"])
    assert today.digest != order["digest"]
    stale = await sign(order["draft"], "owner", order["digest"])
    assert (stale.outcome, stale.code) == ("refused", "read_again")
    assert "buyer" in stale.content["preview"]["requirement"]["roles"]
    assert (await sign(order["draft"], "owner")).outcome == "answered"


async def test_who_could_not_sign_before_is_asked_up_to_what_amount(ask: Any, drafted: Any) -> None:
    found = await ask("draft_authority_grant", role="buyer", function="inventory", rung="L4")
    assert (found.outcome, found.code, found.content["slot"]) == (
        "refused",
        "missing_limit",
        "limit",
    )
    only_limit = await ask("draft_authority_grant", role="buyer", function="inventory", limit="5")
    assert only_limit.code == "missing_rung"
    kept = await drafted("draft_authority_grant", role="buyer", function="governance", rung="L3")
    assert kept.steps[0].arguments["limit"] is None


async def test_a_limit_is_in_the_currency_of_the_business(ask: Any) -> None:
    found = await ask("draft_authority_grant", **GRANT | {"limit": "9000 USD"})
    assert found.code == "wrong_currency"


async def test_a_grant_may_be_for_one_action_that_exists(ask: Any, drafted: Any) -> None:
    one = {"role": "staff", "function": "procurement", "rung": "L3"}
    proposal = await drafted("draft_authority_grant", **one, action="change bank details")
    assert proposal.steps[0].arguments["action"] == "ChangeBankDetails"
    assert proposal.title.endswith("in procurement, for change bank details only")
    other = await ask("draft_authority_grant", **one, action="MoveStock")
    assert other.code == "unknown_action"


async def test_what_says_the_same_as_the_record_is_no_draft(ask: Any) -> None:
    same = await ask("draft_authority_grant", **GRANT | {"limit": "1000"})
    assert (same.outcome, same.code) == ("refused", "no_change")


async def test_a_role_goes_back_to_what_was_shipped(ask: Any, settled: Any, reply: Any) -> None:
    where = {"role": "buyer", "function": "procurement"}
    assert (await ask("draft_authority_restore", **where)).code == "nothing_granted"
    await settled("draft_authority_grant", **GRANT)
    await settled("draft_authority_restore", **where)
    found = await reply("who_may_do_what", **where)
    assert found["headline"] == "Buyer may sign up to €1,000.00 in procurement."


async def test_signing_limits_count_at_once_and_cannot_cross(
    ask: Any, settled: Any, drafted: Any
) -> None:
    crossed = await ask("draft_signing_limits", independent_above="60000")
    assert (crossed.outcome, crossed.code) == ("refused", "limits_crossed")
    assert (await ask("draft_signing_limits")).code == "missing_independent_above"
    await settled("draft_signing_limits", independent_above="100", two_above="2000")
    proposal = await drafted("draft_purchase_order", **ORDER)
    assert (proposal.requirement.signatures, proposal.requirement.independent) == (2, True)


async def test_one_person_alone_stops_an_agent_and_two_let_it_work_again(
    ask: Any, settled: Any, approvals: Any, sign: Any
) -> None:
    stopped = await settled("draft_agent_stop", by="admin", signer="admin", agent="assistant")
    denied = await ask("list_items", "owner")
    assert (denied.outcome, denied.code) == ("denied", "A5")
    assert denied.reason == (
        "Denied: the agent assistant is stopped; drafts that wait can still be signed."
    )
    back = await approvals.undo(caller("admin", agent=""), stopped, NOON, "t")
    assert (await sign(back.content["draft"], "admin")).code == "A13"
    assert (await sign(back.content["draft"], "owner")).outcome == "answered"
    assert (await ask("list_items", "owner")).outcome == "answered"


async def test_a_stop_leaves_what_waits_to_people(ask: Any, settled: Any, sign: Any) -> None:
    order = (await ask("draft_purchase_order", "staff", **ORDER)).content["draft"]
    await settled("draft_agent_stop", signer="admin", agent="Assistant", reason="Odd answers")
    assert (await sign(order, "owner")).outcome == "answered"


async def test_an_agent_is_not_stopped_twice_nor_one_that_is_not_there(
    ask: Any, ask_by_hand: Any, settled: Any
) -> None:
    assert (await ask("draft_agent_stop", agent="nobody")).code == "unknown_agent"
    await settled("draft_agent_stop", signer="admin", agent="assistant")
    again = await ask_by_hand("draft_agent_stop", "admin", agent="assistant")
    assert again.code == "stopped"


async def test_a_passport_from_before_a_stop_is_read_again_before_it_starts_the_agent(
    ask: Any, settled: Any, sign: Any
) -> None:
    narrow = {"agent": "assistant", "function": "inventory", "change": "only"}
    waiting = (await ask("draft_agent_passport", "admin", **narrow)).content
    await settled("draft_agent_stop", signer="admin", agent="assistant")
    blind = await sign(waiting["draft"], "owner", waiting["digest"])
    assert (blind.outcome, blind.code) == ("refused", "read_again")
    [fact] = blind.content["preview"]["facts"]
    assert "works again" in fact["sentence"]


async def test_a_passport_shuts_an_agent_out_of_a_function_at_once(
    ask: Any, settled: Any, undone: Any
) -> None:
    out = {"agent": "assistant", "function": "inventory", "change": "remove"}
    number = await settled("draft_agent_passport", **out)
    assert (await ask("list_items", "owner")).code == "A5"
    assert (await ask("list_suppliers", "owner")).outcome == "answered"
    await undone(number)
    assert (await ask("list_items", "owner")).outcome == "answered"


async def test_a_passport_that_changes_keeps_whoever_answers_for_the_agent(
    drafted: Any, ask: Any
) -> None:
    """An agent acts for its owner: a new limit must not make it act for whoever set it."""
    limited = await drafted("draft_agent_passport", agent="receivables-agent", limit="900")
    assert limited.steps[0].arguments["owner"] == "accounting"
    [origin] = [each for each in limited.origins if each.field == "owner"]
    assert origin.source == "accounting answers for it"
    named = await drafted("draft_agent_passport", agent="receivables-agent", owner="manager")
    assert named.title == "manager answers for receivables-agent"
    assert named.steps[0].arguments["limit"] == "25000"
    nobody = await ask("draft_agent_passport", agent="receivables-agent", owner="Niemand")
    assert (nobody.outcome, nobody.code) == ("refused", "unknown_member")


async def test_an_agent_drafts_no_more_than_its_passport_allows(
    ask: Any, ask_by_hand: Any, settled: Any
) -> None:
    await settled("draft_agent_passport", agent="assistant", limit="2000")
    above = await ask("draft_purchase_order", "buyer", **ORDER)
    assert (above.outcome, above.code) == ("refused", "above_passport")
    below = await ask("draft_purchase_order", "buyer", **ORDER | {"quantity": "90"})
    assert below.outcome == "answered"
    by_hand = await ask_by_hand("draft_purchase_order", "buyer", **ORDER)
    assert by_hand.outcome == "answered"


async def test_an_agent_that_only_reads_drafts_nothing(ask: Any, settled: Any) -> None:
    await settled("draft_agent_passport", agent="assistant", rung="L1")
    assert (await ask("list_items", "owner")).outcome == "answered"
    assert (await ask("draft_purchase_order", "buyer", **ORDER)).code == "A5"


async def test_a_new_agent_has_an_owner_and_may_draft_and_no_more(drafted: Any, ask: Any) -> None:
    proposal = await drafted("draft_agent_passport", agent="reorder", function="inventory")
    told = proposal.steps[0].arguments
    assert (told["owner"], told["functions"], told["rung"]) == (
        "owner",
        ["inventory"],
        int(Rung.DRAFT),
    )
    last = await ask("draft_agent_passport", agent="reorder", function="inventory", change="remove")
    assert last.code == "no_function"
    assert (await ask("draft_agent_passport", agent="reorder")).code == "missing_function"
