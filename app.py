"""The composition root: settings in, house out; nobody imports it."""

import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.settings import Settings, WrongSetting

if TYPE_CHECKING:
    from assistant.capturing.capture import Reading
    from assistant.surfaces.office import House
    from domain.store.anchor_places import Places
    from domain.store.connections import Connections
    from domain.store.postgres import PostgresStore
    from domain.store.register import Register
    from domain.store.signals import Signals

USAGE = 2
AGENTS_AT_MOST = 240.0  # Seconds that the agents may work on what they have heard at once.
GIVES_WAY = 3.0  # People come first: after a shift the agents rest so many times as long.


def main() -> None:
    """What `countersign` runs."""
    try:
        root = Root(Settings.read(os.environ))
    except WrongSetting as error:
        print(error, file=sys.stderr)
        sys.exit(USAGE)
    from assistant.surfaces.terminal.commands import terminal

    terminal(root)


@dataclass(frozen=True)
class Database:
    """Where to connect as the owner, and how to bring an embedded server back."""

    url: str
    revive: Callable[[], Awaitable[None]] | None = None
    shared: bool = False
    """Whether another process is using it at this moment, as far as can be known."""


def files(connections: "Connections") -> "Reading":
    """Files are looked at in a process of their own, and kept beside the events."""
    from assistant.capturing.capture import Reading
    from assistant.documents.bounds import Looking
    from assistant.documents.understood import understood
    from domain.store.evidence import PostgresFiles

    looking = Looking()
    understands = lambda content, name: understood(content, name, looking)  # noqa: E731
    return Reading(PostgresFiles(connections), looking.at, understands, looking.picture)


@dataclass(frozen=True)
class Root:
    """Opens what the settings ask for; imports wait until they are needed, for a quick start."""

    settings: Settings

    @property
    def unavailable(self) -> type[Exception]:
        from domain.store.event_store import StoreUnavailable

        return StoreUnavailable

    @property
    def places(self) -> "Places":
        """Where the anchors of this installation are."""
        from domain.store.anchor_places import Places

        settings = self.settings
        return Places.of(settings.home, settings.database_url, settings.anchor_database_url)

    @property
    def register(self) -> "Register":
        """Where it stands who must stay forgotten when an older backup is restored."""
        from domain.store.register import Register

        return Register.of(self.settings.home, self.settings.anchor_database_url)

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The database of DATABASE_URL, or an embedded one: started here, or joined."""
        if self.settings.database_url:
            yield Database(self.settings.database_url)
            return
        from domain.store.embedded import Embedded

        embedded = await Embedded.start(self.settings.home)
        try:
            yield Database(embedded.dsn, embedded.revive, shared=not embedded.owner)
        finally:
            await embedded.stop()

    @asynccontextmanager
    async def furnished(self, database: Database) -> AsyncIterator["House"]:
        """The house around a database that is already there."""
        async with self._furnished(database) as (house, _, _):
            yield house

    @asynccontextmanager
    async def attended(self, database: Database) -> AsyncIterator["House"]:
        """The same house, from which events also leave for those who subscribed to them."""
        async with (
            self._furnished(database) as (house, store, signals),
            AsyncExitStack() as attended,
        ):
            if self.settings.agents:
                from domain.store.attending import attending
                from domain.store.subscriber import External

                agents = External(
                    name="agents",
                    handle=house.agents.heard,
                    limit=AGENTS_AT_MOST,
                    rests=GIVES_WAY,
                )
                await attended.enter_async_context(attending(store, signals, agents))
            if self.settings.nats_url:
                from domain.store.relay import relaying

                source = next(iter(self.settings.others), self.settings.address)
                relay = relaying(store, signals, self.settings.nats_url, source)
                await attended.enter_async_context(relay)
            yield house

    @asynccontextmanager
    async def _furnished(
        self, database: Database
    ) -> AsyncIterator[tuple["House", "PostgresStore", "Signals"]]:
        from assistant.house import furnished
        from domain.catalog import DECIDERS, EVENTS, PROJECTIONS, UPCASTERS
        from domain.command_handler import CommandHandler, Hot
        from domain.store.credentials import PostgresCredentials
        from domain.store.migrate import migrate
        from domain.store.postgres import PostgresStore
        from domain.store.signals import Signals
        from domain.store.slack import PostgresSlack
        from domain.store.spending import PostgresSpending

        if database.revive is not None and not database.shared:
            await migrate(database.url, phase="all")  # No other program can be running on it.
        store = await PostgresStore.open(
            database.url, EVENTS.values(), PROJECTIONS, database.revive, UPCASTERS
        )
        store.verification.places = self.places
        store.privacy.register = self.register
        store.verification.deciders = {decider.name: decider for decider in DECIDERS}
        try:
            vault = PostgresCredentials(store.connections)
            hot = Hot()
            store.privacy.listeners.append(hot.clear)
            handler = lambda tenant: CommandHandler(store, tenant, hot)  # noqa: E731
            down = (self.unavailable,)
            signals = Signals(database.url)
            store.on_commit(signals.mark)
            parts = (down, PostgresSpending(store.connections), files(store.connections))
            async with (
                furnished(self.settings, store, vault, handler, *parts) as house,
                signals.open(),
            ):
                signals.on_signal(house.following.wake)
                yield replace(house, slack=PostgresSlack.of(store.connections)), store, signals
        finally:
            await store.close()

    @asynccontextmanager
    async def open(self) -> AsyncIterator["House"]:
        async with self.database() as database, self.furnished(database) as house:
            yield house

    async def up(self, host: str, port: int | None, origins: Sequence[str]) -> None:
        """Serve everything until somebody stops it."""
        from assistant.serving import serve

        at = replace(
            self.settings, host=host, port=port or self.settings.port, others=tuple(origins)
        )
        root = Root(at)
        await serve(at, root.database, root.attended, self.unavailable)

    async def migrate(self, phase: Literal["pre", "post", "all"]) -> list[str]:
        from domain.store.migrate import migrate

        async with self.database() as database:
            return await migrate(database.url, phase=phase)

    async def backup(self, file: Path) -> None:
        from domain.store.backup import backup

        async with self.database() as database:
            await backup(database.url, file)

    async def restore(self, file: Path, instead: bool) -> int:
        from domain.catalog import EVENTS, PROJECTIONS, UPCASTERS
        from domain.store.event_store import StoreUnavailable
        from domain.store.restore import restore

        async with self.database() as database:
            if database.shared:
                raise StoreUnavailable("Countersign is running: stop it, then restore.")
            return await restore(
                database.url,
                file,
                EVENTS.values(),
                PROJECTIONS,
                instead,
                UPCASTERS,
                self.register,
            )


if __name__ == "__main__":
    main()
