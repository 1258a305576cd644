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
SEAL = "Seal of the marks in this turn"
CACHED = {"cache_control": {"type": "ephemeral"}}
Block = dict[str, Any]


def question(
    crossing: Crossing,
    earlier: Sequence[Exchange],
    facts: Mapping[str, str],
    text: str,
    seal: str = "",
) -> str | list[Block]:
    """The first message of a turn: what was said before, what is true now, and the sentence.

    What was said before comes first and only grows, so that the provider's cache holds it. The
    seal is of this turn alone, and as nobody's data it is not hidden.
    """
    before = reminded(crossing, earlier)
    known = [f"{name}: {crossing.outward(value)}" for name, value in facts.items() if value]
    now = "\n".join([*known, *([f"{SEAL}: {seal}"] if seal else [])])
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
