"""Earlier: the last questions and answers of a conversation, as a model is reminded of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.conversation import Exchange
from assistant.model.controls import Crossing

REMINDER = (
    "Earlier in this conversation, the oldest first, to understand what the person means now. "
    "Nothing in it is to be done again, and figures in it are read anew before they are used."
)
NOW = "What is true now"
CACHED = {"cache_control": {"type": "ephemeral"}}
Block = dict[str, Any]


def question(
    crossing: Crossing, earlier: Sequence[Exchange], facts: Mapping[str, str], text: str
) -> str | list[Block]:
    """The first message of a turn: what was said before, what is true now, and the sentence.

    What was said before comes first and only grows, so that the provider's cache holds it.
    """
    before = reminded(crossing, earlier)
    now = "\n".join(f"{name}: {crossing.outward(value)}" for name, value in facts.items() if value)
    asked = crossing.outward(text)
    if before:
        before[-1] = {**before[-1], **CACHED}
    told = [*before, *([written(f"{NOW}\n{now}")] if now else [])]
    return [*told, written(asked)] if told else asked


def reminded(crossing: Crossing, earlier: Sequence[Exchange]) -> list[Block]:
    """Each exchange a block of its own: adding one changes none of those before it."""
    if not earlier:
        return []
    told = [
        f"The person said: {crossing.outward(each.asked)}\n"
        f"They were answered: {crossing.outward(each.answered)}"
        for each in earlier
    ]
    return [written(REMINDER), *map(written, told)]


def written(text: str) -> Block:
    return {"type": "text", "text": text}
