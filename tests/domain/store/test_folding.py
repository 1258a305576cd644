"""A long history is folded into a table although few of its rows fit into memory."""

import asyncio
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import asyncpg
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.store.folding import Folding, Sieve
from domain.store.sql import creation
from domain.store.tables import Model
from tests.domain.store.orders import cancelled, orders, placed, received

WELL_KNOWN = {
    "due": datetime(2026, 1, 15, 9, 30, tzinfo=UTC),
    "note": 'Tab\tand "quotes", line\nand \\ and ü',
    "tags": ("a", "b,c", "{d}"),
    "amount": "12345678901234.567890",
}
HISTORIES = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from(["receive", "cancel", "place"])),
    max_size=60,
)


def told(steps):
    """Orders that are placed, received, cancelled and placed anew, one fact each."""
    makes = {"place": partial(placed, **WELL_KNOWN), "receive": received, "cancel": cancelled}
    return [
        replace(makes[what](name), version=number, position=number)
        for number, (name, what) in enumerate(steps, 1)
    ]


@settings(deadline=None, max_examples=25)
@given(steps=HISTORIES, held=st.integers(0, 4), size=st.integers(1, 9))
def test_rows_that_do_not_fit_into_memory_become_the_same(server, steps, held, size):
    facts = told(steps)
    assert asyncio.run(stored(server, facts, held, size)) == orders.fold({}, facts)


async def stored(server, facts, held, size):
    connection = await asyncpg.connect(server.dsn)
    schema = f"fold_{uuid.uuid4().hex}"
    await connection.execute(f"set timezone = 'UTC'; create schema {schema}")
    model, tenant = Model(orders, schema), "t"
    await connection.execute(creation(model.table))
    folding = Folding(connection, tenant, [model], held)
    for start in range(0, len(facts), size):
        await folding.follow(facts[start : start + size])
    await folding.finish()
    rows = ",".join(record["row"] for record in await connection.fetch(model.all, tenant))
    await connection.execute(f"drop schema {schema} cascade")
    await connection.close()
    return model.parsed(f"[{rows}]")


@given(written=st.sets(st.text()), other=st.text())
def test_a_key_that_was_written_is_never_taken_for_a_new_one(written, other):
    sieve = Sieve()
    for key in written:
        sieve.add(("rows", key))
    assert all(sieve.may_hold(("rows", key)) for key in written)
    assert not Sieve().may_hold(other)
