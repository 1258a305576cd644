"""Signals wake other processes at once; when they are lost, nothing but the moment is lost."""

import asyncio
from contextlib import asynccontextmanager
from urllib.parse import quote

import pytest

from domain.store import signals as signalling
from domain.store.signals import CHANNEL, Signals
from domain.store.subscriber import External
from tests.domain.store.orders import placed
from tests.domain.store.subscribing import (
    LONG,
    Heard,
    counted,
    counting,
    following,
    hearing,
    once,
    orders_placed,
    running,
)


class Ear:
    """What a process hears, and how often its listening began."""

    def __init__(self, signals: Signals) -> None:
        self.tenants: asyncio.Queue[str] = asyncio.Queue()
        self.begun: asyncio.Queue[None] = asyncio.Queue()
        signals.on_signal(self.tenants.put_nowait)
        signals.on_resume(lambda: self.begun.put_nowait(None))

    async def until(self, tenant: str) -> list[str]:
        """Everything heard up to this tenant's name."""
        heard = []
        async with asyncio.timeout(LONG):
            while tenant not in heard:
                heard.append(await self.tenants.get())
        return heard

    async def resumed(self) -> None:
        await asyncio.wait_for(self.begun.get(), LONG)


@pytest.fixture
def speaker(server) -> Signals:
    return Signals(server.dsn)


@pytest.fixture
def listener(server) -> Signals:
    return Signals(server.dsn)


@pytest.fixture
def ear(listener) -> Ear:
    return Ear(listener)


async def test_a_commit_is_heard_of_in_other_processes(postgres, speaker, listener, ear, tenant):
    postgres.on_commit(speaker.mark)
    async with running(speaker, listener):
        await ear.resumed()
        await postgres.append(tenant, [placed("a")])
        assert await ear.until(tenant) == [tenant]


async def test_a_process_does_not_hear_itself(speaker, listener, ear, tenant):
    own = Ear(speaker)
    async with running(speaker, listener):
        await own.resumed()
        await ear.resumed()
        speaker.mark(tenant)
        await ear.until(tenant)
        listener.mark(f"{tenant}-answer")
        assert await own.until(f"{tenant}-answer") == [f"{tenant}-answer"]


async def test_very_many_commits_at_one_moment_are_one_notification(speaker, listener, ear, tenant):
    async with running(speaker, listener):
        await ear.resumed()
        for _ in range(200):
            speaker.mark(tenant)
            speaker.mark(f"{tenant}-other")
        await asyncio.wait_for(speaker.told.wait(), LONG)
        speaker.mark(f"{tenant}-last")
        heard = await ear.until(f"{tenant}-last")
    assert heard == [tenant, f"{tenant}-other", f"{tenant}-last"]


async def test_between_two_notifications_is_the_pause_that_was_asked_for(server, tenant):
    speaker, clock = Signals(server.dsn, every=0.1), asyncio.get_running_loop().time
    async with running(speaker):
        speaker.mark(tenant)
        await asyncio.wait_for(speaker.told.wait(), LONG)
        first = clock()
        speaker.mark(tenant)
        await asyncio.wait_for(speaker.told.wait(), LONG)
        assert clock() - first >= 0.09


async def test_what_was_marked_while_the_database_was_away_is_told_afterwards(
    server, speaker, listener, ear, tenant
):
    async with running(speaker, listener):
        await ear.resumed()
        speaker.mark(f"{tenant}-before")
        await ear.until(f"{tenant}-before")
        server.kill()
        speaker.mark(tenant)
        await server.revive()
        await ear.resumed()
        # Who listens again later than the other speaks has missed it, and was told to look.
        speaker.mark(f"{tenant}-after")
        heard = await ear.until(f"{tenant}-after")
        assert set(heard) <= {tenant, f"{tenant}-after"}
        assert not speaker.dirty


async def test_a_mark_survives_the_loss_of_its_connection(
    server, owner, speaker, listener, ear, tenant
):
    async with running(speaker, listener):
        await ear.resumed()
        speaker.mark(f"{tenant}-before")
        await ear.until(f"{tenant}-before")
        await owner.execute("select pg_terminate_backend($1)", speaker.mine)
        speaker.mark(tenant)
        assert await ear.until(tenant) == [tenant]


async def test_a_listener_that_lost_its_connection_listens_again_and_looks(
    owner, speaker, listener, ear, tenant
):
    async with running(speaker, listener):
        await ear.resumed()
        await owner.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'countersign' and query ilike 'listen%'"
        )
        await ear.resumed()
        speaker.mark(tenant)
        await ear.until(tenant)


