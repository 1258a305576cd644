"""An agent: its mandate in a sentence, its rules, what it answers when another one asks."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from domain.governance.answering import BY_ROLE
from domain.governance.consultation_events import Stance
from domain.governance.passport import SHIPPED, Badge
from domain.kernel import Page, Query, Row

R = TypeVar("R", bound=Row)
Asked = Sequence[Query[Any]]
Found = list[Page[Any]]
STATE = " #"
ITEMS = "\n"
"""Between the items of a subject that is about several: no code has it."""
MOST = 200
"""Rows of a situation that are asked for at once."""
PAGES = 50
"""So many times as much is looked at, page by page: what waits for somebody hides nothing new."""


WORDS_ONLY = (
    "Words only, facts fixed: a model may put the words of a draft better, while the record, the "
    "figures and the days in it stay those of the rule."
)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """What an agent would draft, because of what, under a name that is the same at every look."""

    occasion: str
    about: str
    """The record it is about, as people call it."""
    tool: str
    arguments: Mapping[str, Any]
    because: str
    subject: Mapping[str, str] = field(default_factory=dict)
    """What a peer must know to look at its own records: order, customer, item."""
    asks: tuple["Question", ...] = ()


@dataclass(frozen=True)
class Question:
    """Whom to ask, and what: a question is answered by the rule of this name."""

    agent: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Yes, no, or otherwise; why, and on which records that rests."""

    stance: Stance
    reason: str
    evidence: tuple[str, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """What a counter proposal would have otherwise."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A record that several others fit equally, with what somebody wrote about it.

    People choose; where a model may be asked, it hints at one, and nothing is drafted of that.
    """

    occasion: str
    about: str
    written: str
    options: Mapping[str, str]
    """By record: what is known of it."""


Looking = Generator[Asked, Found, tuple[Suggestion, ...]]
"""A rule says what it wants to see, is given it, and ends with what it suggests: it reads nothing
itself, so that the same rows and the same day always lead to the same suggestions."""
Choosing = Generator[Asked, Found, tuple[Choice, ...]]
Answering = Generator[Asked, Found, Answer]


def every(query: Query[R]) -> Generator[Asked, Found, list[R]]:
    """Page by page what a question finds, whose order must rise and end with the key."""
    rows: list[R] = []
    for _ in range(PAGES):
        [page] = yield [query]
        rows += page.rows
        if len(page.rows) < query.limit:
            break
        query = query.following(page.rows[-1])
    return rows


def in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """So many at once as one question names, or as many questions as are put at once."""
    return (names[start : start + MOST] for start in range(0, len(names), MOST))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One occasion to draft, told in a sentence, with the functions that show it."""

    name: str
    says: str
    reads: tuple[str, ...]
    look: Callable[[date], Looking]
    drafts: str = ""
    """The tool it drafts with; a person uses the same one, by a sentence."""
    command: str = ""
    """What such a draft asks for, and so what its authority is read from (A4)."""


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Where rules find several that fit, told in a sentence, with the functions that show it."""

    name: str
    says: str
    reads: tuple[str, ...]
    look: Callable[[date], Choosing]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One question that an agent answers to its peers, with the functions that it reads for it."""

    name: str
    says: str
    reads: tuple[str, ...]
    answer: Callable[[Suggestion, date], Answering]


@dataclass(frozen=True, kw_only=True)
class Agent:
    """A function's own agent; its shipped badge is that of the same name."""

    function: str
    mandate: str
    off: str
    """A4: how it works while no model does."""
    on: str = WORDS_ONLY
    """A4: what a model adds."""
    handoff: str
    """A4: how what it found goes over to people."""
    rules: tuple[Rule, ...] = ()
    topics: tuple[Topic, ...] = ()
    forks: tuple[Fork, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.function}-agent"

    @property
    def badge(self) -> Badge:
        return SHIPPED[self.name]

    @property
    def owner_roles(self) -> tuple[str, ...]:
        """Whoever has the first that anybody has is acted for, if no passport names a person."""
        return BY_ROLE[self.name]

    def topic(self, name: str) -> Topic:
        return next(topic for topic in self.topics if topic.name == name)


def with_arguments(suggestion: Suggestion, changes: Mapping[str, Any]) -> Suggestion:
    """The suggestion as a peer would have it."""
    return replace(suggestion, arguments={**suggestion.arguments, **changes})


def occasion(agent: str, rule: str, about: str, *state: Decimal | int | str) -> str:
    """What a draft would be for, and how far it has come: `receivables-agent/invoice SO-12 #8`.

    The first part stays while one matter lasts, and the second one changes when something was done
    about it: only then the same matter gives reason to draft again.
    """
    return f"{agent}/{rule} {about}{STATE}{'.'.join(map(plain, state))}"


def matter(occasion: str) -> str:
    """The part that stays."""
    return occasion.partition(STATE)[0]


def plain(value: Decimal | int | str) -> str:
    """A figure as a program reads it, however many zeros it was written with."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def said(amount: Decimal, unit: str) -> str:
    """A quantity as a tool is told it: 5 EA."""
    return f"{plain(amount)} {unit}".rstrip()


def agreed(reason: str, *evidence: str) -> Answer:
    return Answer(stance="agree", reason=reason, evidence=evidence)


def against(reason: str, *evidence: str) -> Answer:
    return Answer(stance="disagree", reason=reason, evidence=evidence)
