"""Connections: for whom each one speaks, and what to do when the server behind them has gone."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeAlias, TypeVar

import asyncpg

from domain.store.event_store import StoreUnavailable
from domain.store.failures import LOST, UNDONE, NotBegun, told, unreachable
from domain.store.lanes import Lane, Lanes
from domain.store.naming import checked
from domain.store.servers import Succession, alone, connect

T = TypeVar("T")
Record: TypeAlias = "asyncpg.Record"
Connection: TypeAlias = "asyncpg.Connection[Record]"
Revive: TypeAlias = Callable[[], Awaitable[None]]

APP_ROLE = "countersign_app"
SETTINGS = {
    "role": APP_ROLE,
    "timezone": "UTC",
    "work_mem": "16MB",
    "lock_timeout": "60s",
    "idle_in_transaction_session_timeout": "5min",  # Of a client that holds a lock and hangs.
    "jit": "off",  # Compiling a plan costs more than most questions asked here.
    "application_name": "countersign",
}
# A plan that is kept may be of a time when the table was so small that reading all of it was best.
KEEPING = SETTINGS | {"enable_seqscan": "off"}
PLANNING = SETTINGS | {"plan_cache_mode": "force_custom_plan"}
# What is looked up by keys, one after the other: there is one good plan for that, however young the
# statistics. With order it is taken from the index that has it, and nothing is compared with all.
BY_KEY = dict.fromkeys(
    (
        "enable_seqscan",
        "enable_bitmapscan",
        "enable_sort",
        "enable_incremental_sort",
        "enable_hashjoin",
        "enable_mergejoin",
        "enable_material",
    ),
    "off",
)
# Whatever is appended is looked up by its keys; planning each time takes longer than the rest.
LOOKING_UP = SETTINGS | BY_KEY | {"plan_cache_mode": "force_generic_plan"}
STATEMENTS = 400  # Prepared statements that a connection keeps.
ATTEMPTS = 3


class Speaking(asyncpg.Connection):
    """A connection that remembers for whom it speaks, so that the next read costs one trip."""

    told: str | None = None

    async def speak_for(self, tenant: str) -> None:
        """Until told otherwise, only the rows of this tenant are visible."""
        if self.told == checked(tenant):  # No name is none, which nobody was told to speak for.
            return
        self.told = None
        await self.execute(f"select set_config('app.tenant', '{tenant}', false)")
        self.told = tenant

    async def close(self, *, timeout: float | None = None) -> None:
        """Take leave of the server; one that has gone already needs no leave."""
        try:
            await super().close(timeout=timeout)
        except OSError:
            self.terminate()


class Connections:
    """Lanes that speak as the app role, which row level security binds: of three kinds.

    One keeps the plan of a statement, as is best for what finds few rows by a key. Another plans
    for the values asked: tenants are large and small, most orders are no longer open, and planning
    a question takes less than going wrong with the plan of another. The third only writes.
    """

    def __init__(
        self, keeping: Lanes, planning: Lanes, writing: Lanes, revive: Revive | None
    ) -> None:
        self.keeping = keeping
        self.planning = planning
        self.writing = writing
        self.revive = revive

    @classmethod
    async def open(
        cls, dsn: str, revive: Revive | None, size: int = 10, writers: int = 16
    ) -> "Connections":
        """Connect; `revive` starts an embedded server again when it has gone.

        Where the address names several servers, what may be done again waits for one to take over.
        """
        servers = Succession(dsn)
        if revive is None and len(alone(dsn)) > 1:
            revive = servers.awaited
        kinds = ((KEEPING, size), (PLANNING, size), (LOOKING_UP, writers))
        keeping, planning, writing = (_lanes(servers, mode, count) for mode, count in kinds)
        try:
            async with keeping.held():
                pass  # Lanes connect when they are used; whether they can must be known now.
        except (*LOST, asyncpg.PostgresError) as error:
            raise unreachable(error, again=True) from error
        return cls(keeping, planning, writing, revive)

    async def close(self) -> None:
        for lanes in (self.writing, self.keeping, self.planning):
            await lanes.close()

    async def run(
        self, work: Callable[[Connection], Awaitable[T]], again: bool, plan: bool = False
    ) -> T:
        """Do the work on a connection; do it `again` on a new one when the first was lost.

        After a lost connection nobody knows whether the work was committed, so only a read, or
        a write that carries its own key, may be done again.
        """
        return await self._on(self.planning if plan else self.keeping, work, again)

    async def write(self, work: Callable[[Connection], Awaitable[T]], again: bool) -> T:
        """Do the work, a transaction of its own, on a connection that only writes."""
        return await self._on(self.writing, work, again)

    async def _on(self, lanes: Lanes, work: Callable[[Connection], Awaitable[T]], again: bool) -> T:
        attempt = 1
        while True:
            try:
                lane = lanes.idle() or await _lane(lanes)
                try:
                    return await work(lane)
                finally:
                    lanes.give_back(lane)
            except Exception as error:
                await self._weigh(error, attempt, again)
            attempt += 1

    async def _weigh(self, error: Exception, attempt: int, again: bool) -> None:
        """Come back when the work may be done again, or raise what it failed with, in words."""
        said = told(error)
        if not isinstance(said, (*LOST, *UNDONE, NotBegun)):
            if said is error:
                raise error
            raise said from error
        undone = isinstance(said, (*UNDONE, NotBegun))  # Nothing of it stands: no doubt about it.
        if attempt == ATTEMPTS or not (again or undone):
            raise unreachable(said, again or undone) from error
        if not isinstance(said, UNDONE):
            await self._reconnect()

    async def _reconnect(self) -> None:
        for lanes in (self.writing, self.keeping, self.planning):
            lanes.expire()
        if self.revive is not None:
            await self.revive()

    async def fetch(
        self, tenant: str, statement: str, *arguments: object, plan: bool = False
    ) -> list[Record]:
        """Read the rows that this tenant may see; `plan` for these values, or as before."""

        async def read(connection: Any) -> list[Record]:
            try:
                await connection.speak_for(tenant)
            except LOST as error:
                raise NotBegun(str(error)) from error
            found: list[Record] = await connection.fetch(statement, *arguments)
            return found

        return await self.run(read, again=True, plan=plan)

    async def change(self, tenant: str, statement: str, *arguments: object) -> list[Record]:
        """Write for this tenant; the statement may be sent twice and must not mind."""

        async def write(connection: Connection) -> list[Record]:
            async with speaking_for(connection, tenant):
                return await connection.fetch(statement, *arguments)

        return await self.run(write, again=True)


def _lanes(servers: Succession, settings: Mapping[str, str], size: int) -> Lanes:
    return Lanes(lambda: servers.connect(servers.dsn, **_behaviour(settings)), size)


async def _lane(lanes: Lanes) -> Lane:
    """A lane; that none could be had means that nothing has been done."""
    try:
        return await lanes.take()
    except LOST as error:
        raise NotBegun(str(error)) from error


def _behaviour(settings: Mapping[str, str]) -> dict[str, Any]:
    return {
        "server_settings": settings,
        "connection_class": Speaking,
        "statement_cache_size": STATEMENTS,
        "max_cacheable_statement_size": 0,  # The long ones are the dearest to prepare again.
    }


@asynccontextmanager
async def speaking_for(
    connection: Connection,
    tenant: str,
    mode: str = "",
    isolation: str = "read committed",
    beside: str = "",
) -> AsyncIterator[None]:
    """A transaction for one tenant, begun in one round trip; outside of it no row is visible.

    What is called `beside` that is called in the same trip. No `mode` is the server's own: one that
    takes no writes then refuses the first of them.
    """
    calls = [f"set_config('app.tenant', '{checked(tenant)}', true)", *([beside] if beside else [])]
    beginning = f"begin isolation level {isolation} {mode}; select {', '.join(calls)}"
    try:
        await connection.execute(beginning)
    except LOST as error:
        raise NotBegun(str(error)) from error
    try:
        yield
    except BaseException:
        if not connection.is_closed():
            await connection.execute("rollback")
        raise
    await connection.execute("commit")


@asynccontextmanager
async def owner(dsn: str) -> AsyncIterator["asyncpg.Connection[Record]"]:
    """A connection as the role that owns the tables, for making and changing them."""
    try:
        connection = await connect(dsn)
    except (*LOST, asyncpg.PostgresError) as error:
        raise unreachable(error, again=True) from error
    try:
        yield connection
    except asyncpg.InsufficientPrivilegeError as error:
        raise StoreUnavailable(
            f"The database role may not do this: {error}. Grant it CREATE on the database and "
            "CREATEROLE, or let the owner run `countersign db migrate`."
        ) from error
    finally:
        await connection.close()
