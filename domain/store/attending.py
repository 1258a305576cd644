"""Attending: a subscriber of this process is woken by commits, by signals, and now and then."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from domain.store.postgres import PostgresStore
from domain.store.signals import Signals
from domain.store.subscriber import Subscriber
from domain.store.subscriptions import Subscriptions


@asynccontextmanager
async def attending(
    store: PostgresStore, signals: Signals, subscriber: Subscriber
) -> AsyncIterator[None]:
    """Hand every fact of every tenant to this subscriber, for as long as this lasts."""
    following = Subscriptions(store.connections, store.codec, store.tenants, [subscriber])
    store.watch.expected.add(subscriber.name)
    store.on_commit(following.wake)
    signals.on_signal(following.wake)
    signals.on_resume(following.look_again)
    running = asyncio.create_task(following.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
