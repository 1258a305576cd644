"""A2 · Tier router: the cheapest model that can decide, within its time, with every reason kept."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from assistant.model.controls import Stopped
from assistant.model.endpoint import Speaks
from assistant.model.loop import WHOLE, Course, Limits
from assistant.model.tool_menu import PASS_ON
from assistant.model.trouble import Trouble

SHORTEST = 1.0  # Seconds; with less than that no model is begun.
WHY = {
    PASS_ON: "left to the stronger model",
    "max_tokens": "its answer became too long",
    "refusal": "it declined to answer",
    "max_steps": "it used tools without coming to an answer",
    "repeated": "it repeated the same calls",
    "too_many_calls": "it called too many tools",
    "pause_turn": "it paused and did not go on",
    "empty": "it said nothing",
    "stopped": "somebody stopped it",
    "unsound": "its words were not sound",
}


@dataclass(frozen=True)
class Tier:
    """One model, its place in the order, and the time that it may take."""

    number: int
    endpoint: Speaks
    limits: Limits = field(default_factory=Limits)
    drafts: bool = True
    """Whether it is given tools that draft."""
    defers: bool = False
    """Whether its provider finds tools by itself."""
    region: str = ""
    """Where its provider runs it, by the settings."""


@dataclass(frozen=True)
class Tried:
    """What became of one tier, for the ledger."""

    tier: int
    model: str
    stop: str
    why: str
    course: Course
    key: str = ""
    """What stays the same while a control says no for the same reason."""
    seconds: float = 0.0

    @property
    def answered(self) -> bool:
        return self.stop in WHOLE

    def entry(self) -> dict[str, Any]:
        usage = self.course.usage
        return {
            "tier": self.tier,
            "model": self.model,
            "stop": self.stop,
            "why": self.why,
            "key": self.key,
            "messages": self.course.messages,
            "calls": self.course.calls,
            "restarts": self.course.restarts,
            "tokens": vars(usage),
            "seconds": round(self.seconds, 3),
        }


@dataclass
class Attempt:
    """The work with one tier; its course is known also when it ends in an exception."""

    course: Course
    run: Callable[[], Awaitable[Course]]


Begin = Callable[[Tier, bool], Awaitable[Attempt]]


@dataclass(frozen=True)
class Router:
    """Logic first: this is asked only for what the phrasebook passed on.

    Each tier has its own time, and all of them together have no more than the longest of those:
    what a cheap model used up is not given to the next one.
    """

    tiers: Sequence[Tier] = ()
    clock: Callable[[], float] = monotonic

    async def route(self, begin: Begin, settled: Callable[[], bool], tried: list[Tried]) -> None:
        """One tier after the other until one has answered, or something came of it.

        `settled` says whether something is drafted already: then no other model begins anew.
        """
        until = self.clock() + max((tier.limits.whole for tier in self.tiers), default=0.0)
        for at, tier in enumerate(self.tiers):
            last = at == len(self.tiers) - 1
            in_time = within(tier, until - self.clock())
            if in_time is None:
                tried.append(late(tier))
                return
            begun = self.clock()
            try:
                attempt = await begin(in_time, not last)
            except Stopped as stopped:  # Nothing may be sent there, and perhaps to the next one.
                tried.append(denied(tier, stopped))
                continue
            found = await self.attempted(tier, attempt)
            tried.append(replace(found, seconds=self.clock() - begun))
            if tried[-1].answered or settled():
                return

    async def attempted(self, tier: Tier, attempt: Attempt) -> Tried:
        course, model = attempt.course, tier.endpoint.model
        try:
            course = await attempt.run()
        except Trouble as trouble:
            return Tried(tier.number, model, trouble.kind, str(trouble), course)
        except Stopped as stopped:
            return Tried(tier.number, model, stopped.control, str(stopped), course, stopped.key)
        stop = course.stop
        if stop in WHOLE and not course.text:
            stop = "empty"
        return Tried(tier.number, model, stop, WHY.get(stop, ""), course)


def denied(tier: Tier, stopped: Stopped) -> Tried:
    key = stopped.key or stopped.control
    return Tried(tier.number, tier.endpoint.model, stopped.control, str(stopped), Course(), key)


def within(tier: Tier, left: float) -> Tier | None:
    """The tier with as much time as is left of the turn; None where that is too little to begin."""
    if left < min(SHORTEST, tier.limits.whole):
        return None
    limits = tier.limits
    shorter = replace(limits, whole=min(limits.whole, left), first=min(limits.first, left))
    return replace(tier, limits=shorter)


def late(tier: Tier) -> Tried:
    trouble = Trouble("slow", "the time of the turn was over")
    return Tried(tier.number, tier.endpoint.model, trouble.kind, str(trouble), Course())


def sentence(tried: Sequence[Tried]) -> str:
    """Why the model did not help, once, for the person."""
    why = tried[-1].why if tried else ""
    if not why:
        return ""
    if why.endswith("."):  # A control and a trouble speak in whole sentences.
        return why
    return f"The language model did not help: {why}."
