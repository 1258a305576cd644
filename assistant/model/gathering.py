"""Gathering: what a model gathered is drafted one by one, where the person ordered that."""

from collections.abc import Iterable, Sequence
from typing import Any

from assistant import answers
from assistant.model.controls import Bounds
from assistant.model.hands import Used
from assistant.said import Said

LEFT = ("errands", "left", "noun")
Found = dict[str, Any]


def gathered(
    said: Said, found: Found, used: Sequence[Used], tools: Iterable[Any], bounds: Bounds
) -> Found:
    """The answer as it goes to the house, which drafts each of its errands as for any sentence.

    To read what is due is no order to draft it. Whether the person ordered it, their own words
    say, as for any draft that a model wants: where they do not, the sentence that would is told.
    """
    plain = unordered(found)
    gathering = next((each for each in used[::-1] if gathers(each)), None)
    if gathering is None:
        return plain
    says = next((tool.says for tool in tools if tool.name == gathering.tool), ())
    content = gathering.found["content"]
    if bounds.ordered(says):
        reply = answers.of_reply(said.turn, gathering.tool, gathering.arguments, content)
        kept = {name: found[name] for name in ("tier", "model")}
        return reply | kept | {"view": reply["view"] | {"by": answered_by(found)}}
    whole = next((sentence for sentence in says if "{" not in sentence), "")
    if not content["errands"] or not whole:
        return plain
    view = dict(plain["view"])
    told = f"To draft them all, say “{whole}”."
    view["notice"] = " ".join(filter(None, (view.get("notice", ""), told)))
    return plain | {"view": view}


def gathers(used: Used) -> bool:
    return used.answered and "errands" in used.found["content"]


def unordered(found: Found) -> Found:
    """The answer without what would be drafted of it."""
    return {name: part for name, part in found.items() if name not in LEFT}


def answered_by(found: Found) -> str:
    """Which tier it is from, without a word on what was not drafted."""
    return str(found["view"]["by"]).partition(" · ")[0]
