"""What somebody from outside may sign, and that the drafts of others are not there for them."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.approvals import Approvals
from domain.kernel import Cause
from domain.receivables.credit import SetCreditLimit
from tests.proving.test_own_account import houses, named
from tests.proving.two_accounts import PEOPLE, outsider
from tests.steps import euros, on
from tests.trade import NOON, TENANT, caller, in_memory


async def test_the_drafts_of_others_do_not_exist() -> None:
    store = in_memory()
    visits = await houses(store)
    approvals = Approvals(visits.handler, visits.gate)
    now = datetime.now(UTC)
    handler = visits.handler(TENANT)
    for number in range(1, 8):
        name = f"D-{number}"
        state = await handler.draft(name)
        for user, (_, customer) in PEOPLE.items():
            if state.proposal and customer and state.proposal.customer == customer:
                continue
            who = outsider(user)
            answers = [
                await approvals.sign(who, name, 1, "x", now, ""),
                await approvals.reject(who, name, 1, "no", now, ""),
                await approvals.undo(who, name, now, ""),
            ]
            assert {a.outcome for a in answers} <= {"refused", "denied"}, answers
            if customer:
                assert {a.code for a in answers} == {"unknown_draft"}
                told = {str(a.reason) for a in answers}
                assert told == {"There is no draft with this number."}
        assert (await handler.draft(name)).status == ("waiting" if state.proposal else "")


async def test_an_outsider_signs_their_own_order_and_nothing_that_needs_another_hand() -> None:
    visits = await houses(in_memory())
    approvals, now = Approvals(visits.handler, visits.gate), NOON
    handler = visits.handler(TENANT)
    who = outsider("martin")
    card = await handler.card("D-1")
    assert card.preview.requirement.roles == ("owner", "manager", "dealer", "consumer")
    signed = await approvals.sign(who, "D-1", 1, card.digest, now, "")
    assert signed.outcome == "answered" and signed.content["approved"], signed
    again = await visits.visit(outsider("martin", agent="assistant")).use(
        named("draft_own_order"), {"product": "TURN", "quantity": "7"}
    )
    name = again.content["draft"]
    card = await handler.card(name)
    assert card.preview.requirement.independent  # The same once more within two days.
    assert "dealer" not in card.preview.requirement.roles
    doubts = again.content["preview"]["doubts"]
    assert [doubt["code"] for doubt in doubts] == ["house_first"]
    colleague = replace(who, user="marie", name="Marie")
    for hand in (who, colleague):
        denied = await approvals.sign(hand, name, 1, card.digest, now, "")
        assert (denied.outcome, denied.code) in {("denied", "A4"), ("denied", "A13")}, denied


async def test_a_dealer_beyond_the_credit_limit_does_not_sign_their_own_order() -> None:
    visits = await houses(in_memory())
    approvals = Approvals(visits.handler, visits.gate)
    handler, who = visits.handler(TENANT), outsider("martin")
    limit = SetCreditLimit(customer="MARTIN", customer_name="Maison Martin", limit=euros("1000.00"))
    await handler.record([on(limit, "MARTIN")], Cause(("demo",)))
    asked = {"product": "TURN", "quantity": "30"}
    told = await visits.visit(outsider("martin", agent="assistant")).use(
        named("draft_own_order"), asked
    )
    name = told.content["draft"]
    assert [doubt["code"] for doubt in told.content["preview"]["doubts"]] == ["house_first"]
    card = await handler.card(name)
    assert "over_credit_limit" in [doubt.code for doubt in card.preview.doubts]
    for hand in (who, replace(who, user="marie", name="Marie")):
        denied = await approvals.sign(hand, name, 1, card.digest, NOON, "")
        assert denied.outcome == "denied", denied
    signed = await approvals.sign(caller("owner", agent=""), name, 1, card.digest, NOON, "")
    assert signed.outcome == "answered", signed
