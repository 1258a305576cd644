"""Times of the day are found as people write them, and a bare figure stays a figure."""

import pytest

from assistant.phrasebook.clock import take_clocks
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tokens import tokens_of


def clocks(text: str) -> list[str]:
    strip = Strip(text, tokens_of(text))
    take_clocks(strip)
    return [mention.senses["clock"][0].wire for mention in strip.mentions]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("at 19:00", ["19:00"]),
        ("at 7:30", ["07:30"]),
        ("at 7 am", ["07:00"]),
        ("at 7pm", ["19:00"]),
        ("at 7.30 pm", ["19:30"]),
        ("at 12:15 am", ["00:15"]),
        ("at noon", ["12:00"]),
        ("between 19:00 and 7:00", ["19:00", "07:00"]),
        ("order 7 at 7.30", []),
        ("at 25:00", []),
        ("at 7:61", []),
        ("13 pm", []),
        ("lines: 3: 12 pieces", []),
    ],
)
def test_times_are_found(said: str, found: list[str]) -> None:
    assert clocks(said) == found
