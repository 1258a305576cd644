"""What was recorded can be read again from any place, and as it was known at any time."""

import asyncio
from datetime import UTC, datetime

import pytest

from domain.store import history, past, replaying
from domain.store.connections import speaking_for
from tests.domain.store.orders import bare, cancelled, orders, placed, received

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
AHEAD = datetime(2999, 1, 1, tzinfo=UTC)


async def three_moments(store, tenant):
    times = []
    for facts in ([placed("a"), placed("b")], [received("a")], [cancelled("a", version=3)]):
        times.append((await store.append(tenant, facts)).facts[0].recorded_at)
        await asyncio.sleep(0.002)
    return times


async def test_a_stream_is_read_as_it_was_at_a_time(store, tenant):
    first, second, third = await three_moments(store, tenant)

    async def then(at):
        found = await store.load(tenant, ["a", "b", "unknown"], as_of=at)
        return {stream: len(facts) for stream, facts in found.items()}

    assert await then(LONG_AGO) == {"a": 0, "b": 0, "unknown": 0}
    assert await then(first) == {"a": 1, "b": 1, "unknown": 0}
    assert await then(second) == {"a": 2, "b": 1, "unknown": 0}
    assert await then(third) == await then(AHEAD) == {"a": 3, "b": 1, "unknown": 0}
    now = await store.load(tenant, ["a"])
    assert bare((await store.load(tenant, ["a"], as_of=AHEAD))["a"]) == bare(now["a"])


async def pages(store, tenant, after=0, until=None):
    return [[f.position for f in page] async for page in store.replay(tenant, after, until)]


async def test_a_history_is_replayed_page_by_page_from_anywhere(store, tenant, monkeypatch):
    assert await pages(store, tenant) == []
    await store.append(tenant, [placed(f"o{n}") for n in range(7)])
    monkeypatch.setattr(replaying, "ANSWERED", 3)
    assert await pages(store, tenant) == [[1, 2, 3], [4, 5, 6], [7]]
    assert await pages(store, tenant, after=2) == [[3, 4, 5], [6, 7]]
    assert await pages(store, tenant, until=4) == [[1, 2, 3], [4]]
    assert await pages(store, tenant, after=1, until=4) == [[2, 3, 4]]
    assert await pages(store, tenant, after=5, until=3) == []


async def test_a_replay_sees_what_is_recorded_while_it_goes_on(store, tenant, monkeypatch):
    monkeypatch.setattr(replaying, "ANSWERED", 2)
    await store.append(tenant, [placed(f"o{n}") for n in range(4)])
    seen = []
    async for page in store.replay(tenant):
        seen += [fact.position for fact in page]
        if len(seen) == 2:
            await store.append(tenant, [received("o1")])
    assert seen == [1, 2, 3, 4, 5]


async def test_a_replay_that_is_given_up_leaves_its_connection_to_others(postgres, tenant):
    await postgres.append(tenant, [placed(f"o{n}") for n in range(9)])
    for _ in range(30):
        async for page in postgres.replay(tenant):
            assert page
            break
    assert await postgres.newest(tenant) == 9


async def test_the_past_forgets_what_was_asked_longest_ago(postgres, tenant, monkeypatch):
    times = await three_moments(postgres, tenant)
    monkeypatch.setattr(past, "ROWS", 3)
    before = [await postgres.rows(tenant, orders.where(), as_of=at) for at in times]
    assert len(postgres.past.folds) == 2
    again = [await postgres.rows(tenant, orders.where(), as_of=at) for at in reversed(times)]
    assert again == before[::-1]
    assert [page.total for page in before] == [2, 2, 1]


@pytest.mark.parametrize("asked", [0, 1, 2])
async def test_a_fold_that_is_continued_leaves_the_earlier_one_as_it_was(postgres, tenant, asked):
    times = await three_moments(postgres, tenant)
    fresh = await postgres.rows(tenant, orders.where(), as_of=times[asked])
    for at in times:
        await postgres.rows(tenant, orders.where(), as_of=at)
    assert await postgres.rows(tenant, orders.where(), as_of=times[asked]) == fresh


async def test_who_stops_reading_in_the_middle_leaves_the_transaction_as_it_is(
    postgres, tenant, monkeypatch
):
    monkeypatch.setattr(history, "ANSWERED", 2)
    await postgres.append(tenant, [placed(f"o-{n}") for n in range(9)])
    async with (
        postgres.connections.keeping.held() as connection,
        speaking_for(connection, tenant, "read only"),
    ):
        pages = history.all_facts(connection, postgres.codec, tenant)
        assert len(await anext(pages)) == 2
        await pages.aclose()
        assert await connection.fetchval("select count(*) from es.events") == 9
