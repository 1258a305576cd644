"""One sentence for whoever clicked: what was done, or what was not and why."""

from typing import Any

import pytest

from assistant import outcomes
from assistant.cards import view
from assistant.surfaces.front import Outcome
from assistant.surfaces.slack import sentences
from domain.governance.draft import closed, stale
from guardrails.call import Answer
from tests.assistant.atelier import House


@pytest.fixture
async def house() -> House:
    atelier = House()
    await atelier.begin()
    return atelier


def outcome(
    code: str, message: str, card: dict[str, Any] | None = None, ok: bool = False
) -> Outcome:
    return Outcome(ok=ok, code=code, message=message, card=card)


async def after(house: House, name: str, code: str, reason: str, user: str = "oscar") -> str:
    """What somebody reads whose click came to nothing, by the product's own outcome."""
    found = outcomes.of(
        Answer("refused", reason=reason, code=code),
        "sign",
        view(await house.shown(name, user)),
        None,
    )
    return sentences.told(Outcome(**{key: found[key] for key in ("ok", "code", "message", "card")}))


async def test_who_comes_second_reads_who_came_first(house: House) -> None:
    name = await house.ordered()
    state = await house.handler.draft(name)
    told = await after(house, name, "closed", str(closed(state)))
    assert told == (
        "Not recorded again: Owner had already signed D-1, Fri 20 Nov, 09:12. "
        "The card shows the result."
    )


async def test_who_signs_what_was_rejected_reads_by_whom_and_why(house: House) -> None:
    name = await house.order()
    await house.handler.reject(name, 1, "Too <dear>", "max", house.now)
    told = await after(house, name, "closed", "Nothing was changed: this draft was rejected.")
    assert told == "Not recorded: D-1 is rejected. Manager rejected it: Too &lt;dear&gt;."


async def test_who_signs_what_is_over_reads_since_when(house: House) -> None:
    name = await house.order(expires_at=house.now)
    told = await after(house, name, "closed", "Nothing was changed: this draft has expired.")
    assert told.startswith("Not recorded: D-1 is expired. Nobody signed before ")


async def test_who_signs_twice_reads_that_another_must(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    reason = "You have signed this draft already; it needs another person."
    told = await after(house, name, "signed_once", reason, "olivia")
    assert told == f"Not recorded. {reason}"


async def test_a_version_that_is_over_is_read_again(house: House) -> None:
    name = await house.order()
    await house.handler.revise(name, 1, house.ordering(96))
    reason = str(stale(await house.handler.draft(name), 1))
    assert await after(house, name, "stale", reason) == reason


def test_who_may_not_sign_reads_who_may() -> None:
    reason = "This is above your limit of €1,000.00. Owner or Manager may sign."
    assert sentences.told(outcome("denied", reason)) == f"Not recorded. {reason}"


def test_what_is_not_theirs_to_see_is_not_told_apart_from_what_is_not_there() -> None:
    assert sentences.told(outcome("unknown", "no such draft D-7")) == sentences.GONE


def test_what_was_done_names_the_draft() -> None:
    card = {"id": "D-1", "version": 2}
    told = sentences.told(outcome("signed", "Signed.", card, ok=True))
    assert told == "D-1, version 2: Signed."
    assert sentences.told(outcome("shown", "", None, ok=True)) == "Done."


def test_a_message_never_pings_anybody() -> None:
    told = sentences.told(outcome("refused", "There is no item <!channel> & co."))
    assert told == "There is no item &lt;!channel&gt; &amp; co."
    assert "&lt;!here&gt;" in sentences.greeting("<!here>")


def test_an_accident_leaves_a_number_and_no_text_of_an_error() -> None:
    assert "number E-7f3a" in sentences.went_wrong("E-7f3a")
    assert "may or may not be recorded" in sentences.went_wrong("E-7f3a")
    assert "number E-7f3a" in sentences.not_answered("E-7f3a")


@pytest.mark.parametrize(
    "said", [sentences.NOT_LINKED, sentences.LINKED_ELSEWHERE, sentences.OTHER_WORKSPACE]
)
def test_whoever_is_not_known_reads_that_nothing_was_done(said: str) -> None:
    assert said.startswith("Nothing was ") and not set("<>") & set(said)


def test_of_many_signed_at_once_the_sentence_counts() -> None:
    assert sentences.batch(3, 5) == "3 of 5 signed. The table shows what became of each."
