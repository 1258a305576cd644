"""Outcomes: what the phrasebook may answer, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Verb = Literal[
    "approve",
    "reject",
    "undo",
    "why",
    "trace",
    "forget",
    "help",
    "greet",
    "show",
    "queue",
    "first",
    "confirm",
]


@dataclass(frozen=True)
class Candidate:
    """One possible answer to a question, with what tells it from its neighbours."""

    id: str
    label: str
    detail: str = ""


@dataclass(frozen=True)
class Act:
    """Call this tool with these wire values; origins say how each was found."""

    tool: str
    arguments: Mapping[str, str]
    origins: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    continues: bool = False
    """Whether it is the last call with something changed."""


@dataclass(frozen=True)
class Revise:
    """Change these values of a draft, which makes its next version."""

    draft: str
    changes: Mapping[str, str]
    origins: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Many:
    """Several complete requests in one sentence, in its order."""

    calls: tuple[Act, ...]


@dataclass(frozen=True)
class Ask:
    """One question; "none of these" is always a possible answer to candidates."""

    question: str
    slot: str
    tool: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    total: int = 0  # of all candidates, of which at most five are given
    origins: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    draft: str | None = None  # the answer revises this draft instead of making a new one
    asked: int = 1
    tried: str = ""  # the name or number said for this slot, of which there is no record
    form: bool = False  # two answers did not help: show the form


@dataclass(frozen=True)
class Control:
    """A word to the assistant itself; approving only opens the card, it never signs."""

    verb: Verb
    draft: str | None = None  # for a trace also a request, for the queue a function
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pass:
    """Not understood: why."""

    reason: str
    detail: str = ""
    offers: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def nearest(self) -> tuple[str, ...]:
        """The three nearest sentences that would be; looked for when somebody reads them."""
        return self.offers()


Understood = Act | Many | Ask | Control | Pass | Revise
