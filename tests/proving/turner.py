"""A process in which a model drafts an order: it says when it is ready, and what came of it."""

import asyncio
import sys

# Run as a script, so that what stands beside it is found there.
from trading import caller
from turning import turn, turning

from domain import catalog
from domain.store.postgres import PostgresStore


async def main(dsn: str, tenant: str) -> None:
    store = await PostgresStore.open(dsn, catalog.EVENTS.values(), catalog.PROJECTIONS)
    async with turning(store) as desk:
        print("ready", flush=True)
        found = await turn(desk, caller(tenant, "ben"))
        print(" ".join(found["drafts"]), flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
