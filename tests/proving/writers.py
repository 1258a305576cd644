"""A process whose sixteen writers append until it is killed, and note what they were told of."""

import asyncio
import itertools
import os
import sys
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from pathlib import Path
from secrets import token_hex

from domain.catalog import EVENTS, PROJECTIONS
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import StockMoved
from domain.kernel import Cause, Fact, Quantity
from domain.store.embedded import Embedded
from domain.store.event_store import StoreUnavailable, WrongVersion
from domain.store.postgres import PostgresStore
from domain.store.relay import relaying
from domain.store.signals import Signals

WRITERS = 16
PAUSE = 0.05
BY = Cause(("torture",))
MOVE = StockMoved(
    item="CALF",
    item_name="Calf hide",
    quantity=Quantity(amount=Decimal(12), unit="HIDE"),
    source=OUTSIDE,
    target=MAIN,
    moved_on=date(2026, 11, 20),
    reason="Received for PO-4711",
)


async def main(home: str, tenant: str, notes: str) -> None:
    """`home` is where a server is embedded, or the address of servers that somebody else runs."""
    dsn, revive = home, None
    if not home.startswith("postgresql:"):
        embedded = await until_it_answers(lambda: Embedded.start(Path(home)))
        dsn, revive = embedded.dsn, embedded.revive
    store = await until_it_answers(
        lambda: PostgresStore.open(dsn, EVENTS.values(), PROJECTIONS, revive)
    )
    noted = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    mine = token_hex(4)
    signals, url = Signals(dsn), os.environ.get("NATS_URL", "")
    relay = relaying(store, signals, url, "https://erp.example") if url else nullcontext()
    async with signals.open(), relay:
        print("ready", flush=True)
        await asyncio.gather(*(write(store, tenant, f"{mine}-{n}", noted) for n in range(WRITERS)))


async def until_it_answers(work):
    """A server that is being killed is asked again, as a person would start the program again."""
    while True:
        try:
            return await work()
        except StoreUnavailable:
            await asyncio.sleep(PAUSE)


async def write(store: PostgresStore, tenant: str, writer: str, noted: int) -> None:
    """Two events of an item, then one that is too late for its stream; then the next item."""
    for number in itertools.count():
        item = f"I-{writer}-{number}"
        for version in (1, 2):
            await told(store, tenant, fact(item, version), f"{item}.{version}")
            os.write(noted, f"{item}.{version}\n".encode())
        try:
            await told(store, tenant, fact(item, 2), f"{item}.late")
        except WrongVersion:
            continue
        os.write(noted, f"{item} was recorded twice\n".encode())


async def told(store: PostgresStore, tenant: str, one: Fact, key: str) -> None:
    """Send it until its outcome is known, each time with the same key."""
    while True:
        try:
            await store.append(tenant, [one], key)
            return
        except StoreUnavailable:
            await asyncio.sleep(PAUSE)


def fact(item: str, version: int) -> Fact:
    return Fact(f"stock-{item}", version, MOVE.model_copy(update={"item": item}), BY)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
