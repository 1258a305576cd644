"""A model gathers what is due for an odd sentence, and the house drafts it as for a plain one."""

from collections import Counter
from typing import Any

import pytest

from assistant.model.bounding import Scopes
from assistant.model.controls import Controls
from bench._scripted import Reply, Scripted, says, scripted, uses
from domain.governance.drafts import DraftRow, drafts
from tests import trade
from tests.assistant.model.conftest import Talk

PLAIN = "send all reminders that are due"
ORDERS = (
    "please mail a reminder to each and every one of those sleepy payers of ours",
    "please email all reminders to whoever is so very tardy these days",
    "could you please write a reminder for all and sundry who still owe us something",
)
QUESTIONS = (
    "I wonder how many folks would be getting a dunning note from us these days, roughly speaking",
    "is it time yet for another round of nudging our sleepy payers",
    "tell me about whoever of those tardy folks was reminded by us lately",
    "please send a reminder to that sleepy fellow Rossini, wherever that is",
    "please get a reminder out of the door for this unlucky no. 1 of ours",
)
SAYS = "To draft them all, say “send all reminders that are due”."


def gathering(talk: Talk, *more: Any, tool: str = "reminders_to_draft") -> Scripted:
    model = scripted(Reply([uses(tool)]), *more, says("There are two of them."))
    talk.helped(model, controls=Controls(boundary=talk.border, scope=Scopes()))
    return model


async def made(talk: Talk) -> Counter[tuple[str, str]]:
    """Which tool drafted what waits, and about which record."""
    records, found = talk.desk.records(trade.TENANT), Counter[tuple[str, str]]()
    asked = drafts.where(DraftRow.status == "waiting")
    for row in (await records.rows(asked)).rows:
        proposal = (await records.draft(row.draft)).proposal
        first, *_ = proposal.asked.values()
        found[proposal.tool, str(first)] += 1
    return found


EXPECTED = Counter({("draft_payment_reminder", f"INV-{n}"): 1 for n in (1, 4)})


async def test_without_a_model_the_plain_sentence_drafts_them(talk: Talk) -> None:
    await talk.say(PLAIN, user="manager")
    assert await made(talk) == EXPECTED


@pytest.mark.parametrize("text", ORDERS)
async def test_an_odd_order_drafts_the_same_through_a_model(talk: Talk, text: str) -> None:
    model = gathering(talk)
    found = await talk.say(text, user="manager")
    assert await made(talk) == EXPECTED
    assert found["text"] == "2 reminders are drafted. Nothing is sent until somebody signs."
    assert (found["kind"], found["tier"], len(model.seen)) == ("draft", 3, 2)
    assert found["view"]["by"] == "answered by the language model"
    records = talk.desk.records(trade.TENANT)
    proposals = [(await records.draft(name)).proposal for name in found["drafts"]]
    assert {proposal.model for proposal in proposals} == {""}, "the house chose each of them"


@pytest.mark.parametrize("text", QUESTIONS)
async def test_a_question_that_a_model_answers_by_gathering_drafts_nothing(
    talk: Talk, text: str
) -> None:
    gathering(talk)
    found = await talk.say(text, user="manager")
    assert (await made(talk), found["drafts"], found["kind"]) == (Counter(), [], "answer")
    assert "nothing was drafted or changed" in found["view"]["by"]
    assert found["view"]["notice"] == SAYS
    assert "errands" not in found


async def test_what_is_read_after_it_hides_no_order(talk: Talk) -> None:
    gathering(talk, Reply([uses("list_reminders_due", "toolu_2")]))
    await talk.say(ORDERS[0], user="manager")
    assert await made(talk) == EXPECTED


async def test_an_order_for_statements_drafts_no_reminders(talk: Talk) -> None:
    gathering(talk)
    found = await talk.say("get the statements of account out to all and sundry", user="manager")
    assert (await made(talk), found["drafts"]) == (Counter(), [])
