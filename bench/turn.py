"""What a turn with a model costs beside the model's own time, and beside a bare loop on the SDK."""

import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import _business as business
import anthropic
import httpx2
import uvloop
from _figures import Figure, write
from _measuring import QUICK, Opened, opened, percentile, settled, table, timed
from _scripted import Reply, says, uses

from assistant.model.bounding import Scopes
from assistant.model.controls import Controls
from assistant.model.endpoint import Endpoint
from assistant.model.loop import Limits
from assistant.model.router import Router, Tier
from assistant.model.turn import Aid

TENANT = "turns"
EVENTS = 2_000 if QUICK else 18_000
ROUNDS = 5 if QUICK else 40
STEPS = 10
ASKED = "please see to the thing with the hinges we spoke of"
WANTED = (
    f"{ASKED}, and order 40 {business.item_name(1)}"
    f" from {business.supplier_name(business.supplier_of(1))}"
)
ANSWER = says("There is nothing about hinges in what I read; ask me about an order or an item.")
CONSTANT = '{"headline":"40 suppliers.","total_rows":40}'


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
    async with opened("turn") as here:
        await business.recorded(here.store, TENANT, EVENTS, 1)
        owner = await here.house.accounts.caller(TENANT, "person1", "chat")
        bench = Bench(here, owner)
        await bench.turns("warm up", [one(1), Reply([ANSWER])], 3)
        settled()
        timings = {
            "a turn that answers": await bench.turns("text", [Reply([ANSWER])]),
            "a turn that reads and answers": await bench.turns("read", [one(1), Reply([ANSWER])]),
            "a turn that drafts and answers": await bench.turns("draft", drafting(), said=WANTED),
        }
        steps = ten()
        timings["ten steps, the product"], cpu = await measured(lambda: bench.turns("ten", steps))
        timings["ten steps, the bare SDK"], bare_cpu = await measured(lambda: bare(steps))
    table(timings)
    write("turn", figures(timings, bench.delays, cpu, bare_cpu))


@dataclass
class Bench:
    here: Opened
    owner: Any
    delays: list[float] = field(default_factory=list)
    talks: Any = field(default_factory=lambda: itertools.count(time.time_ns()))

    async def turns(
        self, name: str, script: list[Reply], rounds: int = ROUNDS, said: str = ASKED
    ) -> list[float]:
        model, into = Model(script), list[float]()
        self.helped(model)
        for _ in range(rounds):
            reader, talk = Reader(model, self.delays), f"{name}-{next(self.talks)}"
            found = await timed(lambda r=reader, t=talk: self.asked(said, r, t), into)
            if found["tier"] != 3 or bool(found["drafts"]) != (said == WANTED):
                raise SystemExit(f"{name} was not answered by the model: {found['text']}")
        return into

    def asked(self, said: str, reader: Reader, talk: str) -> Awaitable[Any]:
        asked: Awaitable[Any] = self.here.house.office.ask(self.owner, said, talk, reader=reader)
        return asked

    def helped(self, model: Model) -> None:
        desk = self.here.house.office
        endpoint = Endpoint.at("scripted", "test", "http://model.test", model)
        tier = Tier(3, endpoint, Limits(steps=STEPS + 2))
        controls = Controls(scope=Scopes())
        desk.orchestrator.aid = Aid(desk.tools, desk.listing, Router([tier]), controls)


async def measured(work: Callable[[], Awaitable[list[float]]]) -> tuple[list[float], float]:
    """The timings, and the processor time of one round in milliseconds."""
    begun = time.process_time()
    found = await work()
    return found, round((time.process_time() - begun) * 1000 / len(found), 2)


async def bare(script: list[Reply]) -> list[float]:
    """The same conversation in the shortest loop on the SDK: no gate, no ledger, no store."""
    http = httpx2.AsyncClient(transport=Model(script))
    client = anthropic.AsyncAnthropic(
        api_key="test", base_url="http://model.test", http_client=http
    )
    into: list[float] = []
    for _ in range(ROUNDS):
        await timed(lambda: alone(client), into)
    await client.close()
    return into


async def alone(client: anthropic.AsyncAnthropic) -> None:
    history: list[Any] = [{"role": "user", "content": ASKED}]
    while True:
        request: Any = {"model": "scripted", "max_tokens": 2_048, "messages": history}
        async with client.messages.stream(**request) as stream:
            message = await stream.get_final_message()
        if message.stop_reason != "tool_use":
            return
        results = [
            {"type": "tool_result", "tool_use_id": block.id, "content": CONSTANT}
            for block in message.content
            if block.type == "tool_use"
        ]
        history += [
            {"role": "assistant", "content": message.content},
            {"role": "user", "content": results},
        ]


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
    timings: Mapping[str, list[float]], delays: list[float], cpu: float, bare_cpu: float
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
        Figure("processor time of ten steps", cpu, "ms", 45, bare_cpu),
    ]


if __name__ == "__main__":
    uvloop.run(main())
