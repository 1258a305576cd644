"""The house: every part of the assistant, built around the store that the root opened."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Protocol

from assistant.accounts import Accounts, Members, Secrets, owner_of
from assistant.approvals import Approvals
from assistant.capturing.capture import Capture, Reading
from assistant.commits import Commits
from assistant.conversation import Memory
from assistant.desk import Desk
from assistant.following import Following
from assistant.functions import Functions
from assistant.library import Library
from assistant.master_data import MasterData
from assistant.privacy import Personal, Privacy
from assistant.records import Ledger, Tenant
from assistant.settings import Settings
from assistant.spending import Counters, Spending
from assistant.surfaces.office import House, Upkeep
from domain.kernel import Fact, Refused
from guardrails.gate import Gate
from guardrails.prices import SHIPPED, read
from mcp_servers.client import connected
from mcp_servers.purse import NothingUsed, Purse
from mcp_servers.visit import House as Visits


class Record(Members, Ledger, Memory, Upkeep, Protocol):
    """The store, as far as it is needed beside the command handler."""

    @property
    def privacy(self) -> Personal: ...

    async def newest(self, tenant: str) -> int: ...

    async def newest_of(self, tenants: Sequence[str]) -> dict[str, int]: ...

    async def page(self, tenant: str, after: int, limit: int = 1000) -> list[Fact]: ...

    def on_commit(self, listener: Callable[[str, Sequence[Fact]], None]) -> None: ...


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def furnished(
    settings: Settings,
    record: Record,
    vault: Secrets,
    handler: Callable[[str], Any],
    down: tuple[type[Exception], ...] = (),
    counters: Counters | None = None,
    reading: Reading | None = None,
) -> AsyncIterator[House]:
    """Open it in the task that closes it: its servers live in that task.

    `down` is what the store raises when the database is away, `counters` count what a model
    uses, where one is, and `reading` reads files, where any are read.
    """
    gate = Gate(record.enter, perf_counter)
    approvals = Approvals(handler, gate)
    accounts = Accounts(record, vault, approvals.record, demo=settings.private)
    purse = purse_of(settings, counters, record, approvals)
    visits = Visits(handler, gate, lambda: now().date(), down, purse)
    commits = Commits()
    following = Following(record, commits.heard)
    record.on_commit(following.heard)
    async with connected(visits) as tools, AsyncExitStack() as parts:
        # The desk answers in plain objects; the surfaces name the parts that they read.
        office: Any = desk(tools, approvals, accounts, commits, record)
        office.capture = Capture(office, reading)
        office.orchestrator.aid = await parts.enter_async_context(aided(settings, office))
        yield House(
            settings=settings,
            office=office,
            library=library(office, record),
            accounts=accounts,
            approvals=approvals,
            visits=visits,
            tools=tools,
            following=following,
            upkeep=record,
            privacy=Privacy(record.privacy, approvals.handler, gate),
            owner=lambda secret: owner_of(vault, secret),
        )


def purse_of(
    settings: Settings, counters: Counters | None, record: Record, approvals: Approvals
) -> Purse:
    """What models may still cost, where it is counted."""
    if counters is None:
        return NothingUsed()
    prices = read(settings.model_prices, SHIPPED, now().date())
    handler, tenant = approvals.handler, tenants(record)
    return Spending(counters, handler, tenant, approvals.record, now, prices)


def desk(
    tools: Any,
    approvals: Approvals,
    accounts: Accounts,
    commits: Commits,
    record: Record,
) -> Desk:
    return Desk(
        records=approvals.handler,
        approvals=approvals,
        tools=tools,
        master=MasterData(approvals.handler, record.newest),
        memory=record,
        ledger=record,
        accounts=accounts,
        commits=commits,
        tenant=tenants(record),
        clock=now,
    )


@asynccontextmanager
async def aided(settings: Settings, desk: Desk) -> AsyncIterator[Any]:
    """A model where one is configured; without one its library is not even imported.

    Until the boundary stands between, only a model on this machine is asked.
    """
    if not settings.optional["language model"]:
        yield None
        return
    from assistant.model.configured import staying, tiers
    from assistant.model.router import Router
    from assistant.model.turn import Aid

    async with tiers(settings) as configured:
        asked = staying(configured)
        yield Aid(desk.tools, desk.listing, Router(asked)) if asked else None


def library(desk: Desk, record: Record) -> Any:
    """What the pages read: the same records and tools as at the desk."""
    functions = Functions(desk.tools, desk.records, desk.waiting, record.newest)
    return Library(desk.inspector, functions, desk.tenant, desk.clock)


def tenants(record: Upkeep) -> Callable[[str], Awaitable[Tenant]]:
    async def tenant(name: str) -> Tenant:
        profile = await record.profile(name)
        if profile is None:
            raise Refused(f"There is no business called {name}.", "unknown_tenant")
        return Tenant.of(name, profile)

    return tenant
