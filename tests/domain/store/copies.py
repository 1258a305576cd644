"""Databases for the tests of backups: two businesses, what they hold, and how they are proved."""

import os
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from domain.store.credentials import PostgresCredentials
from domain.store.postgres import PostgresStore
from domain.store.restore import restore
from domain.store.truth import truth_tables
from tests.domain.store.drawing import drawing
from tests.domain.store.orders import EVENTS, PROJECTIONS, orders, placed, received

TENANT, OTHER = "maison", "atelier"
BESIDE = (
    "insert into es.checkpoints (tenant, subscriber, position) values ($1, 'bus', 3)",
    "insert into es.parked (tenant, subscriber, position, attempts, reason)"
    " values ($1, 'bus', 2, 5, 'Nobody listens.')",
    "insert into es.data_keys (tenant, key_id, subject, key) values ($1, 'k', 'member:ana', 'x')",
    "insert into es.forgotten (tenant, number, subject) values ($1, 1, 'member:ida')",
    "insert into es.spending (tenant, whose, period, spent) values ($1, 'business', '2026-11', 1)",
    "insert into es.reservations (tenant, reservation, whose, periods, money, tokens, until)"
    " values ($1, 'r', '{business}', '{2026-11}', 1, 1, now())",
    "insert into es.evidence (tenant, file, name, form, size, content, kept_by)"
    " values ($1, repeat('a', 64), 'bill.pdf', 'pdf', 2, '\\x2500', 'ana')",
    "insert into es.told (tenant, recipient, about, state, way, told_at)"
    " values ($1, 'ana', 'D-1', 'waits.1', 'alone', now())",
    "insert into es.link_codes (tenant, code_hash, user_name, until)"
    " values ($1, 'c', 'ana', now())",
    "insert into es.deliveries (tenant, delivery, kind, body) values ($1, 'd', 'click', '{}')",
    "insert into es.posted (tenant, channel, card, part, ts, draft, viewer, changed_at)"
    " values ($1, 'C1', '1.1', 1, '1.1', 'PO-1', 'ana', now())",
    *drawing("c1"),
)


@dataclass
class Databases:
    """Databases on the server of the tests, made one at a time and dropped at the end."""

    server: str
    made: list[str]

    async def new(self) -> str:
        name = f"copy_{os.urandom(6).hex()}"
        await self.say(f"create database {name}")
        self.made.append(name)
        return self.server.replace("/countersign?", f"/{name}?")

    async def say(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server)
        await connection.execute(statement)
        await connection.close()


async def fill(dsn: str) -> None:
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    vault = PostgresCredentials(store.connections)
    for tenant in (TENANT, OTHER):
        await store.open_tenant(tenant, {"currency": "EUR", "name": "L'Ü\t\"\\N\\."})
        await store.append(tenant, [placed("a", note='ü\n\t"\\ 😀 \\N'), placed("b")], key="k")
        await store.append(tenant, [received("a"), placed("c", amount="1.50")])
        await store.enter(tenant, "t", [{"n": 1.50}, {"n": "ü\\"}], durable=True)
        await store.next_number(tenant, "PO", 7)
        await vault.set_password_hash(tenant, "ana", "$argon2id$x")
        await vault.add_token(tenant, "ana", f"hash of {tenant}", "api")
        await store.end(tenant, "t", [{"n": 3}], "c1", "ana", {"topic": None})
        for statement in BESIDE:
            await store.connections.change(tenant, statement, tenant)
    await store.close()


async def everything(dsn: str) -> dict[str, list[str]]:
    """Every row of the truth and of the projections, as text."""
    connection = await asyncpg.connect(dsn, server_settings={"timezone": "UTC"})
    tables = await truth_tables(connection)
    # A restore adds where the history goes on.
    names = [f"{each.schema}.{each.table}" for each in tables if each.name != "restores"]
    names += ["read_models.test_orders", "read_models.test_orders_by_supplier"]
    found = {
        name: sorted(r[0] for r in await connection.fetch(f"select t::text from {name} t"))
        for name in names
    }
    await connection.close()
    return found


async def put_back(dsn: str, file: Path, **how: bool) -> None:
    await restore(dsn, file, EVENTS, PROJECTIONS, **how)


async def proved(dsn: str) -> None:
    store = await PostgresStore.open(dsn, EVENTS, PROJECTIONS)
    for tenant in (TENANT, OTHER):
        assert [finding async for finding in store.verify(tenant)] == []
    assert (await store.rows(TENANT, orders.where())).total == 3
    again = await store.append(TENANT, [placed("a"), placed("b")], key="k")
    assert again.replayed
    assert await store.next_number(TENANT, "PO") == 8
    assert (await store.append(TENANT, [placed("d")])).facts[0].position == 5
    await store.close()
