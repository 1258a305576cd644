"""Lettering: a model writes one short paper, such as a letter, and what it wrote is judged."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from assistant.evidence import costs
from assistant.model.controls import Controls, Crossing, ModelCall, Open
from assistant.model.guard import Guarded
from assistant.model.loop import Course, Limits, Loop
from assistant.model.message import ToolUse
from assistant.model.penmanship import LetterPaper
from assistant.model.router import Attempt, Router, Tier, Tried, sentence
from assistant.model.turn import Unseen, asking
from assistant.said import Said
from domain.customers.wording import Template, Worded, tidied
from domain.kernel.words import ended
from guardrails.caller import Caller
from guardrails.prices import PriceList

UNSOUND = "unsound"
LIMITS = Limits(steps=2, restarts=1, tokens=1_024, first=8.0, whole=15.0)
"""A paper is short, and whoever drafts waits for it."""

Off = Callable[[str, str], Awaitable[str | None]]
Enter = Callable[[str, str, Sequence[Mapping[str, Any]], bool], Awaitable[None]]


class Paper(Protocol):
    """What a model is asked to write, and who says whether what comes may stand."""

    @property
    def kind(self) -> str: ...

    @property
    def capability(self) -> str:
        """The switch that must be on."""

    @property
    def called(self) -> str:
        """What is switched off with it, as it stands before "is switched off"."""

    def system(self) -> list[dict[str, Any]]: ...

    def asked(self) -> str: ...

    def corrected(self, words: str, why: str) -> str: ...

    def unsound(self, words: str) -> str: ...


class NoTools:
    """What a model has at hand here: nothing can be read, drafted or signed on the way."""

    def drafts(self, use: ToolUse) -> bool:
        return True

    async def use(self, use: ToolUse) -> tuple[str, bool]:
        return "There are no tools here.", True


@dataclass(frozen=True)
class Lettering:
    """Made once; keeps the contract of `Wording` at the tools."""

    router: Router
    controls: Controls
    off: Off
    said: Callable[[Caller, str], Awaitable[Said]]
    """A conversation of one letter alone, so that nothing of another one is known in it."""
    enter: Enter
    prices: PriceList
    limits: Limits = LIMITS

    async def worded(self, caller: Caller, template: Template, trace: str) -> Worded:
        """Words that are sound by the domain's own check, or one sentence why there are none."""
        return await self.written(caller, LetterPaper(template), trace)

    async def written(self, caller: Caller, paper: Paper, trace: str) -> Worded:
        why = await self.off(caller.tenant, paper.capability)
        if why is not None:
            because = f": {ended(why)}" if why else ""
            return Worded(why=f"{paper.called} is switched off{because}")
        said = await self.said(caller, trace)
        letter = Letter(self, said, paper)
        router = replace(self.router, tiers=[self.limited(tier) for tier in self.router.tiers])
        await router.route(letter.begin, nothing, letter.tried)
        worded = letter.worded()
        await self.enter(caller.tenant, trace, [self.entry(said, letter, worded)], False)
        return worded

    def limited(self, tier: Tier) -> Tier:
        """With no more time than a letter is worth, and no more than the tier has."""
        limits, most = tier.limits, self.limits
        first, whole = min(limits.first, most.first), min(limits.whole, most.whole)
        return replace(tier, limits=replace(most, first=first, whole=whole))

    def entry(self, said: Said, letter: "Letter", worded: Worded) -> dict[str, Any]:
        caller = said.caller
        return {
            "what": "wording",
            **caller.on_record,
            "agent": caller.agent,
            "kind": letter.paper.kind,
            "outcome": "model" if worded.words else "template",
            "reason": worded.why,
            **costs([each.entry() for each in letter.tried], self.prices, said.turn.currency),
        }


@dataclass
class Letter:
    """One paper on its way through the tiers."""

    lettering: Lettering
    said: Said
    paper: Paper
    tried: list[Tried] = field(default_factory=list)
    why: str = ""
    """Why the last words that came are not sound."""

    async def begin(self, tier: Tier, passes_on: bool) -> Attempt:
        controls = self.lettering.controls
        call = asking(self.said, tier, [])
        call = replace(call, agent=self.said.caller.agent or call.agent)
        crossing = await self.crossing(call)
        guard = Guarded(controls)
        loop = Loop(tier.endpoint, call, guard, crossing, NoTools(), Unseen(), tier.limits)
        return Attempt(loop.course, lambda: self.written(loop))

    async def crossing(self, call: ModelCall) -> Crossing:
        boundary = self.lettering.controls.boundary
        return await boundary.crossing(call, self.said) if boundary else Open()

    async def written(self, loop: Loop) -> Course:
        """Words that are not sound may be put right once, within the same time."""
        clock = asyncio.get_running_loop().time
        until = clock() + loop.limits.whole
        course = await self.judged(loop, self.paper.asked())
        left = until - clock()
        if self.why and left > 0:
            again = replace(loop, limits=replace(loop.limits, whole=left))
            question = self.paper.corrected(course.text, self.why)
            course = await self.judged(again, question)
        return course

    async def judged(self, loop: Loop, question: str) -> Course:
        """Whatever the model says is judged before anybody reads it."""
        told = self.paper.system()
        course = await loop.run(told, [], loop.crossing.outward(question))
        if course.text:
            course.text = tidied(course.text)
            self.why = self.paper.unsound(course.text)
            course.stop = UNSOUND if self.why else course.stop
        return course

    def worded(self) -> Worded:
        last = self.tried[-1] if self.tried else None
        if last and last.answered:
            return Worded(last.course.text, last.model)
        if last and last.stop == UNSOUND:
            return Worded(why=f"the words of the model were not sound: {plain(self.why)}")
        return Worded(why=plain(sentence(self.tried)) or "no language model was asked")


def nothing() -> bool:
    """One letter is made of one answer: nothing is half done between two models."""
    return False


def plain(sentence: str) -> str:
    """As it goes on behind a colon or a comma."""
    text = ended(sentence)
    return f"{text[:1].lower()}{text[1:]}"
