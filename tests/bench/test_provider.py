"""The provider of the tour answers the question that was asked now, and no earlier one."""

import pytest

from bench._provider import Provider
from bench._scripted import Reply, says, uses

PROVIDER = Provider(
    {
        "which shortage": [Reply([uses("below_reorder_point")]), Reply([says("Lambskin.")])],
        "and what then": [Reply([says("Order it.")])],
    }
)
BEFORE = "The person said: which shortage\nThey were answered: Lambskin."
REPLY = {"role": "user", "content": [{"type": "tool_result", "content": "{}"}]}


def asked(*texts: str) -> dict[str, object]:
    return {"role": "user", "content": [{"type": "text", "text": text} for text in texts]}


def test_a_later_question_is_not_taken_for_an_earlier_one() -> None:
    told = PROVIDER.reply({"messages": [asked(BEFORE, "What is true now", "and what then")]})
    assert told is not None and told.blocks[0]["text"] == "Order it."


def test_after_its_tools_it_says_its_next_line_and_then_none() -> None:
    spoken = {"role": "assistant", "content": []}
    first = [asked("which shortage"), spoken, REPLY]
    told = PROVIDER.reply({"messages": first})
    assert told is not None and told.blocks[0]["text"] == "Lambskin."
    assert PROVIDER.reply({"messages": [*first, spoken, REPLY]}) is None


@pytest.mark.parametrize("text", ["something else", BEFORE.replace("which", "what")])
def test_a_question_without_a_line_is_none(text: str) -> None:
    assert PROVIDER.reply({"messages": [asked(text)]}) is None
