"""Agents draft the same with a model and without; it words why, and hints at one of several."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.agents.runner import Runner
from bench._scripted import Reply, says, uses
from domain.agents import customers
from domain.agents.receivables import agent
from domain.customers.ticket_events import OpenTicket
from domain.governance.proposal import Proposal
from domain.governance.switch import SwitchOff, switch
from domain.kernel import Step
from tests import trade
from tests.assistant.agents.earning import earns
from tests.assistant.agents.test_letters import ordered
from tests.assistant.model.advised import Advised
from tests.assistant.model.conftest import Talk
from tests.owing import ROSSI, sold
from tests.steps import on

PLAIN = "INV-1 is 50 days late and reminder 1 is due."
GOOD = (
    "As {a} is {b} days late, reminder {c} is due, and {d} agrees: nothing grave of {e} waits for "
    "an answer."
)
WORDED = (
    "As INV-1 is 50 days late, reminder 1 is due, and customers-agent agrees: nothing grave of "
    "ROSSI waits for an answer."
)


def worded_by(proposal: Proposal) -> list[str]:
    return [o.source for o in proposal.origins if o.field == "reason_worded_by"]


async def test_why_something_is_drafted_is_worded_with_what_the_peers_said(
    advised: Advised,
) -> None:
    advised.by(says(GOOD), says(GOOD))
    await advised.work()
    row, proposal = await advised.reminder()
    assert proposal.because == WORDED
    assert worded_by(proposal) == [
        "model model-3; facts, and the words that carry them, are of the rules"
    ]
    assert (proposal.model, row.status) == ("", "waiting")
    assert (await advised.parted()).situation == PLAIN
    [*_, entry] = await advised.talk.entries("wording")
    assert (entry["kind"], entry["outcome"], entry["agent"]) == ("talk", "model", agent.name)


async def test_without_a_model_it_stands_in_the_words_of_the_rule(advised: Advised) -> None:
    await advised.work()
    _, proposal = await advised.reminder()
    assert (proposal.because, worded_by(proposal)) == (PLAIN, [])
    assert await advised.talk.entries("wording") == []


async def test_what_is_drafted_is_the_same_with_a_model_and_without(advised: Advised) -> None:
    asked = {"invoice": "INV-1"}
    who = trade.caller("staff", agent="")
    plain = await advised.business.tools.call(who, "draft_payment_reminder", asked)
    await advised.business.reject(plain["content"]["draft"])
    advised.by(says(GOOD), says(GOOD))
    await advised.work()
    _, worded = await advised.reminder()
    card = await advised.business.handler.draft(plain["content"]["draft"])
    assert card.proposal is not None and worded.because == WORDED
    assert worded.title == card.proposal.title and worded.requirement == card.proposal.requirement
    assert worded.steps[0] == card.proposal.steps[0]


BAD = {
    "another figure": says(GOOD.replace("{b}", "51")),
    "another order of facts": says(GOOD.replace("{a}", "{e}")),
    "a no more": says(GOOD.replace("is due", "is not due")),
    "advice of its own": says(GOOD + " Sign it at once."),
    "a link": says(GOOD.replace("answer.", "answer: https://evil.example")),
    "nothing": says(""),
    "a call of a tool": uses("draft_payment_reminder", invoice="INV-2"),
    "half of it": Reply([says(GOOD)], stop="max_tokens"),
    "an error": 500,
}


@pytest.mark.parametrize("what", BAD)
async def test_whatever_else_comes_the_rule_speaks_for_itself(advised: Advised, what: str) -> None:
    advised.by(*[BAD[what]] * 4)
    await advised.work()
    _, proposal = await advised.reminder()
    assert (proposal.because, worded_by(proposal)) == (PLAIN, [])


async def test_no_name_figure_or_record_goes_to_the_model(advised: Advised) -> None:
    model = advised.by(says(GOOD), says(GOOD))
    await advised.work()
    request = model.seen[-1]
    told = str(request["messages"])
    assert "{a} is {b} days late" in told
    assert not any(fact in told for fact in ("INV-1", "50", "ROSSI", "customers-agent"))
    assert request["tools"] == []


async def test_an_agent_with_a_standing_order_speaks_for_itself(advised: Advised) -> None:
    """What a model has worded waits for a person: nobody's order may be hollowed out so."""
    await earns(advised.business)
    model = advised.by()
    await advised.work()
    _, proposal = await advised.reminder()
    assert (proposal.because, model.seen) == (PLAIN, [])


async def test_switched_off_no_model_is_asked(advised: Advised) -> None:
    off = SwitchOff(capability="advice", reason="Odd words")
    await advised.business.record(Step(switch.stream("advice"), off))
    model = advised.by()
    await advised.work()
    _, proposal = await advised.reminder()
    assert (proposal.because, model.seen) == (PLAIN, [])


