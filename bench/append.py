"""How many events a second the store appends, beside the bare inserts of the same server."""

import asyncio
import itertools
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import token_hex
from urllib.parse import parse_qs, urlsplit

import asyncpg
import uvloop
from _business import BY
from _figures import Figure, write
from _measuring import QUICK, line, opened, percentile

from domain.catalog import EVENTS, PROJECTIONS
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import StockMoved
from domain.kernel import Fact, Quantity
from domain.store.installation import bundled
from domain.store.postgres import PostgresStore

WRITERS = (1, 4, 16)
SECONDS = 1.0 if QUICK else 3.0
TABLE = """
drop table if exists bench_events;
create table bench_events (like es.events including defaults including constraints);
create unique index on bench_events (tenant, position);
create unique index on bench_events (tenant, stream, stream_version);
create unique index on bench_events (tenant, idem_key) where idem_key is not null;
create index on bench_events (tenant, (metadata ->> 'draft'), position)
    where metadata ->> 'draft' is not null;
drop sequence if exists bench_position;
create sequence bench_position cache 1000;
"""
INSERT = """
insert into bench_events (tenant, position, stream, stream_version, recorded_at, type,
                          schema_version, payload, metadata, idem_key, command_size, hash)
select 'bench', n, 'stock-' || n, 1, clock_timestamp(), 'StockMoved', 1, '{payload}'::jsonb,
       '{metadata}'::jsonb, 'key-' || n, 1, '\\x{hash}'::bytea
  from (select nextval('bench_position') as n) s;
"""
Append = Callable[[int], Awaitable[object]]


async def main() -> None:
    async with opened("append") as here:
        print(f"one event a command, {SECONDS:g} s each, load {os.getloadavg()[0]:.1f}\n")
        line("events/s", "1", "4", "16", "p95 of 16")
        limit = await bare(here.url)
        figures = []
        for name, projections in (("events only", ()), ("with projections", PROJECTIONS)):
            store = await PostgresStore.open(here.url, EVENTS.values(), projections)
            rates, slow = await measured(store)
            line(f"the store, {name}", *(f"{rates[n]:,.0f}" for n in WRITERS), f"{slow:.2f} ms")
            for n in WRITERS:
                named = f"append, {name}, {n} writers"
                figures.append(Figure(named, round(rates[n]), "events/s", None, round(limit[n])))
            await store.close()
    print()
    write("append", figures)


async def bare(url: str) -> dict[int, float]:
    """Rows with the same columns and indexes, by pgbench: no lock, no chain, no row security."""
    connection = await asyncpg.connect(url)
    await connection.execute(TABLE)
    await connection.close()
    event = moved(1).event.model_dump_json()
    text = INSERT.format(payload=event, metadata='{"by": ["bench"]}', hash="ab" * 32)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "insert.sql"
        script.write_text(" ".join(text.split()))
        found = {n: await asyncio.to_thread(pgbench, url, script, n) for n in WRITERS}
    rates = {n: rate for n, (rate, _) in found.items()}
    slowest = found[WRITERS[-1]][1]
    line("bare inserts (pgbench)", *(f"{rates[n]:,.0f}" for n in WRITERS), f"{slowest:.2f} avg")
    return rates


def pgbench(url: str, script: Path, writers: int) -> tuple[float, float]:
    """Transactions a second, and the average latency in milliseconds."""
    program = bundled("pgbench")
    if program is None:
        raise SystemExit("The embedded database came without pgbench: nothing was measured.")
    parts = urlsplit(url)
    where = parse_qs(parts.query)["host"][0]
    command = [str(program), "-h", where, "-U", "postgres", "-n", "-M", "prepared"]
    command += ["-f", str(script), "-c", str(writers), "-j", "2", "-T", str(max(1, int(SECONDS)))]
    done = subprocess.run(
        [*command, parts.path.strip("/")], capture_output=True, text=True, check=True
    )
    [rate] = re.findall(r"tps = ([\d.]+)", done.stdout)
    [latency] = re.findall(r"latency average = ([\d.]+)", done.stdout)
    return float(rate), float(latency)


async def measured(store: PostgresStore) -> tuple[dict[int, float], float]:
    rates: dict[int, float] = {}
    latencies: list[float] = []
    for writers in WRITERS:
        tenant = f"bench-{token_hex(6)}"
        count = itertools.count(1)

        async def append(number: int, tenant: str = tenant) -> None:
            await store.append(tenant, [moved(number)], key=f"key-{number}")

        await append(next(count))
        rates[writers], latencies = await rate(append, count, writers)
    return rates, percentile(latencies, 0.95)


async def rate(
    append: Append, count: "itertools.count[int]", writers: int
) -> tuple[float, list[float]]:
    """Events a second when so many keep appending, each after its last one is recorded."""
    begun, latencies = time.perf_counter(), []

    async def writer() -> None:
        while (now := time.perf_counter()) < begun + SECONDS:
            await append(next(count))
            latencies.append(time.perf_counter() - now)

    await asyncio.gather(*(writer() for _ in range(writers)))
    return len(latencies) / (time.perf_counter() - begun), latencies


MOVE = StockMoved(
    item="CALF",
    item_name="Calf hide",
    quantity=Quantity(amount=Decimal(12), unit="HIDE"),
    source=OUTSIDE,
    target=MAIN,
    moved_on=date(2026, 11, 20),
    reason="Received for PO-4711",
)


def moved(number: int) -> Fact:
    """A movement of an item of its own, which four projections follow."""
    event = MOVE.model_copy(update={"item": f"I-{number}"})
    return replace(FIRST, stream=f"stock-I-{number}", event=event)


FIRST = Fact("stock-CALF", 1, MOVE, BY)

if __name__ == "__main__":
    uvloop.run(main())
