"""Agreement: the rows of the projections beside those that a fresh fold of the events gives."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from domain.kernel import AnyProjection
from domain.kernel.row import Key
from domain.kernel.uncollected import uncollected
from domain.store.chain import SHOWN
from domain.store.codec import Codec
from domain.store.connections import Connection
from domain.store.history import all_facts
from domain.store.moment import reader, seeing
from domain.store.tables import Model, Table


async def disagreements(
    connection: Connection, tenant: str, codec: Codec, models: Sequence[Model]
) -> list[str]:
    """Where the stored rows of these projections are not what the events say."""
    folds: dict[Model, dict[Key, Any]] = {model: {} for model in models}
    without = codec.beside(tuple(of for model in models for of in model.projection.of))
    with uncollected():
        async for facts in all_facts(connection, codec, tenant, without=without):
            for model, fold in folds.items():
                model.projection.follow(fold, model.projection.touched(facts))
    return [
        finding
        for model, fold in folds.items()
        for table, rows in model.holding(fold)
        for finding in await differences(connection, tenant, table, rows)
    ]


def disagreements_apart(
    dsn: str, moment: str, tenant: str, codec: Codec, projections: Sequence[AnyProjection]
) -> list[str]:
    """The same in a process of its own, which sees what the named moment shows."""

    async def work() -> list[str]:
        async with reader(dsn) as connection, seeing(connection, tenant, moment):
            models = [Model(projection) for projection in projections]
            return await disagreements(connection, tenant, codec, models)

    return asyncio.run(work())


async def differences(
    connection: Connection, tenant: str, table: Table, fold: Mapping[Key, Any]
) -> list[str]:
    """Where the stored rows of a table are not what the events say."""
    name = table.kept.name
    rows = [record["row"] for record in await connection.fetch(table.all, tenant)]
    stored = table.parsed(f"[{','.join(rows)}]")
    wrong = [key for key, row in fold.items() if key in stored and stored[key] != row]
    missing = [key for key in fold if key not in stored]
    extra = [key for key in stored if key not in fold]
    found = [f"{name} {show(key)} is not what the events say." for key in wrong]
    found += [f"{name} {show(key)} is missing." for key in missing]
    found += [f"{name} {show(key)} is there, and no event explains it." for key in extra]
    more = [f"There are {len(found) - SHOWN} more findings about {name}."]
    return found[:SHOWN] + (more if len(found) > SHOWN else [])


def show(key: Key) -> str:
    return " ".join(map(str, key))
