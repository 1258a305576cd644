"""A second program: sixteen writers on one database for some seconds, and how much they wrote.

Run as `_writers.py URL SECONDS TENANT...`: the writers take the tenants in turn.
"""

import asyncio
import itertools
import sys

import uvloop
from _ours import Ours

from domain.catalog import EVENTS, PROJECTIONS
from domain.store.postgres import PostgresStore

WRITERS = 16


async def main(url: str, seconds: str, *tenants: str) -> None:
    store = await PostgresStore.open(url, EVENTS.values(), PROJECTIONS)
    ours = Ours(store)
    names = list(itertools.islice(itertools.cycle(tenants), WRITERS))
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await ours.rate(names, float(seconds))
    print(len(ours.latencies), flush=True)
    await store.close()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
