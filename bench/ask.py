"""How long a sentence takes from the desk to its answer or draft, among 100,000 names."""

import itertools
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import _business as business
import uvloop
from _figures import Figure, write
from _made_up_names import made_up_names
from _measuring import QUICK, Opened, opened, percentile, settled, table, timed

from assistant.phrasebook import Record
from domain.inventory.item import RegisterItem
from domain.kernel import Fact, Step
from domain.procurement.supplier import RegisterSupplier
from guardrails.caller import Caller

TENANT = "names"
NAMES, WORDS = (2_000, 1_000) if QUICK else (100_000, 49_000)
EVENTS = 2_000 if QUICK else 18_000
ROUNDS = 3 if QUICK else 25
PLACES = ("Gate", "Yard", "Hall", "Dock")
READS = (
    "how much did we spend in 2025",
    "how much did we spend with {supplier} in 2024",
    "spend by month in 2025",
    "what is on order",
    "what is below its reorder point",
    "who delivers late",
    "show {order}",
    "how much {item} do we have",
    "who supplies {item}",
    "price history of {item}",
)
DRAFTS = (
    "order {quantity} {item} from {supplier}",
    "buy {quantity} {item} from {supplier} at 4.50",
    "order {quantity} {stranger} from {supplier} at 4.50",
    "put {supplier} on hold because they are late",
)


async def main() -> None:
    async with opened("ask") as here:
        await business.recorded(here.store, TENANT, EVENTS, 1)
        await named(here)
        owner = await here.house.accounts.caller(TENANT, "person1", "chat")
        first: list[float] = []
        await timed(lambda: here.house.office.ask(owner, READS[0], "warm"), first)
        strangers()
        settled()
        known = await here.house.office.master.master.of(TENANT, ())
        print(f"{len(known.names):,} names, {await here.store.newest(TENANT):,} events, ", end="")
        print(f"first question {first[0]:.1f} s, load {os.getloadavg()[0]:.1f}\n")
        whole, outcomes = await asked(here, owner)
        alone = await understood(here, owner)
    table({**alone, **whole})
    print("\n" + ", ".join(f"{count} {kind}" for kind, count in sorted(outcomes.items())) + "\n")
    write("ask", figures(alone, whole, first[0]))


def figures(
    alone: dict[str, list[float]], whole: dict[str, list[float]], first: float
) -> list[Figure]:
    size = f"{NAMES:,} names"
    both = [seconds for timings in whole.values() for seconds in timings]
    understanding = [seconds for timings in alone.values() for seconds in timings]
    found = [
        Figure(f"whole road, {size}, p50", percentile(both, 0.5), "ms", 10),
        Figure(f"whole road, {size}, p95", percentile(both, 0.95), "ms", 30),
        Figure(f"understanding, {size}, p50", percentile(understanding, 0.5), "ms", 10),
        Figure(f"understanding, {size}, p95", percentile(understanding, 0.95), "ms", 30),
        Figure(f"first question after the start, {size}", round(first, 2), "s"),
    ]
    return [*found, *(Figure(f"{n}, p95", percentile(s, 0.95), "ms") for n, s in whole.items())]


async def named(here: Opened) -> None:
    """As many suppliers and items again as make up the number of names."""
    have = int(await here.store.newest(TENANT))
    if have >= EVENTS + NAMES:
        return
    facts = [
        Fact(step.stream, 1, event, business.BY)
        for step in registered()
        for event in business.catalog.decider_of(step.command).decide(
            business.catalog.decider_of(step.command).initial, step.command
        )
    ]
    for batch in itertools.batched(facts, 2_000) if hasattr(itertools, "batched") else cut(facts):
        await here.store.append(TENANT, list(batch))


def cut(facts: list[Fact], size: int = 2_000) -> Iterator[list[Fact]]:
    for start in range(0, len(facts), size):
        yield facts[start : start + size]


def registered() -> Iterator[Step]:
    for record in made_up_names(NAMES, WORDS):
        code = f"X-{record.id}"
        if record.kind == "item":
            command: Any = RegisterItem(item=code, name=record.name, unit="EA", category="Made up")
        else:
            command = RegisterSupplier(supplier=code, name=record.name, currency="USD")
        yield business.on(command, code)


def sentences(dice: random.Random) -> Iterator[tuple[str, str]]:
    """Each sentence with its kind, filled with records that exist."""
    for kind, forms in (("read", READS), ("draft", DRAFTS)):
        for form in forms:
            item = dice.randint(1, business.ITEMS)
            filled = form.format(
                supplier=business.supplier_name(business.supplier_of(item)),
                item=business.item_name(item),
                stranger=dice.choice(strangers()).name.partition(",")[0],
                quantity=dice.randint(2, 400),
                order=f"PO-{dice.randint(1, 400)}",
            )
            yield kind, filled


@cache
def strangers() -> list[Record]:
    """Made once and before anything is timed: they are much, and not the product's garbage."""
    return [record for record in made_up_names(NAMES, WORDS) if record.kind == "item"]


async def asked(here: Opened, owner: Caller) -> tuple[dict[str, list[float]], dict[str, int]]:
    """The whole road: words, menu, tool, gate, store, ledger, card."""
    dice, outcomes = random.Random(business.SEED), dict[str, int]()
    timings: dict[str, list[float]] = {"a read, whole road": [], "a draft, whole road": []}
    for turn in range(ROUNDS + 1):
        for kind, text in sentences(dice):
            talk, into = f"talk-{turn}-{time.time_ns()}", list[float]()
            found = await timed(
                lambda text=text, talk=talk: here.house.office.ask(owner, text, talk), into
            )
            if turn:
                timings[f"a {kind}, whole road"] += into
                name = f"{kind}: {found['kind']}"
                outcomes[name] = outcomes.get(name, 0) + 1
    return timings, outcomes


async def understood(here: Opened, owner: Caller) -> dict[str, list[float]]:
    """The words alone: no menu, no tool, no database."""
    dice, desk, into = random.Random(business.SEED), here.house.office, list[float]()
    book = await desk.orchestrator.book(owner, datetime.now(UTC))
    said = await desk.said(owner, "help", "alone", None, datetime.now(UTC))
    known, context = said.known, said.conversation.current(said.turn.now)
    for turn in range(ROUNDS + 1):
        for _, text in sentences(dice):
            begun = time.perf_counter()
            book.understand(text, known.names, said.settings, known.exists, context)
            if turn:
                into.append(time.perf_counter() - begun)
    return {"understanding alone": into}


if __name__ == "__main__":
    uvloop.run(main())
