"""Somebody is forgotten while others read, record and forget, in this process and in others."""

import asyncio

import asyncpg
import pytest

from domain.kernel import FORGOTTEN, Refused
from domain.store.building import Building, Overtaken
from domain.store.data_keys import SECONDS
from domain.store.event_store import StoreUnavailable
from tests.domain.store.people import (
    ANNA,
    BERTA,
    BRENNER,
    CONTI,
    LATER,
    addresses,
    changed,
    findings,
    forget,
    joined,
    long_ago,
    opened,
    registered,
)


@pytest.fixture
async def another(server):
    """Another process at the same database."""
    store = await opened(server)
    yield store
    await store.close()


async def test_another_process_forgets_within_a_minute(postgres, another, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    now = [0.0]
    another.codec.keys.clock = lambda: now[0]
    assert (await another.page(tenant, after=0))[0].event.email == ANNA
    assert await addresses(another, tenant, as_of=LATER) == {"CONTI": ANNA}
    await forget(postgres, tenant)
    assert await addresses(another, tenant) == {"CONTI": FORGOTTEN}
    now[0] = SECONDS
    assert (await another.page(tenant, after=0))[0].event.email == FORGOTTEN


async def test_a_past_that_another_process_has_read_is_forgotten_at_once(postgres, another, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    assert await addresses(another, tenant, as_of=LATER) == {"CONTI": ANNA}
    await forget(postgres, tenant)
    assert await addresses(another, tenant, as_of=LATER) == {"CONTI": FORGOTTEN}


async def test_what_was_sealed_before_a_forgetting_is_not_recorded_after_it(postgres, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    late = [changed("CONTI", ANNA, BERTA)]
    sealing = postgres.codec.payloads

    async def slow(*arguments):
        texts = await sealing(*arguments)
        await forget(postgres, tenant)
        return texts

    postgres.codec.payloads = slow
    with pytest.raises(Refused, match=f"{CONTI} was forgotten at this moment"):
        await postgres.append(tenant, late)
    assert await addresses(postgres, tenant) == {"CONTI": FORGOTTEN}
    assert await findings(postgres, tenant) == []


async def test_what_is_recorded_while_somebody_is_being_forgotten_is_not_lost(postgres, tenant):
    """The history is folded before the lock is taken; a key that came back is folded anew."""
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    looking = postgres.privacy._ahead

    async def slow(*arguments):
        ahead = await looking(*arguments)
        await postgres.append(tenant, [registered("BRENNER", BERTA), joined()])
        await postgres.append(tenant, [changed("CONTI", ANNA, BERTA)])
        return ahead

    postgres.privacy._ahead = slow
    await forget(postgres, tenant)
    assert await addresses(postgres, tenant) == {"CONTI": FORGOTTEN, "BRENNER": BERTA}
    assert await findings(postgres, tenant) == []


async def test_two_people_who_are_forgotten_at_once_are_both_forgotten(postgres, another, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA), registered("BRENNER", BERTA)])
    looking = postgres.privacy._ahead

    async def slow(*arguments):
        ahead = await looking(*arguments)
        await forget(another, tenant, BRENNER)
        return ahead

    postgres.privacy._ahead = slow
    await forget(postgres, tenant)
    assert await addresses(postgres, tenant) == {"CONTI": FORGOTTEN, "BRENNER": FORGOTTEN}
    assert await findings(postgres, tenant) == []


async def test_a_rebuild_elsewhere_brings_nobody_back(postgres, another, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    assert (await another.page(tenant, after=0))[0].event.email == ANNA
    await forget(postgres, tenant)
    await another.rebuild(tenant)
    assert await addresses(postgres, tenant) == {"CONTI": FORGOTTEN}


async def test_whoever_is_forgotten_twice_at_once_is_forgotten(postgres, another, tenant):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    both = await asyncio.gather(forget(postgres, tenant), forget(another, tenant))
    assert sorted(done.already for done in both) == [False, True]
    assert len(await postgres.ledger(tenant)) == 1
    assert await findings(postgres, tenant) == []


async def test_a_key_that_was_made_anew_meanwhile_is_destroyed_as_well(
    postgres, another, owner, tenant
):
    await postgres.append(tenant, [registered("CONTI", ANNA)])
    looking = postgres.privacy._ahead

    async def slow(*arguments):
        ahead = await looking(*arguments)
        await forget(another, tenant)
        await long_ago(another, owner)
        await another.append(tenant, [changed("CONTI", FORGOTTEN, BERTA)])
        return ahead

    postgres.privacy._ahead = slow
    assert not (await forget(postgres, tenant)).already
    assert await addresses(postgres, tenant) == {"CONTI": FORGOTTEN}
    assert await findings(postgres, tenant) == []


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
