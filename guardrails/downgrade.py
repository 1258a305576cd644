"""A11 · Downgrade: where its values come from can make a call stricter, and never easier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any

from guardrails import telling
from guardrails.acts import AIMED, UNKNOWN_DENIED, Deed
from guardrails.origin import (
    Facts,
    Known,
    Seen,
    Traced,
    amount,
    foreign_in,
    names_it,
    trace,
    values_of,
)
from guardrails.scope import Grant, Scope, scope_of


class Verdict(IntEnum):
    """What may become of a call; it only ever rises."""

    GOES_ON = 0
    PERSON = 1
    DENIED = 2


@dataclass(frozen=True)
class Flag:
    """What a person must see at one argument; `stop` is red, `care` is amber."""

    field: str
    value: str
    tone: str
    text: str


@dataclass(frozen=True)
class Judgement:
    """The verdict on one call with its reason, and the origin of every value in it."""

    verdict: Verdict
    reason: str = ""
    origins: tuple[Traced, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Task:
    """One request of a person: their own sentences, what they may cause, what the house knows."""

    typed: tuple[str, ...]
    deeds: Mapping[str, Deed]
    scope: Scope
    known: Facts = field(default_factory=Known)
    reads: frozenset[str] = frozenset()
    """The tools that only read the house's own records; whatever is in neither list is denied."""

    def after(self, tool: str) -> "Task":
        """The task after a call of this tool was judged: a denied one counts, so nobody probes."""
        return replace(self, scope=self.scope.spent(tool)) if tool in self.deeds else self

    def returned(self, tool: str) -> "Task":
        """The task after the rules of the house refused the call: it may be put right."""
        return replace(self, scope=self.scope.returned(tool)) if tool in self.deeds else self


def task_of(
    typed: Sequence[str],
    deeds: Sequence[Deed],
    known: Facts | None = None,
    reads: Iterable[str] = (),
) -> Task:
    """Made before anything from outside is read: later texts have no way into it."""
    by_name = {deed.tool: deed for deed in deeds}
    scope = scope_of(typed, deeds)
    return Task(tuple(typed), by_name, scope, known or Known(), frozenset(reads))


def judge_call(
    task: Task, tool: str, arguments: Mapping[str, Any], seen: Sequence[Seen] = ()
) -> Judgement:
    """Judge a call that a model wants made, before it goes to the gate, which judges it again."""
    deed = task.deeds.get(tool)
    if deed is None and tool not in task.reads:
        return Judgement(Verdict.DENIED, "there is no tool of this name for you.")
    if deed is None:
        return Judgement(Verdict.GOES_ON, "a read in the house")
    origins = tuple(
        trace(name, value, task.typed, task.known, seen)
        for name, given in arguments.items()
        for value in values_of(given)
    )
    grants = task.scope.of(tool)
    call = Calling(task, deed, grants, origins)
    if deed.act == "fetch" and call.all_typed():
        return Judgement(Verdict.GOES_ON, "a read of what you named", origins)
    if deed.act == "fetch" and not grants:
        flags = call.flags()
        return Judgement(Verdict.PERSON, "; ".join(f.text for f in flags), origins, flags)
    if not grants:
        return Judgement(Verdict.DENIED, telling.out_of_scope(deed), origins)
    if task.scope.left(tool) <= 0:
        return Judgement(Verdict.DENIED, telling.spent(deed), origins)
    denial = call.wrong_amount() or call.wrong_aim() or call.unknown_aim() or call.other_text()
    if denial:
        return Judgement(Verdict.DENIED, denial, origins, call.flags())
    flags = call.flags()
    return Judgement(call.least(flags), "; ".join(flag.text for flag in flags), origins, flags)


