"""The loop: a model speaks, its tools are used, it speaks again; bounded on every side."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from assistant.model.controls import AT_LEAST_BYTES, Crossing, ModelCall
from assistant.model.endpoint import Speaks
from assistant.model.message import USES_TOOLS, Assembly, Message, ToolUse, Usage
from assistant.model.request import Request
from assistant.model.trouble import Trouble

WHOLE = ("end_turn", "stop_sequence")
BACKOFF = 0.25  # Seconds before the second attempt; twice as long before each further one.
AGAIN = "This very call was made before; its answer stands above. Use that, or answer the person."
ENOUGH = "Not used: too many calls in one turn. Answer with what was read."


class Surface(Protocol):
    """Where a person reads along; what was shown of a message may have to be taken back."""

    async def text(self, piece: str) -> None: ...

    async def reset(self) -> None: ...

    async def step(self, step: Mapping[str, Any]) -> None: ...


class Toolbox(Protocol):
    """What the loop needs of the tools."""

    def drafts(self, use: ToolUse) -> bool: ...

    async def use(self, use: ToolUse) -> tuple[str, bool]:
        """What the tool says to the model, and whether it failed."""


class Guard(Protocol):
    """What is asked around each request to the model."""

    async def before(self, call: ModelCall) -> str: ...

    async def after(self, reserved: str, call: ModelCall, usage: Usage, trouble: str) -> None: ...

    async def settled(self) -> None: ...

    async def using(self, call: ModelCall, uses: Iterable[tuple[str, str]]) -> None: ...


@dataclass(frozen=True)
class Limits:
    """Everything has one."""

    steps: int = 10
    calls: int = 40
    same: int = 2  # Times that one call is made with the same arguments.
    restarts: int = 2
    tokens: int = 2_048
    first: float = 15.0  # Seconds until the first sign of a message.
    whole: float = 60.0  # Seconds for all messages and tools of a turn.


@dataclass
class Course:
    """How a turn went: what its answer, its ledger entry and its bill need."""

    text: str = ""
    stop: str = ""
    usage: Usage = field(default_factory=Usage)
    messages: int = 0
    restarts: int = 0
    calls: int = 0


@dataclass
class Loop:
    """One turn with one model."""

    endpoint: Speaks
    call: ModelCall
    guard: Guard
    crossing: Crossing
    toolbox: Toolbox
    surface: Surface
    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    course: Course = field(default_factory=Course)
    made: Counter[str] = field(default_factory=Counter)
    shown: bool = False
    until: float = 0.0

    async def run(
        self,
        system: Sequence[Any],
        tools: Sequence[Any],
        question: str | list[dict[str, Any]],
        ends_with: str = "",
    ) -> Course:
        """Up to the answer, or to a bound; `ends_with` is a tool that ends the turn when asked."""
        self.until = asyncio.get_running_loop().time() + self.limits.whole
        said = {"role": "user", "content": question}
        request = Request(self.limits.tokens, list(system), list(tools), [said])
        try:
            return await self.conversed(request, ends_with)
        finally:
            await self.guard.settled()

    async def conversed(self, request: Request, ends_with: str) -> Course:
        while self.course.messages < self.limits.steps:
            message = await self.message(request)
            uses = message.uses
            if any(use.name == ends_with for use in uses):
                await self.take_back()
                return self.ended(ends_with)
            if not uses and not paused(message):
                return await self.spoken(message)
            request.add({"role": "assistant", "content": list(message.blocks)})
            if uses:
                await self.take_back()
                results, over = await self.used(uses)
                request.add({"role": "user", "content": results})
                if over:
                    return self.ended(over)
        return self.ended("max_steps")

    async def spoken(self, message: Message) -> Course:
        """The end of the turn; only what the model meant to end is left on the screen."""
        stop = "end_turn" if message.stop == USES_TOOLS else message.stop
        if stop in WHOLE:
            self.course.text = self.restored(message.text)
        else:
            await self.take_back()
        return self.ended(stop)

    def ended(self, stop: str) -> Course:
        self.course.stop = stop
        return self.course

    async def message(self, request: Request) -> Message:
        """One whole message; what was cut is asked for again, and taken off the screen."""
        for attempt in range(self.limits.restarts + 1):
            try:
                message = await self.once(request)
            except Trouble as trouble:
                await self.take_back()
                pause = trouble.wait or BACKOFF * 2**attempt * (1 + random.random())
                late = asyncio.get_running_loop().time() + pause >= self.until
                if not trouble.passing or late or attempt == self.limits.restarts:
                    raise
                self.course.restarts += 1
                await self.sleep(pause)
            else:
                self.course.messages += 1
                return message
        raise Trouble("cut", "no attempt was allowed")

    async def once(self, request: Request) -> Message:
        """One attempt, between its reservation and its bill; both also when somebody stops it."""
        call = estimated(self.call, request)
        reserved = await self.guard.before(call)
        making, restorer, trouble = Assembly(), self.crossing.restorer(), "stopped"

        async def heard(piece: str) -> None:
            await self.show(restorer.feed(piece))

        try:
            message = await self.endpoint.message(
                request, heard, making, self.limits.first, self.until
            )
            trouble = ""
        except Trouble as error:
            trouble = error.kind
            raise
        finally:
            self.course.usage += making.spent
            await self.guard.after(reserved, call, making.spent, trouble)
        await self.show(restorer.rest())
        return message

    async def show(self, text: str) -> None:
        if text:
            self.shown = True
            await self.surface.text(text)

    async def take_back(self) -> None:
        if self.shown:
            self.shown = False
            await self.surface.reset()

    def restored(self, text: str) -> str:
        restorer = self.crossing.restorer()
        return (restorer.feed(text) + restorer.rest()).strip()

    async def used(self, uses: Sequence[ToolUse]) -> tuple[list[dict[str, Any]], str]:
        """A result for each use, in their order: reads together, then drafts one by one."""
        await self.guard.using(self.call, [(u.name, canonical(u.arguments)) for u in uses])
        told: dict[str, tuple[str, bool]] = {}
        fresh = [use for use in uses if self.fresh(use, told)]
        reads = [use for use in fresh if not self.toolbox.drafts(use)]
        answers = await asyncio.gather(*(self.toolbox.use(use) for use in reads))
        told |= {use.id: answer for use, answer in zip(reads, answers, strict=True)}
        if len(told) < len(uses):
            await self.guard.settled()  # Whether there is room to draft is asked at drafting.
        for use in fresh:
            if use.id not in told:
                told[use.id] = await self.toolbox.use(use)
        if self.course.calls >= self.limits.calls:
            return results(uses, told), "too_many_calls"
        return results(uses, told), "" if fresh else "repeated"

    def fresh(self, use: ToolUse, told: dict[str, tuple[str, bool]]) -> bool:
        """Whether to use it at all; what was asked too often gets its result here."""
        what = f"{use.name} {canonical(use.arguments)}"
        self.made[what] += 1
        if self.course.calls >= self.limits.calls:
            told[use.id] = ENOUGH, True
        elif self.made[what] > self.limits.same:
            told[use.id] = AGAIN, True
        else:
            self.course.calls += 1
        return use.id not in told


def paused(message: Message) -> bool:
    """The provider's own tools ask for another turn; half a use of ours ends it instead."""
    ours = any(block["type"] == "tool_use" for block in message.blocks)
    return message.stop == "pause_turn" and not ours


def results(uses: Sequence[ToolUse], told: Mapping[str, tuple[str, bool]]) -> list[dict[str, Any]]:
    return [result(use.id, *told[use.id]) for use in uses]


def result(use: str, content: str, failed: bool) -> dict[str, Any]:
    found = {"type": "tool_result", "tool_use_id": use, "content": content}
    return found | ({"is_error": True} if failed else {})


def canonical(value: Any) -> str:
    """The same text for the same arguments, in whatever order they came."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def estimated(call: ModelCall, request: Request) -> ModelCall:
    return replace(call, input_tokens=request.size // AT_LEAST_BYTES, output_tokens=request.tokens)
