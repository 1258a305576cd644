"""Each data subject has one key, whoever asks for it first, and memory of it is short."""

import asyncio
from functools import partial

import pytest

from domain.store import data_keys
from domain.store.data_keys import SECONDS, DataKey, DataKeys

PEOPLE = ["member:anna", "member:ben"]


@pytest.fixture
def ask(postgres, tenant):
    return partial(postgres.connections.fetch, tenant)


@pytest.fixture
def change(postgres, tenant):
    return partial(postgres.connections.change, tenant)


@pytest.fixture
def keys():
    return DataKeys()


async def test_of_many_who_need_a_key_at_once_all_get_the_same(tenant, ask, change):
    processes = [DataKeys() for _ in range(8)]
    found = await asyncio.gather(*(p.given(tenant, PEOPLE, ask, change) for p in processes))
    assert len({tuple(sorted(key.key_id for key in each.values())) for each in found}) == 1
    assert {tuple(sorted(each)) for each in found} == {tuple(PEOPLE)}


async def test_keys_of_two_people_are_two_keys(tenant, keys, ask, change):
    given = await keys.given(tenant, PEOPLE, ask, change)
    assert given["member:anna"].key != given["member:ben"].key
    assert [given[who].subject for who in PEOPLE] == PEOPLE
    assert "key=" not in repr(given["member:anna"])


async def test_a_key_is_asked_for_once_a_minute(tenant, keys, ask, change):
    now, asked = [0.0], []
    keys.clock = lambda: now[0]
    [key] = (await keys.given(tenant, PEOPLE[:1], ask, change)).values()

    async def counted(*statement):
        asked.append(statement)
        return await ask(*statement)

    for moment in (0.0, SECONDS - 1, SECONDS, SECONDS + 1):
        now[0] = moment
        assert await keys.known(tenant, [key.key_id, "gone"], counted) == {
            key.key_id: key,
            "gone": None,
        }
    assert len(asked) == 2


async def test_what_is_dropped_is_asked_for_again_by_its_business_alone(tenant, keys):
    key = DataKey("k", "member:anna", b"")
    for of in (tenant, "another"):
        keys.remember(of, "k", key)
    keys.drop(tenant)

    async def nothing(*statement):
        return []

    assert await keys.known(tenant, ["k"], nothing) == {"k": None}
    assert await keys.known("another", ["k"], nothing) == {"k": key}


async def test_only_so_many_keys_are_remembered(monkeypatch, tenant, keys):
    monkeypatch.setattr(data_keys, "KEPT", 3)
    for number in range(5):
        keys.remember(tenant, str(number), None)
    assert [key_id for _, key_id in keys.remembered] == ["2", "3", "4"]
