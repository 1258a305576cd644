"""Errands: what one sentence asks for many times, drafted one by one and read in one table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from assistant.said import Said
from domain.kernel.words import counted, listed

OPENINGS = ("Not drafted. ", "Not sent. ")
BY_RECORD = "record, it is due"

Object = dict[str, Any]


class Calling(Protocol):
    async def call(
        self, said: Said, tool: str, arguments: Mapping[str, Any], origins: Mapping[str, str]
    ) -> Object: ...


async def carried_out(calling: Calling, said: Said, found: Object) -> Object:
    """The answer of a tool that gathers what is due, once each of it is a draft of its own.

    Every draft passes the gate by itself; one that is refused stops no other.
    """
    errands: Sequence[Mapping[str, Any]] = found["errands"]
    turn, left = said.turn, Counter[str](found["left"])
    before = len(turn.steps)
    for errand in errands:
        arguments = errand["arguments"]
        came = await calling.call(
            said, errand["tool"], arguments, dict.fromkeys(arguments, BY_RECORD)
        )
        if came["outcome"] == "answered":
            turn.drafts.append(came["content"]["draft"])
        else:
            left[plainly(came["reason"])] += 1
    del turn.steps[before:]  # Each of them is a draft, which says the same and can be read.
    text = told(found["noun"], len(turn.drafts), left)
    kept = {name: part for name, part in found.items() if name not in ("errands", "left", "noun")}
    kind = "draft" if turn.drafts else "answer"
    view = {**found["view"], "headline": text}
    return kept | {"kind": kind, "text": text, "drafts": turn.drafts, "view": view}


def told(noun: str, drafted: int, left: Mapping[str, int]) -> str:
    """How many were drafted, how many were left, and why: nobody has to count."""
    were, verb = sum(left.values()), "is" if drafted == 1 else "are"
    if not drafted and not were:
        return f"No {noun} is due."
    done = f"{counted(drafted, noun).capitalize()} {verb} drafted."
    sign = " Nothing is sent until somebody signs." if drafted else ""
    if not were:
        return f"{done}{sign}"
    why = listed([f"{count:,} {reason}" for reason, count in left.items()])
    return f"{done}{sign} {were:,} {'was' if were == 1 else 'were'} left: {why}."


def plainly(reason: str) -> str:
    """The reason as the end of a sentence that has begun already."""
    for opening in OPENINGS:
        reason = reason.removeprefix(opening)
    return f"refused, because {reason.rstrip('.')}"
