"""A server that dies has a standby that takes over: nothing acknowledged is lost or repeated."""

import asyncio
from collections import Counter
from itertools import count as counting_up

import asyncpg
import pytest

from domain.store.event_store import StoreUnavailable
from domain.store.postgres import PostgresStore
from domain.store.servers import connect
from domain.store.signals import Signals
from tests.domain.store.orders import EVENTS, PROJECTIONS, Order, orders, placed, received
from tests.domain.store.pair import Pair, pair
from tests.domain.store.subscribing import (
    Heard,
    counted,
    counting,
    following,
    hearing,
    once,
    running,
)

WRITERS = 8
ENOUGH = 60  # Acknowledged events, before the server dies and after it.


@pytest.fixture
async def both():
    async with pair() as made:
        yield made


async def opened(dsn: str) -> PostgresStore:
    return await PostgresStore.open(dsn, EVENTS, PROJECTIONS)


class Writers:
    """Eight who place orders with keys, and know which were acknowledged."""

    def __init__(self, store: PostgresStore, tenant: str) -> None:
        self.store = store
        self.tenant = tenant
        self.acknowledged: list[str] = []
        self.news = asyncio.Condition()
        self.tasks = [asyncio.create_task(self.write(n)) for n in range(WRITERS)]

    async def write(self, writer: int) -> None:
        for number in counting_up():
            name = f"o-{writer}-{number}"
            await self.store.append(self.tenant, [placed(name)], key=name)
            self.acknowledged.append(name)
            async with self.news:
                self.news.notify_all()

    async def until(self, many: int) -> None:
        """As soon as so many are acknowledged; a writer who failed is heard of here."""
        enough = asyncio.create_task(self._enough(many))
        await asyncio.wait([enough, *self.tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in self.tasks:
            assert not task.done(), task.exception()

    async def _enough(self, many: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: len(self.acknowledged) >= many)

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


async def recorded(store: PostgresStore, tenant: str) -> list[str]:
    """The stream of every event; nothing is missing between their positions."""
    facts = [fact async for page in store.replay(tenant) for fact in page]
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))
    return [fact.stream for fact in facts]


async def test_what_was_acknowledged_is_there_once_when_the_standby_has_taken_over(both, tenant):
    store = await opened(both.dsn)
    writers = Writers(store, tenant)
    await writers.until(ENOUGH)
    await both.fail_over()
    await writers.until(len(writers.acknowledged) + ENOUGH)
    await writers.stop()
    names = Counter(await recorded(store, tenant))
    assert set(writers.acknowledged) <= set(names)
    assert set(names.values()) == {1}
    assert [finding async for finding in store.verify(tenant)] == []
    for name in writers.acknowledged[::10]:
        assert (await store.append(tenant, [placed(name)], key=name)).replayed
    await store.close()


async def test_subscribers_and_signals_go_on_where_they_were_when_the_standby_has_taken_over(
    both, tenant
):
    store, another = await opened(both.dsn), await opened(both.dsn)
    speaker, listener, heard = Signals(both.dsn), Signals(both.dsn), Heard()
    follower = following(another, [tenant], counting(), hearing(heard))
    store.on_commit(speaker.mark)
    listener.on_signal(follower.wake)
    async with running(speaker, listener, follower):
        writers = Writers(store, tenant)
        await writers.until(ENOUGH)
        await heard.until(lambda: len(heard.positions[tenant]) >= ENOUGH)
        await both.fail_over()
        await writers.until(len(writers.acknowledged) + ENOUGH)
        before = len(writers.acknowledged)
        await heard.until(lambda: max(heard.positions[tenant]) >= before)
        await writers.stop()
        newest = len(await recorded(store, tenant))
        await heard.until(lambda: max(heard.positions[tenant]) == newest)
    await follower.catch_up(tenant)
    assert sorted(set(heard.positions[tenant])) == list(range(1, newest + 1))
    owner = await asyncpg.connect(both.first.dsn)
    await owner.execute("select set_config('app.tenant', $1, false)", tenant)
    assert await counted(owner, tenant) == once(*range(1, newest + 1))
    await owner.close()
    await store.close()
    await another.close()


