"""What becomes of the store when there is much in it: batches, many tenants, ten million events."""

import asyncio
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
from _business import BY
from _figures import Figure
from _measuring import QUICK, settled
from _peers import LIMIT, Peers

from domain.kernel import Event, Fact
from domain.store.postgres import PostgresStore

BATCH = 1_000
BATCHES = 20 if QUICK else 100
MILLION = 10_000 if QUICK else 1_000_000
LONG = "long"  # A tenant that has as many events as fit into the smaller table.
TENANTS = 20 if QUICK else 1_000
AT_ONCE = 4
SEED = 20261129
WRITERS = Path(__file__).with_name("_writers.py")
COLUMNS = (
    *("tenant", "position", "stream", "stream_version", "recorded_at", "type", "schema_version"),
    *("payload", "metadata", "idem_key", "command_size", "hash"),
)
Figures = list[Figure]
Move = Callable[[int], Event]


def batch(move: Move, first: int, size: int = BATCH) -> list[Fact]:
    return [Fact(f"stock-I-{n}", 1, move(n), BY) for n in range(first, first + size)]


@dataclass(frozen=True)
class Growth:
    """The store, and what it is filled with."""

    store: PostgresStore
    peers: Peers
    move: Move

    async def batches(self) -> Figures:
        """Commands of a thousand events beside COPY into a table with the same indexes."""
        rates: dict[str, list[float]] = {"append": [], "together": [], "copy": []}
        for _ in range(1 if QUICK else 3):
            rates["copy"].append(await self.copied())
            rates["append"].append(await self.appended(1))
            rates["together"].append(await self.appended(AT_ONCE))
        alone, together = (
            sorted(ours / theirs for ours, theirs in zip(rates[name], rates["copy"], strict=True))
            for name in ("append", "together")
        )
        print(f"\nbatches of {BATCH:,}, events/s: " + ", ".join(map(told, rates.items())))
        return [
            Figure(
                f"batches of {BATCH:,} / COPY, {writers} writers",
                round(ratios[len(ratios) // 2], 2),
                "times",
                0.7,
                at_least=True,
            )
            for writers, ratios in ((1, alone), (AT_ONCE, together))
        ]

    async def appended(self, writers: int) -> float:
        tenant = f"batch-{random.random()}".replace(".", "")
        made = [batch(self.move, n * BATCH) for n in range(BATCHES)]
        waiting = iter(enumerate(made))

        async def write() -> None:
            for number, facts in waiting:
                await self.store.append(tenant, facts, key=f"b-{number}")

        settled()
        begun = time.perf_counter()
        await asyncio.gather(*(write() for _ in range(writers)))
        return BATCHES * BATCH / (time.perf_counter() - begun)

    async def copied(self) -> float:
        await self.peers.execute(LIMIT)
        now, given = datetime.now(UTC), (self.peers.payload, self.peers.metadata)
        records = [
            [
                (
                    "bench",
                    n,
                    f"stock-{n}",
                    1,
                    now,
                    "StockMoved",
                    1,
                    *given,
                    f"key-{n}",
                    1,
                    b"h" * 32,
                )
                for n in range(first, first + BATCH)
            ]
            for first in range(0, BATCHES * BATCH, BATCH)
        ]
        connection = await asyncpg.connect(self.peers.url)
        begun = time.perf_counter()
        for each in records:
            await connection.copy_records_to_table("bench_events", records=each, columns=COLUMNS)
        took = time.perf_counter() - begun
        await connection.close()
        return BATCHES * BATCH / took

    async def growing(self) -> Figures:
        """Appends spread over all tenants, beside one million events and beside ten."""
        await self.fill(LONG, MILLION)
        small = await self.spread()
        begun, before = time.perf_counter(), await self.total()
        for names in chunks((f"many-{n:04}" for n in range(TENANTS)), AT_ONCE):
            await asyncio.gather(*(self.fill(name, 9 * MILLION // TENANTS) for name in names))
        filled = await self.total() - before
        rate = filled / (time.perf_counter() - begun)
        large, total = await self.spread(), await self.total()
        print(f"\n{TENANTS:,} tenants and {total:,} events, filled with {rate:,.0f}/s")
        print(f"16 writers over all tenants: {small:,.0f}/s beside 1 M, {large:,.0f}/s beside 10 M")
        ratio = round(large / small, 2)
        return [Figure("append beside 10 M / beside 1 M", ratio, "times", 0.8, at_least=True)]

    async def fill(self, tenant: str, wanted: int) -> None:
        """Up to so many events; what an earlier run has filled stays."""
        have = await self.store.newest(tenant)
        for first in range(have, wanted, BATCH):
            size = min(BATCH, wanted - first)
            await self.store.append(tenant, batch(self.move, first, size), key=f"fill-{first}")

    async def spread(self) -> float:
        """Sixteen writers, each time for another of the tenants."""
        dice, numbers = random.Random(SEED), itertools.count(time.time_ns())
        seconds, done = (1.0 if QUICK else 10.0), 0
        end = time.perf_counter() + seconds

        async def writer() -> None:
            nonlocal done
            while time.perf_counter() < end:
                number = next(numbers)
                facts = batch(self.move, number, 1)
                await self.store.append(f"many-{dice.randrange(TENANTS):04}", facts, f"s-{number}")
                done += 1

        await asyncio.gather(*(writer() for _ in range(16)))
        return done / seconds

    async def total(self) -> int:
        connection = await asyncpg.connect(self.peers.url)
        found: int = await connection.fetchval("select count(*) from es.events")
        await connection.close()
        return found


async def two_programs(url: str) -> None:
    """Two processes with sixteen writers each and all projections, on one database."""
    seconds, now = (1 if QUICK else 5), time.time_ns()
    for name, tenants in (("one tenant", ("both", "both")), ("a tenant each", ("one", "two"))):
        programs = [await program(url, seconds, f"{t}-{now}") for t in tenants]
        counts = await asyncio.gather(*map(written_by, programs))
        rate = sum(counts) / seconds
        print(f"two programs of 16 writers, all projections, {name}: {rate:,.0f} events/s")


async def program(url: str, seconds: float, *tenants: str) -> asyncio.subprocess.Process:
    """Another program, once it is ready to write."""
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, str(WRITERS), url, str(seconds), *tenants),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    if started.stdout is None or await started.stdout.readline() != b"ready\n":
        raise SystemExit("A second program did not start.")
    return started


async def written_by(started: asyncio.subprocess.Process) -> int:
    output, _ = await started.communicate(b"go\n")
    return int(output)


def told(rates: tuple[str, Sequence[float]]) -> str:
    name, found = rates
    return f"{name} {sorted(found)[len(found) // 2]:,.0f}"


def chunks(names: Iterator[str], size: int) -> Iterator[list[str]]:
    while chunk := list(itertools.islice(names, size)):
        yield chunk
