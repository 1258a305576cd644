"""Somebody is forgotten while rows are folded elsewhere: the new rows do not tell of them."""

import asyncpg
import pytest

from domain.kernel import FORGOTTEN
from domain.store.building import Building, Overtaken
from domain.store.event_store import StoreUnavailable
from tests.domain.store.people import (
    ANNA,
    addresses,
    database_of_their_own,
    findings,
    forget,
    opened,
    registered,
)


@pytest.fixture(scope="module")
def server(server):
    with database_of_their_own(server) as apart:
        yield apart


@pytest.fixture
async def postgres(server):
    store = await opened(server)
    yield store
    await store.close()


@pytest.fixture
async def another(server):
    store = await opened(server)
    yield store
    await store.close()


@pytest.fixture
def once_folded(monkeypatch):
    """Do something at the moment when all rows are folded and not yet in use, but only once."""

    def then(work):
        real, left = Building._furnish, [work]

        async def furnish(self, to_be_read):
            await real(self, to_be_read)
            while left:
                await left.pop()()

        monkeypatch.setattr(Building, "_furnish", furnish)

    return then


async def test_a_rebuild_that_was_overtaken_leaves_the_rows_as_they_are(
    postgres, another, tenant, once_folded
):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    once_folded(lambda: forget(another, tenant))
    with pytest.raises(Overtaken, match="start again"):
        await postgres.rebuild(tenant)
    assert set((await addresses(postgres, tenant)).values()) == {FORGOTTEN}
    await postgres.rebuild(tenant)
    assert set((await addresses(postgres, tenant)).values()) == {FORGOTTEN}
    assert await findings(postgres, tenant) == []


async def test_new_tables_are_folded_again_when_somebody_was_forgotten_meanwhile(
    postgres, server, tenant, once_folded
):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    once_folded(lambda: forget(postgres, tenant))
    owner = await asyncpg.connect(server.dsn)
    await owner.execute("update es.read_models set fingerprint = 'old' where name = 'suppliers'")
    await owner.close()
    new = await opened(server)
    assert set((await addresses(new, tenant)).values()) == {FORGOTTEN}
    assert await findings(new, tenant) == []
    await new.close()


async def test_who_keeps_rows_by_old_rules_forgets_nobody(postgres, server, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    owner = await asyncpg.connect(server.dsn)
    rule = await owner.fetchval("select fingerprint from es.rules")
    await owner.execute("update es.rules set fingerprint = 'of a newer program'")
    with pytest.raises(StoreUnavailable, match="another version of Countersign"):
        await forget(postgres, tenant)
    await owner.execute("update es.rules set fingerprint = $1", rule)
    await owner.close()
    assert set((await addresses(postgres, tenant)).values()) == {ANNA}
