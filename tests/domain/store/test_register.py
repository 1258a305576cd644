"""Whoever was forgotten stays so, whichever backup is restored."""

import json

import asyncpg
import pytest

from domain import catalog
from domain.kernel import FORGOTTEN
from domain.store.backup import backup
from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from domain.store.register import Register
from domain.store.restore import restore
from tests.domain.store.drawing import drawing
from tests.domain.store.people import (
    ANNA,
    BERTA,
    CONTI,
    addresses,
    findings,
    forget,
    registered,
)

TENANT = "maison"
DRAWN = "select id from chat.threads where tenant = $1"


class Place:
    """A database with a register beside it."""

    def __init__(self, dsn, register):
        self.dsn, self.register = dsn, register

    async def __aenter__(self):
        events = catalog.EVENTS.values()
        self.store = await PostgresStore.open(self.dsn, events, catalog.PROJECTIONS)
        self.store.privacy.register = self.register
        return self.store

    async def __aexit__(self, *_):
        await self.store.close()

    async def put_back(self, file, replace=False):
        events = catalog.EVENTS.values()
        return await restore(
            self.dsn, file, events, catalog.PROJECTIONS, replace, register=self.register
        )


@pytest.fixture
def register(tmp_path):
    return Register.of(tmp_path)


@pytest.fixture
async def copy(databases, register, tmp_path):
    """A database whose backup knows two people, of whom one was forgotten afterwards."""
    place = Place(await databases.new(), register)
    async with place as store:
        await store.append(TENANT, [registered("CONTI", ANNA), registered("BRENNER", BERTA)])
        for talk, said in (("a", f"write to {ANNA}."), ("b", "open orders")):
            entries = [{"what": "turn", "user": "ben", "text": said}]
            await store.end(TENANT, "t", entries, talk, "ben", {"last": {"text": said}})
        for statement in drawing("screen", output=f"write to {ANNA}"):
            await store.connections.change(TENANT, statement, TENANT)
        await backup(place.dsn, tmp_path / "copy")
        await forget(store, TENANT)
    return tmp_path / "copy"


async def still_forgotten(place):
    async with place as store:
        assert await addresses(store, TENANT) == {"CONTI": FORGOTTEN, "BRENNER": BERTA}
        facts = await store.page(TENANT, after=0)
        assert [fact.event.email for fact in facts] == [FORGOTTEN, BERTA]
        assert await findings(store, TENANT) == []
        left = [talk for talk in "ab" if (await store.begin(TENANT, talk, 0, 1))[0] is not None]
        assert left == ["b"]
        assert CONTI not in await store.privacy.subjects(TENANT)
        assert (await forget(store, TENANT)).already
        entry = (await store.ledger(TENANT))[-1]
        assert (entry["subject"], entry["user"]) == (CONTI, "restore")
        typed = [e["text"] for e in await store.ledger(TENANT) if e["what"] == "turn"]
        assert typed == [FORGOTTEN, "open orders"]
        assert await store.connections.fetch(TENANT, DRAWN, TENANT) == []


async def test_a_restore_brings_nobody_back_who_was_forgotten(databases, register, copy):
    place = Place(await databases.new(), register)
    assert await place.put_back(copy) == 1
    await still_forgotten(place)


async def test_without_the_file_the_database_itself_still_knows_who_was_forgotten(
    databases, register, copy
):
    place = Place(await databases.new(), None)
    assert await place.put_back(copy) == 0
    async with place as store:
        assert await addresses(store, TENANT) == {"CONTI": ANNA, "BRENNER": BERTA}
        await forget(store, TENANT)
    assert await place.put_back(copy, replace=True) == 1
    await still_forgotten(place)


async def test_the_second_store_knows_them_when_the_file_is_lost(databases, tmp_path):
    register = Register.of(tmp_path, await databases.new())
    place = Place(await databases.new(), register)
    async with place as store:
        await store.append(TENANT, [registered("CONTI", ANNA)])
        await backup(place.dsn, tmp_path / "copy")
        await forget(store, TENANT)
    register.file.unlink()
    other = Place(await databases.new(), register)
    assert await other.put_back(tmp_path / "copy") == 1


async def test_the_file_is_its_owners_alone_and_names_nobody(register, copy):
    for file in (register.file, register.key):
        assert file.stat().st_mode & 0o777 == 0o600
    [line] = register.file.read_text().splitlines()
    assert sorted(json.loads(line)) == ["at", "who"]
    for name in ("conti", "supplier", TENANT):
        assert name not in line.lower()


async def test_who_became_known_again_afterwards_keeps_the_new_key(databases, register, tmp_path):
    place = Place(await databases.new(), register)
    async with place as store:
        await store.append(TENANT, [registered("CONTI", ANNA)])
        await forget(store, TENANT)
        connection = await asyncpg.connect(place.dsn)
        long_ago = "update es.forgotten set forgotten_at = forgotten_at - interval '3 minutes'"
        await connection.execute(long_ago)
        await connection.close()
        await store.append(TENANT, [registered("BRENNER", BERTA)])
        again = registered("CONTI", ANNA)
        await store.append(TENANT, [type(again)("supplier-CONTI", 2, again.event, again.cause)])
    await backup(place.dsn, tmp_path / "copy")
    other = Place(await databases.new(), register)
    assert await other.put_back(tmp_path / "copy") == 0
    async with other as store:
        assert CONTI in await store.privacy.subjects(TENANT)


async def test_what_could_not_be_noted_is_said_and_noted_the_next_time(
    databases, register, tmp_path
):
    place = Place(await databases.new(), register)
    async with place as store:
        await store.append(TENANT, [registered("CONTI", ANNA)])
        register.file.mkdir()
        with pytest.raises(StoreUnavailable, match=f"^{CONTI} was forgotten, but that is not"):
            await forget(store, TENANT)
        assert await addresses(store, TENANT) == {"CONTI": FORGOTTEN}
        register.file.rmdir()
        assert (await forget(store, TENANT)).already
    assert len(register.file.read_text().splitlines()) == 1


async def test_nothing_is_restored_while_nobody_knows_who_must_stay_forgotten(
    databases, register, copy
):
    place = Place(await databases.new(), register)
    key = register.key.read_text()
    register.key.unlink()
    with pytest.raises(StoreUnavailable, match=r"The key of the register .* put it back"):
        await place.put_back(copy)
    register.key.write_text(key)
    register.file.write_text(register.file.read_text() + "{}\n")
    with pytest.raises(StoreUnavailable, match=r"Line 2 of .* cannot be read"):
        await place.put_back(copy)
    connection = await asyncpg.connect(place.dsn)
    assert await connection.fetchval("select to_regclass('es.events')") is None
    await connection.close()
