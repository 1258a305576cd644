"""A house that is open deletes what has been kept long enough, by itself and in its own name."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from assistant.application import RETAINING, chores, kept, retain
from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces.office import House
from domain.catalog import EVENTS, PROJECTIONS
from domain.command_handler import CommandHandler
from domain.kernel import FORGOTTEN
from domain.store.credentials import PostgresCredentials
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from tests.own_database import own_database
from tests.proving.trading import started

OLD = "clock_timestamp() - interval '3 years'"


@pytest.fixture
async def alone(dsn: str) -> AsyncIterator[str]:
    """Whoever looks after every business would look after those of all other tests as well."""
    async with own_database(dsn) as address:
        yield address


@pytest.fixture
async def store(alone: str) -> AsyncIterator[PostgresStore]:
    opened = await PostgresStore.open(alone, EVENTS.values(), PROJECTIONS)
    yield opened
    await opened.close()


@pytest.fixture
async def house(store: PostgresStore, tenant: str, tmp_path: Path) -> AsyncIterator[House]:
    await started(store, tenant)
    vault = PostgresCredentials(store.connections)
    make = lambda name: CommandHandler(store, name)  # noqa: E731
    async with furnished(Settings(tmp_path), store, vault, make) as found:
        yield found


async def talked_long_ago(dsn: str, store: PostgresStore, tenant: str) -> None:
    """One conversation, and what was typed in it."""
    await store.end(tenant, "t", [{"what": "turn", "text": "hello"}], "talk", "olga", {})
    owner = await asyncpg.connect(dsn)
    await owner.execute("select set_config('app.tenant', $1, false)", tenant)
    for table, column in (("conversations", "updated_at"), ("ledger", "at")):
        await owner.execute(f"update es.{table} set {column} = {OLD} where tenant = $1", tenant)
    await owner.close()


async def test_what_is_old_goes_and_the_ledger_says_that_the_program_did_it(
    house: House, store: PostgresStore, tenant: str, alone: str
) -> None:
    before = len(await store.ledger(tenant))
    await retain(house)
    assert len(await store.ledger(tenant)) == before, "Nothing was old, so there is nothing to say."
    await talked_long_ago(alone, store, tenant)
    await retain(house)
    *_, turn, entry = await store.ledger(tenant)
    assert turn["text"] == FORGOTTEN
    assert (entry["what"], entry["user"], entry["texts_deleted"]) == ("retention", "countersign", 1)
    assert entry["deleted"]["conversations"] == 1
    await retain(house)
    assert (await store.ledger(tenant))[-1] == entry


async def test_an_open_house_does_so_without_being_asked(
    house: House, store: PostgresStore, tenant: str, alone: str
) -> None:
    await talked_long_ago(alone, store, tenant)
    async with kept(house, StoreUnavailable), asyncio.timeout(60):
        # The agents of the house work at the same time, and may write the last word.
        while "retention" not in {entry["what"] for entry in await store.ledger(tenant)}:
            await asyncio.sleep(0.01)


async def test_it_can_be_switched_off(house: House) -> None:
    assert RETAINING in [every for every, _ in chores(house)]
    off = replace(house, settings=replace(house.settings, retention=False))
    assert RETAINING not in [every for every, _ in chores(off)]
    assert len(chores(off)) == len(chores(house)) - 1
