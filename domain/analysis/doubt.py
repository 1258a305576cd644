"""A doubt: what is allowed, and still deserves a second look before it is signed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from domain.kernel import Event, Fact, Message, Page, Query

Severity = Literal["care", "stop", "wait", "block"]
"""Read it first; let another hand sign; sign something else first; or nobody can sign it."""


class Doubt(Message):
    """What is odd, in bold with both figures, then the details, and where they come from."""

    code: str
    bold: str
    text: str
    source: str
    severity: Severity
    apart: tuple[str, ...] = ()
    """Who made what is doubted, and so may not be the one who signs."""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.bold, self.text, self.source and f"({self.source})")))


def doubt(severity: Severity, code: str, bold: str, text: str, source: str) -> Doubt:
    return Doubt(code=code, bold=bold, text=text, source=source, severity=severity)


@dataclass(frozen=True)
class Check:
    """What to ask the read models about a fact, and how to judge their answers, in that order."""

    name: str
    of: tuple[type[Event], ...]
    """The events it looks at; about any other it has nothing to ask and nothing to say."""
    asks: Callable[[Fact], Sequence[Query[Any]]]
    judge: Callable[[Fact, Sequence[Page[Any]]], list[Doubt]]


def nothing(fact: Fact) -> Sequence[Query[Any]]:
    """A check that needs no more than the fact."""
    return ()