@dataclass(frozen=True)
class Calling:
    """One call in scope, with what is asked about it."""

    task: Task
    deed: Deed
    grants: tuple[Grant, ...]
    origins: tuple[Traced, ...]

    def part(self, traced: Traced) -> str:
        return self.deed.parts.get(traced.field, "detail")

    @cached_property
    def aimed(self) -> list[Traced]:
        return [traced for traced in self.origins if self.part(traced) in AIMED]

    def all_typed(self) -> bool:
        return all(traced.source in ("typed", "chosen") for traced in self.aimed)

    def wrong_amount(self) -> str:
        """An amount that was typed is the amount; one that gives rights is always typed."""
        if self.deed.act == "credential":
            given = [t for t in self.origins if self.part(t) == "amount" and t.source != "typed"]
            if given:
                return telling.amount_not_typed(given[0])
        if not all(grant.amounts for grant in self.grants):
            return ""
        meant = self.grants[0].amounts.union(*(grant.amounts for grant in self.grants[1:]))
        for traced in self.origins:
            if self.part(traced) == "amount" and amount(traced.value) not in meant:
                return telling.wrong_amount(traced, meant)
        return ""

    def meant(self, traced: Traced) -> bool:
        """Named in the request: itself, its name, or for an address the name it is made of."""
        if self.part(traced) in ("account", "secret"):
            return traced.source in ("typed", "chosen")
        return any(names_it(traced.value, text, self.task.known) for text in self.task.typed)

    def wrong_aim(self) -> str:
        """Where the sentence says at whom, nobody else is meant."""
        if self.deed.act == "own":
            return ""
        exact = [t for t in self.aimed if self.part(t) != "target"] or self.aimed
        wrong = (t for t in exact if self.elsewhere(t) and not self.meant(t))
        return next((telling.wrong_aim(self.deed, traced) for traced in wrong), "")

    def elsewhere(self, traced: Traced) -> bool:
        """Whether every clause that asks for this says at whom, or names a record of the kind."""
        facts = self.task.known
        return all(g.aimed or facts.another_in(g.clause, traced.value) for g in self.grants)

    def unknown_aim(self) -> str:
        """Money, messages and rights go only where the person or the records point."""
        for traced in self.aimed:
            secret = self.part(traced) == "secret"
            if secret and traced.source not in ("typed", "chosen"):
                return telling.unknown(self.deed, traced)
            if traced.trusted or self.deed.act not in UNKNOWN_DENIED:
                continue
            if self.part(traced) != "account" and self.meant(traced):
                continue  # An address that was looked up, for a name that was typed: red.
            return telling.unknown(self.deed, traced)
        return ""

    def other_text(self) -> str:
        """A text that was dictated is the text."""
        quotes = [quote for grant in self.grants for quote in grant.dictated]
        if not quotes or not all(grant.dictated for grant in self.grants):
            return ""
        for name, part in self.deed.parts.items():
            texts = [traced for traced in self.origins if traced.field == name]
            if part == "content" and texts and not any(telling.says(t, quotes) for t in texts):
                return telling.other_text(self.deed)
        return ""

    def flags(self) -> tuple[Flag, ...]:
        found = [flag for traced in self.origins for flag in self.flagged(traced)]
        return tuple(dict.fromkeys(found))

    def flagged(self, traced: Traced) -> list[Flag]:
        part = self.part(traced)
        if part in AIMED and not traced.trusted:
            return [Flag(traced.field, traced.value, "stop", telling.untrusted(traced))]
        if part == "amount" and traced.source not in ("typed", "chosen"):
            return [Flag(traced.field, traced.value, "care", telling.amount_not_typed(traced))]
        if self.deed.act == "credential" and part == "detail" and not traced.trusted:
            return [Flag(traced.field, traced.value, "stop", telling.untrusted(traced))]
        if part in ("content", "detail"):
            foreign = foreign_in(traced.value, self.task.typed, self.task.known)
            return [Flag(traced.field, each, "stop", telling.foreign(each)) for each in foreign]
        return []

    def least(self, flags: Sequence[Flag]) -> Verdict:
        """The ladder: what commits, communicates or destroys never runs without a person."""
        if self.deed.act == "own" and not flags:
            return Verdict.GOES_ON
        return Verdict.PERSON
