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
