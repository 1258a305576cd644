"""A2 · Tier router: the cheapest model that can decide, within its time, with every reason kept."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.model.controls import Stopped
from assistant.model.endpoint import Speaks
from assistant.model.loop import WHOLE, Course, Limits
from assistant.model.tool_menu import PASS_ON
from assistant.model.trouble import Trouble

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
            "messages": self.course.messages,
            "calls": self.course.calls,
            "restarts": self.course.restarts,
            "tokens": vars(usage),
        }


@dataclass
class Attempt:
    """The work with one tier; its course is known also when it ends in an exception."""

    course: Course
    run: Callable[[], Awaitable[Course]]


Begin = Callable[[Tier, bool], Awaitable[Attempt]]


@dataclass(frozen=True)
class Router:
    """Logic first: this is asked only for what the phrasebook passed on."""

    tiers: Sequence[Tier] = ()

    async def route(self, begin: Begin, settled: Callable[[], bool], tried: list[Tried]) -> None:
        """One tier after the other until one has answered, or something came of it.

        `settled` says whether something is drafted already: then no other model begins anew.
        """
        for at, tier in enumerate(self.tiers):
            last = at == len(self.tiers) - 1
            attempt = await begin(tier, not last)
            tried.append(await self.attempted(tier, attempt))
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


def sentence(tried: Sequence[Tried]) -> str:
    """Why the model did not help, once, for the person."""
    why = tried[-1].why if tried else ""
    if not why:
        return ""
    if why.endswith("."):  # A control and a trouble speak in whole sentences.
        return why
    return f"The language model did not help: {why}."
