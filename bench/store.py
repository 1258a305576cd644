"""How fast the store appends, beside its peers on the same server in the same minutes."""

import os
import statistics
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import uvloop
from _business import BY
from _figures import OUT, Figure, write
from _growth import Growth, two_programs
from _measuring import QUICK, line, percentile, said
from _ours import MOVE, Ours, moved
from _peers import Peers, Rate
from _proving import proving

from domain.catalog import EVENTS
from domain.kernel import AnyProjection, Projection, Row
from domain.store.codec import metadata, written
from domain.store.embedded import Embedded
from domain.store.postgres import PostgresStore

EVENTS_ONLY, ONE_ROW, EACH = (
    "the store, events only",
    "the store, one row",
    "the store, a tenant each",
)
LIMIT, PLAIN, PEER = (
    "limit: bare inserts, pgbench",
    "the plain function",
    "eventsourcing, functions",
)
MESSAGE_DB = "Message DB, pgbench"
ROUNDS = 1 if QUICK else 5
SECONDS = 1.0 if QUICK else 2.0
WRITERS = (1, 4, 16)
CROWD = 256  # Sixteen businesses of sixteen writers each,
CONNECTIONS = 48  # for whom a peer has so many connections: the server has a hundred for all.
SLOW = 4_000  # Microseconds that a commit waits before its flush: a cloud volume.
PROBES = 20


class Movement(Row):
    """What one event leaves behind in the plainest of projections."""

    item: str
    quantity: str
    target: str


moves = Projection(
    name="bench_moves",
    row=Movement,
    key=(Movement.item,),
    touches=lambda fact: [Movement(item=fact.event.item, quantity="0", target="")],
    project=lambda row, fact: row.model_copy(
        update={"quantity": str(fact.event.quantity.amount), "target": fact.event.target.name}
    ),
)


class Measured:
    """Rates by figure and number of writers, one of each round; and what the disk did meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rates: dict[tuple[str, int], list[float]] = defaultdict(list)
        self.flushes: list[float] = []

    async def slice(self, name: str, rate: Rate, writers: int) -> None:
        before = self.flush()
        found = await rate(writers, SECONDS)
        self.flushes += [before, self.flush()]
        self.rates[name, writers].append(found)

    def flush(self) -> float:
        """Seconds that the disk takes for 8 kB, the median of some."""
        path, seconds = self.folder / "probe", []
        with path.open("wb") as file:
            for _ in range(PROBES):
                file.write(b"\0" * 8192)
                file.flush()
                begun = time.perf_counter()
                os.fdatasync(file.fileno())
                seconds.append(time.perf_counter() - begun)
        path.unlink()
        return statistics.median(seconds)

    def ratio(self, name: str, peer: str, writers: int) -> float:
        """The median over the rounds, each of which measured both."""
        pairs = zip(self.rates[name, writers], self.rates[peer, writers], strict=True)
        return statistics.median(ours / theirs for ours, theirs in pairs)

    def median(self, name: str, writers: int) -> float:
        return statistics.median(self.rates[name, writers])

    def table(self, writers: Sequence[int]) -> None:
        line(
            "events/s, median (least to most)",
            *("16 x 16" if n == CROWD else f"{n} w" for n in writers),
        )
        for name in dict.fromkeys(name for name, _ in self.rates):
            cells = [self.rates.get((name, n)) for n in writers]
            medians = (f"{statistics.median(c):,.0f}" if c else "" for c in cells)
            spread = next((f"{min(c):,.0f}-{max(c):,.0f}" for c in reversed(cells) if c), "")
            line(name, *medians, f"   {spread}")


async def main() -> None:
    home = OUT / f"store{'-quick' if QUICK else ''}"
    home.mkdir(parents=True, exist_ok=True)
    embedded = await Embedded.start(home)
    try:
        await said(embedded.dsn)
        print(f"{ROUNDS} rounds of {SECONDS:g} s, peers in turn, load {os.getloadavg()[0]:.1f}\n")
        write("store", await figures(embedded, home))
    finally:
        await embedded.stop()


async def figures(embedded: Embedded, home: Path) -> list[Figure]:
    def beside(url: str) -> Peers:
        return Peers(url, embedded.place.programs, written(MOVE), metadata(BY))

    speeds = await appending(await anew(embedded.dsn, "speed"), beside, home)
    await two_programs(await anew(embedded.dsn, "programs"))
    proofs = await proving(await there(embedded.dsn, "history"))
    async with opened(embedded.dsn, ()) as bare:
        growth = Growth(bare.store, beside(embedded.dsn), moved)
        return [*speeds, *await growth.batches(), *proofs, *await growth.growing()]


async def appending(url: str, beside: Callable[[str], Peers], home: Path) -> list[Figure]:
    """Everybody in turn, as many rounds as there are."""
    peers, measured, slow = beside(url), Measured(home), Measured(home)
    others = await peers.install_message_db()
    async with opened(url, ()) as bare, opened(url, (moves,)) as rows:
        for _ in range(ROUNDS):
            for writers in WRITERS:
                await measured.slice(LIMIT, peers.limit, writers)
                await measured.slice(EVENTS_ONLY, bare.one_tenant, writers)
                await measured.slice(PEER, peers.eventsourcing, writers)
                await measured.slice(ONE_ROW, rows.one_tenant, writers)
                if others:
                    await measured.slice(MESSAGE_DB, peers.message_db, writers)
            await measured.slice(PLAIN, peers.plain, WRITERS[-1])
            await measured.slice(EACH, bare.a_tenant_each, WRITERS[-1])
            await measured.slice(EVENTS_ONLY, bare.sixteen_tenants, CROWD)
            await measured.slice(ONE_ROW, rows.sixteen_tenants, CROWD)
            await measured.slice(LIMIT, crowded(peers.limit), CROWD)
            await measured.slice(PEER, crowded(peers.eventsourcing), CROWD)
            if others:
                await measured.slice(MESSAGE_DB, crowded(peers.message_db), CROWD)
        alone = await latency(measured, bare)
        async with slow_disk(peers):
            for _ in range(ROUNDS):
                await slow.slice(EVENTS_ONLY, bare.one_tenant, WRITERS[-1])
                await slow.slice(PEER, peers.eventsourcing, WRITERS[-1])
    told_all(measured, slow)
    print("" if others else "Message DB was not measured: MESSAGE_DB does not name its folder.")
    return [*ratios(measured, slow), alone]


def crowded(rate: Rate) -> Rate:
    return lambda _, seconds: rate(CONNECTIONS, seconds)


def told_all(measured: Measured, slow: Measured) -> None:
    measured.table((*WRITERS, CROWD))
    print(f"16 x 16: sixteen businesses of sixteen writers; peers have {CONNECTIONS} connections.")
    flushes = sorted(measured.flushes)
    print(f"fsync of 8 kB beside the slices: {told(flushes)}")
    print(f"\nwith {SLOW / 1000:g} ms before each flush")
    slow.table(WRITERS)


async def there(dsn: str, name: str) -> str:
    """A database of this name, with what an earlier run has left in it."""
    connection = await asyncpg.connect(dsn)
    known = await connection.fetch("select datname from pg_database")
    if name not in {record["datname"] for record in known}:
        await connection.execute(f"create database {name}")
    await connection.close()
    return dsn.replace("/countersign?", f"/{name}?")


async def anew(dsn: str, name: str) -> str:
    """An empty database of this name on the same server."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(f"drop database if exists {name} with (force)")
    await connection.execute(f"create database {name}")
    await connection.close()
    return dsn.replace("/countersign?", f"/{name}?")


