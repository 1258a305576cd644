"""What keeps a model away is said once to each person, and again when it has changed."""

import pytest

from assistant.model.controls import Controls, ModelCall, Owed, Stopped
from assistant.model.news import News
from bench._scripted import Reply, says, scripted, uses
from tests.assistant.model.conftest import STRANGE, Talk
from tests.assistant.model.test_turn import CUT

PLAIN = "I do not know the word “spoke”."


class Gone:
    """A budget that has ended, under a key that can change."""

    key = "business 2026-11 100"

    async def reserve(self, call: ModelCall, owed: Owed | None = None) -> str:
        raise Stopped("A3", "The budget is gone. Plain sentences still work.", self.key)

    async def reconcile(self, owed: Owed) -> None: ...


async def texts(talk: Talk, *users: str) -> list[bool]:
    """Whether each of them was told something beside what the phrasebook has."""
    found = [await talk.say(user=user) for user in users]
    return [not answer["text"].startswith(PLAIN) for answer in found]


async def test_each_person_is_told_once(talk: Talk) -> None:
    talk.helped(scripted(), controls=Controls(budget=Gone()))
    told = await texts(talk, "buyer", "buyer", "staff", "buyer", "staff", "owner")
    assert told == [True, False, True, False, False, True]


async def test_another_reason_is_told(talk: Talk) -> None:
    budget = Gone()
    talk.helped(scripted(), controls=Controls(budget=budget))
    assert await texts(talk, "buyer", "buyer") == [True, False]
    budget.key = "business 2026-12 100"
    assert await texts(talk, "buyer", "buyer") == [True, False]


async def test_a_person_is_told_once_in_all_their_conversations(talk: Talk) -> None:
    talk.helped(scripted(), controls=Controls(budget=Gone()))
    buyer = talk.desk_caller("buyer")
    found = [await talk.desk.ask(buyer, STRANGE, talk_) for talk_ in ("one", "two")]
    assert [answer["text"].startswith(PLAIN) for answer in found] == [False, True]


async def test_a_conversation_remembers_it_when_the_program_starts_anew(talk: Talk) -> None:
    for fresh in (False, True):  # The second is another process, as far as it can know.
        talk.helped(scripted(), controls=Controls(budget=Gone()))
        assert await texts(talk, "buyer") == [not fresh]


@pytest.mark.parametrize("status", [429, 503, 401])
async def test_a_provider_in_trouble_is_named_once_and_again_after_it_worked(
    talk: Talk, status: int
) -> None:
    away = [status] * (1 if status == 401 else 3)
    talk.helped(scripted(*away, *away, says("Here I am."), *away))
    assert await texts(talk, "buyer", "buyer") == [True, False]
    assert (await talk.say())["text"] == "Here I am."
    assert await texts(talk, "buyer") == [True]


async def test_what_concerns_one_answer_is_told_each_time(talk: Talk) -> None:
    broken = [Reply([says("Well,")], cut=3, error=CUT)] * 3
    talk.helped(scripted(*broken, *broken))
    assert await texts(talk, "buyer", "buyer") == [True, True]


async def test_without_a_model_nothing_is_ever_said_of_one(talk: Talk) -> None:
    assert talk.desk.orchestrator.aid is None
    found = await talk.say()
    assert found["text"].startswith(PLAIN) and "model" not in found["text"]


async def test_what_the_phrasebook_knows_is_answered_without_a_word_of_it(talk: Talk) -> None:
    talk.helped(scripted(), controls=Controls(budget=Gone()))
    found = await talk.say("which orders are late")
    assert (found["kind"], found["tier"]) == ("answer", 1) and "budget" not in found["text"]


async def test_the_ledger_keeps_the_reason_also_where_nobody_is_told(talk: Talk) -> None:
    talk.helped(scripted(), controls=Controls(budget=Gone()))
    await texts(talk, "buyer", "buyer")
    assert [e["model"][0]["stop"] for e in await talk.entries("turn")] == ["A3", "A3"]


async def test_an_answer_says_which_tier_it_is_from(talk: Talk) -> None:
    cheap = scripted(says("That is easy."), uses("pass_on"))
    talk.helped(cheap, scripted(says("That is not.")))
    told = [(await talk.say())["view"]["by"] for _ in range(2)]
    assert told == [
        "answered by the small language model · nothing was drafted or changed",
        "answered by the language model · nothing was drafted or changed",
    ]
    assert "by" not in (await talk.say("which orders are late"))["view"]


async def test_the_ledger_tells_another_process_what_a_person_knows(talk: Talk) -> None:
    budget, tellings = Gone(), []
    for user, key in (("buyer", "1"), ("buyer", "1"), ("staff", "1"), ("buyer", "2")):
        budget.key = key
        talk.helped(scripted(), controls=Controls(budget=budget))
        talk.desk.orchestrator.aid.news = News(talk.store)  # As another process has it.
        found = await talk.desk.ask(talk.desk_caller(user), STRANGE, f"{user} {len(tellings)}")
        tellings.append(not found["text"].startswith(PLAIN))
    assert tellings == [True, False, True, True]