@asynccontextmanager
async def leading_to(server, home):
    """A way to the server that falls silent when asked to, as when a cable is pulled out."""
    silent, swallowed, ways = asyncio.Event(), asyncio.Event(), []

    async def forward(source, target):
        while data := await source.read(65536):
            if silent.is_set():
                swallowed.set()
            else:
                target.write(data)
        target.close()

    async def lead(reader, writer):
        there, back = await asyncio.open_unix_connection(
            server.embedded.place.sockets / ".s.PGSQL.5432"
        )
        ways.extend((writer, back))
        await asyncio.gather(forward(reader, back), forward(there, writer))

    way = await asyncio.start_unix_server(lead, home / ".s.PGSQL.5432")
    try:
        host = quote(str(home), safe="")
        yield f"postgresql://postgres@/countersign?host={host}", silent, swallowed
    finally:
        way.close()
        for end in ways:
            end.close()


async def test_a_listener_finds_out_that_a_silent_server_has_gone(server, home):
    if server.embedded is None:
        pytest.skip("The way to a server at DATABASE_URL is not ours to cut.")
    async with leading_to(server, home) as (dsn, silent, swallowed):
        listener = Signals(dsn, beat=0.01, patience=0.1)
        ear = Ear(listener)
        async with running(listener):
            await ear.resumed()
            silent.set()
            await asyncio.wait_for(swallowed.wait(), LONG)
            silent.clear()
            await ear.resumed()


async def test_a_process_that_leaves_at_once_has_still_told_its_news(
    postgres, speaker, listener, ear, tenant
):
    postgres.on_commit(speaker.mark)
    async with running(listener):
        await ear.resumed()
        async with speaker.open():
            await postgres.append(tenant, [placed("a")])
        assert await ear.until(tenant) == [tenant]


async def test_leaving_does_not_wait_for_a_database_that_is_gone(home, monkeypatch):
    monkeypatch.setattr(signalling, "LAST_WORDS", 0.05)
    async with asyncio.timeout(LONG):
        speaker = Signals(f"postgresql://nobody@/none?host={home}")
        async with speaker.open():
            speaker.mark("somebody")
    assert speaker.dirty == {"somebody"}


async def test_noise_on_the_channel_is_not_passed_on_and_harms_nobody(owner, listener, ear, tenant):
    def fails(tenant):
        raise RuntimeError("deaf")

    listener.hearing.insert(0, fails)
    async with running(listener):
        await ear.resumed()
        for noise in ("", "'; drop table es.events; --", "UPPER", tenant):
            await owner.execute("select pg_notify($1, $2)", CHANNEL, noise)
        assert await ear.until(tenant) == [tenant]


async def test_a_subscriber_in_another_process_is_woken_without_looking(
    postgres, speaker, listener, ear, owner, tenant
):
    heard = Heard()
    subscriptions = following(postgres, [tenant], hearing(heard), counting(), tick=3600)
    listener.on_signal(subscriptions.wake)
    listener.on_resume(subscriptions.look_again)
    postgres.on_commit(speaker.mark)
    async with running(subscriptions, speaker, listener):
        await ear.resumed()
        for n in range(5):
            await orders_placed(postgres, tenant, [n])
            await heard.until(lambda n=n: heard.positions[tenant] == list(range(1, n + 2)))
    await subscriptions.catch_up(tenant)
    assert await counted(owner, tenant) == once(1, 2, 3, 4, 5)


async def test_who_asks_for_another_try_wakes_the_process_that_can_try(
    postgres, listener, ear, tenant
):
    async def fails(tenant, facts):
        raise ValueError("no")

    subscriptions = following(postgres, [tenant], External(name="bus", handle=fails, attempts=1))
    await orders_placed(postgres, tenant, range(3))
    await subscriptions.catch_up(tenant)
    async with running(listener):
        await ear.resumed()
        assert await postgres.checkpoints.retry_parked(tenant, "bus") == [1, 2, 3]
        assert await ear.until(tenant) == [tenant]


async def test_subscribers_go_on_by_themselves_when_the_server_comes_back(
    server, postgres, speaker, listener, ear, tenant
):
    heard = Heard()
    subscriptions = following(postgres, [tenant], hearing(heard), tick=3600)
    listener.on_signal(subscriptions.wake)
    postgres.on_commit(speaker.mark)
    async with running(subscriptions, speaker, listener):
        await ear.resumed()
        await orders_placed(postgres, tenant, [1])
        await heard.until(lambda: heard.positions[tenant] == [1])
        server.kill()
        await server.revive()
        await ear.resumed()
        await postgres.append(tenant, [placed("after")], key="after")
        await heard.until(lambda: set(heard.positions[tenant]) == {1, 2})