def ratios(measured: Measured, slow: Measured) -> list[Figure]:
    most = WRITERS[-1]
    wanted = (
        (measured, EVENTS_ONLY, LIMIT, most, 0.85),
        (measured, EVENTS_ONLY, PEER, most, 3.5),
        (measured, EVENTS_ONLY, PEER, 1, 1.1),
        (measured, ONE_ROW, LIMIT, most, 0.45),
        (measured, EACH, PLAIN, most, 0.8),
        (slow, EVENTS_ONLY, PEER, most, 8.0),
    )
    return [
        Figure(
            f"{'slow disk: ' if of is slow else ''}{name} / {peer}, {writers} w",
            round(of.ratio(name, peer, writers), 2),
            "times",
            goal,
            at_least=True,
        )
        for of, name, peer, writers, goal in wanted
    ]


async def latency(measured: Measured, bare: Ours) -> Figure:
    """One writer, beside a flush measured just before and just after."""
    flush = measured.flush()
    await bare.one_tenant(1, SECONDS)
    flush = max(flush, measured.flush())
    goal = round(1.5 * flush * 1000 + 1, 2)
    slowest = percentile(bare.latencies, 0.95)
    return Figure("one event alone, p95; 1.5 fsync + 1 ms", slowest, "ms", goal)


def told(seconds: Sequence[float]) -> str:
    least, most = seconds[0] * 1000, seconds[-1] * 1000
    return f"{least:.2f} / {statistics.median(seconds) * 1000:.2f} / {most:.2f} ms"


@asynccontextmanager
async def opened(url: str, projections: Sequence[AnyProjection]) -> AsyncIterator[Ours]:
    store = await PostgresStore.open(url, EVENTS.values(), projections)
    try:
        yield Ours(store)
    finally:
        await store.close()


@asynccontextmanager
async def slow_disk(peers: Peers) -> AsyncIterator[None]:
    """Whoever flushes waits first, as long as a slow disk would make him wait."""
    await peers.execute(f"alter system set commit_delay = {SLOW}")
    await peers.execute("alter system set commit_siblings = 0")
    await peers.execute("select pg_reload_conf()")
    try:
        yield
    finally:
        await peers.execute("alter system reset commit_delay")
        await peers.execute("alter system reset commit_siblings")
        await peers.execute("select pg_reload_conf()")


if __name__ == "__main__":
    uvloop.run(main())
