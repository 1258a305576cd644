"""What a turn with a model costs beside the model's own time, and beside a bare loop on the SDK."""

import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import _business as business
import httpx2
import uvloop
from _bare import bare
from _figures import Figure, write
from _measuring import QUICK, Opened, opened, percentile, settled, table, timed
from _scripted import Reply, says, uses

from assistant.model.endpoint import Endpoint
from assistant.model.loop import Limits
from assistant.model.router import Router, Tier
from assistant.model.tripping import Tripping
from guardrails import breakers

TENANT = "turns"
EVENTS = 2_000 if QUICK else 18_000
ROUNDS = 5 if QUICK else 40
STEPS = 10
FREE = "scripted=0/0"
ASKED = "please see to the thing with the hinges we spoke of"
WANTED = (
    f"the hinges we spoke of: whatever came of them, order 40 {business.item_name(1)}"
    f" from {business.supplier_name(business.supplier_of(1))}"
)
"""Said so that no example has it and no part of it alone can be done."""
ANSWER = says("There is nothing about hinges in what I read; ask me about an order or an item.")
LOCAL = "http://127.0.0.1:9"
"""A model is configured, so that the house builds all that stands around one; nobody is there."""
HURRIED = breakers.Limits(calls_a_minute={})
"""Nobody asks ten thousand times a minute; the bench does, and is still counted."""


@dataclass
class Model(httpx2.AsyncBaseTransport):
    """Plays one script again and again, in no time of its own, and notes when it first spoke."""

    script: list[Reply]
    place: int = 0
    spoke: float = 0.0
    chunks: list[list[bytes]] = field(init=False)

    def __post_init__(self) -> None:
        self.chunks = [reply.chunks() for reply in self.script]

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        sent = self.chunks[self.place % len(self.chunks)]
        self.place += 1
        kind = {"content-type": "text/event-stream"}
        return httpx2.Response(200, headers=kind, stream=Spoken(self, sent))


@dataclass
class Spoken(httpx2.AsyncByteStream):
    model: Model
    sent: list[bytes]

    async def __aiter__(self) -> AsyncIterator[bytes]:
        first = True
        for chunk in self.sent:
            if first and b"text_delta" in chunk:
                self.model.spoke, first = time.perf_counter(), False
            yield chunk


@dataclass
class Reader:
    """Notes how long after the model's first word it was passed on."""

    model: Model
    delays: list[float]
    waiting: bool = True

    async def text(self, piece: str) -> None:
        if self.waiting:
            self.delays.append(time.perf_counter() - self.model.spoke)
            self.waiting = False

    async def reset(self) -> None:
        self.waiting = True

    async def step(self, step: Mapping[str, Any]) -> None:
        """Seen by nobody."""


async def main() -> None:
    async with opened("turn", anthropic_base_url=LOCAL, model_prices=FREE) as here:
        await business.recorded(here.store, TENANT, EVENTS, 1)
        owner = await here.house.accounts.caller(TENANT, "person1", "chat")
        bench = Bench(here, owner, here.house.office.orchestrator.aid)
        await bench.turns([one(1), Reply([ANSWER])], 3)
        settled()
        timings = {
            "a turn that answers": await bench.turns([Reply([ANSWER])]),
            "a turn that reads and answers": await bench.turns([one(1), Reply([ANSWER])]),
            "a turn that drafts and answers": await bench.turns(drafting(), said=WANTED),
        }
        ours, theirs = await beside(here.url, bench)
    timings |= {"ten steps, the product": ours.wall, "ten steps, the bare SDK": theirs.wall}
    table(timings)
    write("turn", figures(timings, bench.delays, ours.cpu, theirs.cpu))


