"""A button about an answer carries the answer and the verdict, and nothing else counts."""

import pytest

from assistant.surfaces.slack.feedback import Judged, taken
from assistant.surfaces.slack.wire import Garbled
from tests.assistant.surfaces.chat.plain_front import Person

BUYER = Person("bellavier", "buyer", "Buyer", ("buyer",), "slack")


class Kept:
    """Keeps what is said, and says so."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []

    async def give(self, caller: Person, trace: str, verdict: str, words: str = "") -> str:
        self.said.append((trace, verdict, words))
        return "Noted."


async def test_a_click_is_kept_with_the_words_that_follow_it():
    kept = Kept()
    assert await taken(kept, BUYER, "bad:a1b2") == "Noted."
    assert await taken(kept, BUYER, "bad:a1b2", "I meant invoices") == "Noted."
    assert kept.said == [("a1b2", "bad", ""), ("a1b2", "bad", "I meant invoices")]


@pytest.mark.parametrize("value", ["", "good", "good:", "fine:a1b2", ":a1b2", "good:" + "a" * 65])
async def test_what_no_button_of_ours_carries_is_not_taken(value):
    kept = Kept()
    with pytest.raises(Garbled):
        await taken(kept, BUYER, value)
    assert kept.said == []


def test_it_reads_what_it_writes():
    assert Judged.read(str(Judged("good", "a1b2"))) == Judged("good", "a1b2")
