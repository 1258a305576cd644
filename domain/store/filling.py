"""Filling new tables with what the whole history says, in one process for each processor."""

import asyncio
import os
import pickle
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process

from domain.kernel import AnyProjection, Event
from domain.kernel.uncollected import uncollected
from domain.store.codec import Codec, Upcaster
from domain.store.connections import BY_KEY, Connection, owner
from domain.store.dividing import Seen, divided
from domain.store.event_store import StoreUnavailable
from domain.store.folding import Folding
from domain.store.history import all_facts
from domain.store.naming import checked
from domain.store.sql import NEXT
from domain.store.tables import Model

MOST = 8  # Processes, whose memory adds up.
ALONE = 50_000  # Events that one process has folded before another one has started.
FILLING = 0x66696C6C  # "fill": held, with others, by whoever fills tables, be its parent dead.
QUIET = "set synchronous_commit = off; set timezone = 'UTC'; set jit = off; " + "; ".join(
    f"set {name} = {value}" for name, value in BY_KEY.items()
)


@dataclass(frozen=True)
class Order:
    """Which tables to fill, and for each tenant up to which position."""

    dsn: str
    projections: tuple[AnyProjection, ...]
    events: tuple[type[Event], ...]
    upcasters: Mapping[tuple[str, int], Upcaster]
    goals: Mapping[str, int]


async def fill(order: Order, seen: Seen) -> None:
    """Fill the tables, which stand empty in the schema of the next ones.

    What was `seen` of the events tells how the work is divided.
    """
    first, *others = orders(order, seen)
    if not others:
        await fill_alone(first)
        return
    workers = ProcessPoolExecutor(len(others), get_context("spawn"))
    try:
        loop = asyncio.get_running_loop()
        working = [loop.run_in_executor(workers, begin, each) for each in others]
        await asyncio.gather(fill_alone(first), *working)
    except BrokenProcessPool as error:
        raise StoreUnavailable(
            "A process that was filling new tables with rows has died, so the tables are as they "
            "were: see that there is memory enough, then start again."
        ) from error
    finally:
        workers.shutdown(wait=True, cancel_futures=True)


def orders(order: Order, seen: Seen) -> list[Order]:
    """One for each process; a single one where it is not worth while or cannot be handed over."""
    count = min(os.cpu_count() or 1, MOST, len(order.projections))
    if count < 2 or sum(order.goals.values()) < ALONE or not travels(order):
        return [order]
    return [replace(order, projections=each) for each in divided(order.projections, seen, count)]


def travels(told: object) -> bool:
    """Whether another process can be told; rules made inside of a function cannot."""
    try:
        pickle.dumps(told)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True


def begin(order: Order) -> None:
    """What another process does."""
    asyncio.run(fill_alone(order))


async def fill_alone(order: Order) -> None:
    codec = Codec(order.events, order.upcasters)
    models = [Model(projection, NEXT) for projection in order.projections]
    without = codec.beside(tuple(each for model in models for each in model.projection.of))
    async with owner(order.dsn) as reader, owner(order.dsn) as writer:
        await writer.execute(QUIET)
        await writer.execute("select pg_advisory_lock_shared($1)", FILLING)
        if orphaned():
            return
        with uncollected():
            for tenant, goal in order.goals.items():
                await speak_for(tenant, reader, writer)
                folding = Folding(writer, tenant, models)
                async for facts in all_facts(reader, codec, tenant, 0, goal, without):
                    await folding.follow(facts)
                await folding.finish()


def orphaned() -> bool:
    """Whether the process that asked for this has died: then another may be building already."""
    parent = parent_process()
    return parent is not None and not parent.is_alive()


async def speak_for(tenant: str, *connections: Connection) -> None:
    for connection in connections:
        await connection.execute(f"select set_config('app.tenant', '{checked(tenant)}', false)")