async def test_reads_and_commands_with_a_key_wait_until_somebody_has_promoted_the_standby(
    both, tenant
):
    store = await opened(both.dsn)
    await store.append(tenant, [placed("a")], key="a")
    both.first.kill()
    asked = [
        asyncio.create_task(store.append(tenant, [placed("b")], key="b")),
        asyncio.create_task(store.load(tenant, ["a"])),
    ]
    for _ in range(20):  # As often as callers would have tried who do not wait.
        with pytest.raises(OSError, match="none of its 2 servers takes writes"):
            await connect(both.dsn)
    assert not any(task.done() for task in asked)
    await both.take_over()
    appended, loaded = await asyncio.gather(*asked)
    assert [fact.position for fact in appended.facts] == [2]
    assert len(loaded["a"]) == 1
    await store.close()


async def test_a_server_that_takes_no_writes_any_more_is_left_for_the_one_that_does(both, tenant):
    """As when they swap and the first stays up; what it refused was not begun, key or no key."""
    store = await opened(both.dsn)
    await store.append(tenant, [placed("a")])
    await both.first.say("alter system set default_transaction_read_only = on")
    await both.first.say("select pg_reload_conf()")
    await both.first.until("select current_setting('default_transaction_read_only')::boolean")
    await both.second.say("select pg_promote(true, 60)")
    assert [fact.position for fact in (await store.append(tenant, [placed("b")])).facts] == [2]
    assert await both.first.say("select count(*) from es.events") == 1
    assert await both.second.say("select count(*) from es.events") == 2
    await store.close()


async def test_a_standby_that_stands_first_in_the_address_is_left_alone(both, tenant):
    store = await opened(Pair(both.second, both.first).dsn)
    await store.append(tenant, [placed("a")])
    assert await recorded(store, tenant) == ["a"]
    assert await both.second.say("select pg_is_in_recovery()")
    await store.close()


async def waiting_for_the_standby(both: Pair, many: int) -> None:
    """So many commits are on the disk of the first, and wait for the second to have them."""
    state = f"select count(*) >= {many} from pg_stat_activity where wait_event = 'SyncRep'"
    await both.first.until(state)


async def test_what_only_the_dead_server_had_is_recorded_by_its_key_or_said_to_be_unknown(
    both, tenant
):
    store = await opened(both.dsn)
    await store.append(tenant, [placed("known")], key="known")
    await both.cut_off()
    keyed = asyncio.create_task(store.append(tenant, [placed("keyed")], key="keyed"))
    await waiting_for_the_standby(both, 1)
    bare = asyncio.create_task(store.append(f"{tenant}-b", [placed("bare")]))
    await waiting_for_the_standby(both, 2)
    await both.fail_over()
    with pytest.raises(StoreUnavailable, match="Whether the last step was recorded is not known"):
        await bare
    appended = await keyed
    assert not appended.replayed
    assert await recorded(store, tenant) == ["known", "keyed"]
    assert await recorded(store, f"{tenant}-b") == []
    await store.close()


async def test_what_both_had_and_nobody_was_told_of_is_replayed_to_its_key(both, tenant):
    await both.first.say("alter system set synchronous_commit = remote_apply")
    await both.first.say("select pg_reload_conf()")
    store = await opened(both.dsn)
    await store.append(tenant, [placed("known")], key="known")
    await both.second.say("select pg_wal_replay_pause()")
    keyed = asyncio.create_task(store.append(tenant, [placed("keyed")], key="keyed"))
    await waiting_for_the_standby(both, 1)
    there = await both.first.say("select pg_current_wal_insert_lsn()::text")
    await both.second.until(f"select pg_last_wal_receive_lsn() >= '{there}'")
    await both.fail_over()
    assert (await keyed).replayed
    assert await recorded(store, tenant) == ["known", "keyed"]
    assert (await store.rows(tenant, orders.where(Order.order == "keyed"))).total == 1
    assert (await store.append(tenant, [received("keyed")])).facts[0].position == 3
    await store.close()
