"""Filling new tables with what the whole history says, in one process for each processor."""

import asyncio
import gc
import os
import pickle
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context

from domain.kernel import AnyProjection, Event
from domain.store.codec import Codec, Upcaster
from domain.store.connections import Connection, owner
from domain.store.folding import Folding
from domain.store.history import all_facts
from domain.store.naming import checked
from domain.store.sql import NEXT
from domain.store.tables import Model

MOST = 8  # Processes, whose memory adds up.
ALONE = 50_000  # Events that one process has folded before another one has started.
QUIET = "set synchronous_commit = off; set timezone = 'UTC'; set jit = off"


@dataclass(frozen=True)
class Order:
    """Which tables to fill, and for each tenant up to which position.

    `frequent` says how often the events occur, as far as one could see.
    """

    dsn: str
    projections: tuple[AnyProjection, ...]
    events: tuple[type[Event], ...]
    upcasters: Mapping[tuple[str, int], Upcaster]
    goals: Mapping[str, int]
    frequent: Mapping[type[Event], int]


async def fill(order: Order) -> None:
    """Fill the tables, which stand empty in the schema of the next ones."""
    parts = divided(order)
    if len(parts) == 1:
        await fill_alone(order)
        return
    workers = ProcessPoolExecutor(len(parts) - 1, get_context("spawn"))
    try:
        loop = asyncio.get_running_loop()
        others = [loop.run_in_executor(workers, begin, part) for part in parts[1:]]
        await asyncio.gather(fill_alone(parts[0]), *others)
    finally:
        workers.shutdown(wait=True, cancel_futures=True)


def divided(order: Order) -> list[Order]:
    """Parts of about equal work; one where it is not worth while or cannot be handed over."""
    count = min(os.cpu_count() or 1, MOST)
    if count < 2 or sum(order.goals.values()) < ALONE or not travels(order):
        return [order]
    parts: list[list[AnyProjection]] = [[] for _ in range(count)]
    works = {projection: work(projection, order.frequent) for projection in order.projections}
    done, whole = 0, sum(works.values()) + 1
    for projection in sorted(works, key=lambda each: str(each.touches.__module__)):
        parts[(done + works[projection] // 2) * count // whole].append(projection)
        done += works[projection]
    return [replace(order, projections=tuple(part)) for part in parts if part]


def work(projection: AnyProjection, frequent: Mapping[type[Event], int]) -> int:
    """Wide rows that many events touch take longest."""
    touching = (n for event, n in frequent.items() if issubclass(event, projection.of))
    return len(projection.row.model_fields) * sum(touching)


def travels(order: Order) -> bool:
    """Whether another process can be told; rules made inside of a function cannot."""
    try:
        pickle.dumps(order)
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
        with uncollected():
            for tenant, goal in order.goals.items():
                await speak_for(tenant, reader, writer)
                folding = Folding(writer, tenant, models)
                async for facts in all_facts(reader, codec, tenant, 0, goal, without):
                    await folding.follow(facts)
                await folding.finish()


async def speak_for(tenant: str, *connections: Connection) -> None:
    for connection in connections:
        await connection.execute(f"select set_config('app.tenant', '{checked(tenant)}', false)")


@contextmanager
def uncollected() -> Iterator[None]:
    """Among so many objects that go by themselves, looking for garbage doubles the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