@dataclass
class Spent:
    """The time of each conversation, on the wall and of the processor."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    async def take(self, work: Callable[[], Awaitable[Any]]) -> None:
        begun, used = time.perf_counter(), time.process_time()
        await work()
        self.cpu.append(time.process_time() - used)
        self.wall.append(time.perf_counter() - begun)


async def beside(url: str, bench: "Bench") -> tuple[Spent, Spent]:
    """Ten steps of ours and of the bare loop in turn, so that a busy machine is so for both."""
    ours, theirs = Spent(), Spent()
    async with bare(url, TENANT, Model(ten())) as loop:
        for _ in range(ROUNDS):
            await ours.take(lambda: bench.turns(ten(), 1))
            await theirs.take(lambda: loop.ask(ASKED))
    return ours, theirs


@dataclass
class Bench:
    here: Opened
    owner: Any
    aid: Any
    """As the house made it, with every control that it gives to a model."""
    delays: list[float] = field(default_factory=list)
    talks: Any = field(default_factory=lambda: itertools.count(time.time_ns()))

    async def turns(
        self, script: list[Reply], rounds: int = ROUNDS, said: str = ASKED
    ) -> list[float]:
        model, into = Model(script), list[float]()
        self.helped(model)
        for _ in range(rounds):
            reader, talk = Reader(model, self.delays), f"talk-{next(self.talks)}"
            found = await timed(lambda r=reader, t=talk: self.asked(said, r, t), into)
            if found["tier"] != 3 or bool(found["drafts"]) != (said == WANTED):
                raise SystemExit(f"The model did not answer: {found['text']}")
        return into

    def asked(self, said: str, reader: Reader, talk: str) -> Awaitable[Any]:
        asked: Awaitable[Any] = self.here.house.office.ask(self.owner, said, talk, reader=reader)
        return asked

    def helped(self, model: Model) -> None:
        """Whatever runs elsewhere is redacted; what the house asked first is no longer asked."""
        endpoint = Endpoint.at("scripted", "test", "http://model.test", model)
        router = Router([Tier(3, endpoint, Limits(steps=STEPS + 2))])
        hurried = replace(self.aid.controls.breakers.breaking, limits=HURRIED)
        controls = replace(self.aid.controls, breakers=Tripping(hurried))
        aid = replace(self.aid, router=router, controls=controls)
        self.here.house.office.orchestrator.aid = aid


def one(number: int) -> Reply:
    """A read that is different each time, of one supplier."""
    name = business.supplier_name(business.supplier_of(number))
    return Reply([uses("show_supplier", f"toolu_{number}", supplier=name)])


def ten() -> list[Reply]:
    return [*(one(number) for number in range(1, STEPS + 1)), Reply([ANSWER])]


def drafting() -> list[Reply]:
    supplier = business.supplier_name(business.supplier_of(1))
    wanted = {"item": business.item_name(1), "quantity": "40", "supplier": supplier}
    return [Reply([uses("draft_purchase_order", **wanted)]), Reply([ANSWER])]


def figures(
    timings: Mapping[str, list[float]],
    delays: list[float],
    cpu: list[float],
    bare_cpu: list[float],
) -> list[Figure]:
    turns = [s for name, spent in timings.items() if name.startswith("a turn") for s in spent]
    ours, theirs = (
        percentile(timings[f"ten steps, {who}"], 0.5) / STEPS
        for who in ("the product", "the bare SDK")
    )
    return [
        Figure("turn without the model's time, p50", percentile(turns, 0.5), "ms", 25),
        Figure("turn without the model's time, p95", percentile(turns, 0.95), "ms", 60),
        Figure("step of ten, more than the bare SDK", round(ours - theirs, 2), "ms", 3),
        Figure("step of ten", round(ours, 2), "ms", None, round(theirs, 2)),
        Figure("first word passed on, p50", percentile(delays, 0.5), "ms", 1),
        Figure("first word passed on, p95", percentile(delays, 0.95), "ms"),
        Figure("processor time of ten steps", half(cpu), "ms", 45, half(bare_cpu)),
        Figure("processor time of ten steps, least", least(cpu), "ms", None, least(bare_cpu)),
    ]


def half(seconds: list[float]) -> float:
    return percentile(seconds, 0.5)


def least(seconds: list[float]) -> float:
    return percentile(seconds, 0)


if __name__ == "__main__":
    uvloop.run(main())