async def test_two_failures_are_enough_for_one_shift(advised: Advised) -> None:
    for number in (91, 92, 93):
        late = sold(f"INV-{number}", ROSSI, date(2026, 9, 1), date(2026, 10, 1), f"{number}.00")
        await advised.business.record(late)
    model = advised.by(*[500] * 12)
    report = await advised.work()
    tries = len(model.seen)
    assert len(report.drafts) >= 4 and report.rests == ""
    assert len(await advised.talk.entries("wording")) == 2
    await advised.work()
    assert len(model.seen) == tries, "nothing is left to say"


async def complaint(advised: Advised) -> None:
    grave = OpenTicket(
        ticket="T-3",
        customer="ROSSI",
        customer_name="Pelletteria Rossi",
        subject="The lock jams",
        severity="urgent",
        opened_on=trade.TODAY,
    )
    await advised.business.record(on(grave, "T-3"))


async def test_where_agents_do_not_agree_people_read_why_in_one_sentence(
    advised: Advised,
) -> None:
    await complaint(advised)
    words = says(
        "{a} is {b} days late and reminder {c} is due, but {d} disagrees, as {e} of {f} waits for "
        "an answer."
    )
    advised.by(says(GOOD), words)
    await advised.work()
    row = await advised.parted()
    told = (
        "INV-1 is 50 days late and reminder 1 is due, but customers-agent disagrees, as T-3 of "
        "ROSSI waits for an answer."
    )
    assert (row.status, row.reason, row.model) == ("conflict", told, "model-3")
    view = await advised.talk.say(f"show {row.consultation}", user="admin")
    assert f"{told[:-1]} (worded by the model model-3)" in view["text"]
    waits = await advised.talk.desk.queue(advised.talk.desk_caller("admin"))
    assert f"{told} (worded by the model model-3)" in str(waits)


async def test_without_a_model_a_conflict_is_told_by_its_rules(advised: Advised) -> None:
    await complaint(advised)
    await advised.work()
    row = await advised.parted()
    assert (row.reason, row.model) == ("customers-agent: T-3 of ROSSI waits for an answer", "")


def runner_of(talk: Talk) -> Runner:
    return talk.house.agents


async def test_in_a_house_without_a_key_agents_have_no_advice(talk: Talk) -> None:
    assert runner_of(talk).advice is None


CONFIRMED = (
    "Dear {name},\n\nthank you very much for your order {about} of {ordered}. We are glad of your "
    "trust.\n\n{lines}\n\nTotal without tax: {total}.\n\nKind regards\n{sender}"
)


async def confirmed(advised: Advised, by_agent: bool) -> Proposal:
    """The confirmation of a new order, as an agent or as a person drafts it."""
    business = advised.business
    await ordered(business, "SO-50")
    if by_agent:
        await business.work("fulfillment")
    else:
        who, asked = trade.caller("staff", agent=""), {"sales_order": "SO-50"}
        await business.tools.call(who, "draft_order_confirmation", asked)
    [draft] = [r.draft for r in await business.everything() if "SO-50" in r.title]
    proposal = (await business.handler.draft(draft)).proposal
    assert proposal is not None
    return proposal


@pytest.mark.parametrize("by_agent", [True, False], ids=["an agent", "a person"])
@pytest.mark.parametrize("model", [True, False], ids=["with a model", "without one"])
async def test_a_letter_has_the_same_words_whoever_drafts_it(
    advised: Advised, by_agent: bool, model: bool
) -> None:
    confirm = [rule for rule in customers.agent.rules if rule.name == "confirm"]
    advised.business.runner.agents = [replace(customers.agent, rules=tuple(confirm))]
    if model:
        advised.writes(says(CONFIRMED))
    proposal = await confirmed(advised, by_agent)
    [told] = [o for o in proposal.origins if o.field == "worded_by"]
    [letter] = [step.arguments for step in proposal.steps]
    assert told.value == ("the model" if model else "the template")
    assert ("We are glad of your trust." in letter["body"]) is model
    assert (proposal.agent, proposal.model) == (customers.NAME if by_agent else "", "")


REMINDED = (
    "Dear {name},\n\nperhaps you have overlooked invoice {about}, which was due on {due}. {open} "
    "is still open. If you have paid in the meantime, thank you: then nothing is to be done.\n\n"
    "Best regards\n{sender}"
)


async def test_the_letter_of_a_reminder_is_worded_as_well(advised: Advised) -> None:
    to_maier, to_rossi = [says(GOOD), says("?"), says("?")], [says(GOOD), says(REMINDED)]
    advised.writes(*to_maier, *to_rossi)
    await advised.work()
    _, proposal = await advised.reminder()
    letter = next(step.arguments for step in proposal.steps if step.command == "ReleaseMessage")
    assert (
        "perhaps you have overlooked invoice INV-1, which was due on 1 Oct 2026." in letter["body"]
    )
    assert proposal.because == WORDED
