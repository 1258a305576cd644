"""Spans: stretches of a text that are to be hidden, and what becomes of those that overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where something stands, what kind it is, and whose when master data knows."""

    start: int
    end: int
    kind: str
    identity: str = ""
    name: str = ""


def kept(found: Iterable[Span], protected: Sequence[Span]) -> list[Span]:
    """Without what lies inside a protected stretch: a known order number is no telephone."""
    return [
        span
        for span in found
        if not any(safe.start <= span.start and span.end <= safe.end for safe in protected)
    ]


SHORTEST = 4
"""Characters; what is shorter stands in other words and figures by chance."""


def repeated(text: str, found: Iterable[Span]) -> list[Span]:
    """Wherever else in the text a value stands that was found in one place of it.

    A rule may need a word before it, or the end of a row of figures behind it; a hidden value
    that stands open beside its pseudonym would tell what the pseudonym hides.
    """
    kinds = {text[span.start : span.end]: span.kind for span in found}
    again: list[Span] = []
    for value, kind in kinds.items():
        at = text.find(value) if len(value) >= SHORTEST else -1
        while at >= 0:
            end = at + len(value)
            if alone(text, at, end):
                again.append(Span(at, end, kind))
            at = text.find(value, end if alone(text, at, end) else at + 1)
    return again


def alone(text: str, start: int, end: int) -> bool:
    """Whether no letter or figure continues it."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def united(found: Iterable[Span]) -> list[Span]:
    """In order and apart: what overlaps becomes one, of the longest one's kind."""
    apart: list[Span] = []
    for span in sorted(found, key=lambda each: (each.start, -each.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
        elif span.end > apart[-1].end or span.end - span.start > apart[-1].end - apart[-1].start:
            apart[-1] = together(apart[-1], span)
    return apart


def together(one: Span, other: Span) -> Span:
    longest = max(one, other, key=lambda each: each.end - each.start)
    end = max(one.end, other.end)
    whole = longest.start == one.start and longest.end == end
    return longest if whole else Span(one.start, end, longest.kind)
