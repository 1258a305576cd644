"""How long it takes to prove a history of a million events, and to fold all its rows again."""

import asyncio
import json
import statistics
import sys
import time
from pathlib import Path

import _business as business
from _figures import Figure
from _measuring import QUICK

from domain.catalog import EVENTS, PROJECTIONS
from domain.store.postgres import PostgresStore

TENANT = "history"
MILLION = 20_000 if QUICK else 1_000_000
REBUILDING = Path(__file__).with_name("_rebuilding.py")
ROUNDS = 1 if QUICK else 3


async def proving(url: str) -> list[Figure]:
    """The chain with its streams, then all of `verify`, then the rebuild beside the live tables."""
    bare = await PostgresStore.open(url, EVENTS.values(), ())
    have = await business.recorded(bare, TENANT, MILLION)
    chains = [await proved(bare) for _ in range(ROUNDS)]
    await bare.close()
    whole = await PostgresStore.open(url, EVENTS.values(), PROJECTIONS)
    verified = await proved(whole)
    await whole.close()
    rebuilt = await rebuilding(url)
    seconds, memory = rebuilt["seconds"], sum(rebuilt["megabytes"])
    chain = have / statistics.median(chains)
    print(f"\n{have:,} events: chain and streams in {min(chains):.1f} to {max(chains):.1f} s,")
    print(f"verified with all rows in {verified:.0f} s ({have / verified:,.0f} events/s),")
    print(f"all rows built anew in {seconds:.0f} s ({have / seconds:,.0f} events/s)")
    return [
        Figure("chain verified", round(chain), "events/s", 200_000, at_least=True),
        Figure("rebuild of 1 M events", round(seconds * 1_000_000 / have, 1), "s", 60),
        Figure("rebuild, memory of its processes", round(memory), "MB", 300),
    ]


async def proved(store: PostgresStore) -> float:
    begun = time.perf_counter()
    found = [finding async for finding in store.verify(TENANT)]
    if found:
        raise SystemExit(f"What the bench wrote is broken: {found[0]}")
    return time.perf_counter() - begun


async def rebuilding(url: str) -> dict[str, float]:
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, str(REBUILDING), url), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await started.communicate()
    found: dict[str, float] = json.loads(output)
    return found
