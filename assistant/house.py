"""The house: every part of the assistant, built around the store that the root opened."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from assistant.accounts import Accounts, Members, Secrets, owner_of
from assistant.agents.desk import Desk as AgentsDesk
from assistant.agents.runner import Runner
from assistant.approvals import Approvals
from assistant.capturing.capture import Capture, Reading
from assistant.commits import Commits
from assistant.conversation import Memory
from assistant.desk import Desk
from assistant.earned import Earned
from assistant.feedback import Feedback
from assistant.following import Following
from assistant.functions import Functions
from assistant.library import Library
from assistant.linking import Linking, public
from assistant.master_data import MasterData
from assistant.outbound.server import mail_server
from assistant.own_words import Words
from assistant.privacy import Personal, Privacy
from assistant.records import Ledger, Tenant
from assistant.said import Said
from assistant.settings import Settings
from assistant.spending import Counters, Spending
from assistant.surfaces.office import House, Upkeep
from assistant.watching import Watch, watching
from domain.kernel import Fact, Refused
from guardrails.caller import Caller
from guardrails.gate import Gate
from guardrails.prices import SHIPPED, PriceList, read
from mcp_servers.client import connected
from mcp_servers.outside import Nobody, Outside
from mcp_servers.purse import NothingUsed, Purse
from mcp_servers.visit import House as Visits
from mcp_servers.wording import Wording

if TYPE_CHECKING:
    from assistant.agents.advice import Advice
    from assistant.outbound.carriage import Carriage
    from assistant.outbound.outbox import Outbox


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
    """To be closed by the task that opens it; `down` is what is raised when the store is away."""
    watch = watching(settings)
    approvals = Approvals(handler, gate := watch.gate(Gate(record.enter, perf_counter)))
    accounts = Accounts(record, vault, approvals.record, demo=settings.private)
    purse, commits = purse_of(settings, counters, record, approvals), Commits()
    visits = Visits(handler, gate, lambda: now().date(), down, purse, outside(settings))
    following = Following(record, commits.heard)
    record.on_commit(following.heard)
    async with watch.open(), connected(visits) as tools, AsyncExitStack() as parts:
        # It answers in plain objects; the surfaces name the parts that they read.
        office: Any = desk(tools, approvals, accounts, commits, record, settings)
        office.capture = Capture(office, reading)
        await parts.enter_async_context(helped(settings, office, visits, watch))
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
            agents=runner(office, visits, working(visits, tools, approvals, record)),
            feedback=Feedback(office),
            privacy=Privacy(record.privacy, approvals.handler, gate),
            linking=Linking(record, accounts, vault, approvals.record, public(settings)),
            owner=lambda secret: owner_of(vault, secret),
            outbox=outbox_of(settings, approvals, record),
            carriage=carriage_of(settings, approvals, record),
        )


@asynccontextmanager
async def helped(
    settings: Settings, office: Desk, visits: Visits, watch: Watch
) -> AsyncIterator[None]:
    """What passes through the orchestrator, and through its model, can be looked at."""
    office.orchestrator = watch.orchestrator(office.orchestrator)
    async with aided(settings, office, visits) as aid:
        office.orchestrator.aid = aid = watch.aid(aid)
        if aid is not None:
            visits.wording.by = lettering(office, aid)
        yield


def lettering(office: Desk, aid: Any) -> Wording:
    """The same models, within the same bounds, for the words of a letter."""
    from assistant.capturing.switched import Switches
    from assistant.model.lettering import Lettering

    async def alone(caller: Caller, trace: str) -> Said:
        talk = f"letter {trace}"
        said = await office.said(caller, "", talk, None, office.clock())
        return replace(said, talk=talk)

    off, enter = Switches(office.records).off, office.ledger.enter
    return Lettering(aid.router, aid.controls, off, alone, enter, office.prices)


def runner(office: Desk, visits: Visits, agents: AgentsDesk) -> Runner:
    """Nobody works yet: the root wakes the agents when the business is open."""
    return Runner(agents, advice(office, visits), asleep=True)


def advice(office: Desk, visits: Visits) -> "Advice | None":
    """The same models for what agents say, where there are any."""
    if office.orchestrator.aid is None:
        return None
    from assistant.model.advising import Advising

    letters: Any = visits.wording.by
    return Advising(letters)


def outbox_of(settings: Settings, approvals: Approvals, record: Record) -> "Outbox | None":
    """What takes signed letters to the mail server, where there is one."""
    server = mail_server(settings.smtp_url, settings.smtp_from)
    if server is None:
        return None
    from assistant.outbound.outbox import Outbox
    from assistant.outbound.smtp import SmtpPost

    post = SmtpPost(server)
    outbox = Outbox(post=post, server=server, **rounds(approvals, record))
    record.on_commit(outbox.heard)
    return outbox


def carriage_of(settings: Settings, approvals: Approvals, record: Record) -> "Carriage | None":
    """What asks the carrier for signed shipments, where one is connected."""
    if not settings.carrier_url:
        return None
    from assistant.outbound.carriage import Carriage
    from assistant.outbound.carrier_service import CarrierService

    service = CarrierService(settings.carrier_url, settings.carrier_key)
    carriage = Carriage(carrier=service, **rounds(approvals, record))
    record.on_commit(carriage.heard)
    return carriage


def rounds(approvals: Approvals, record: Record) -> dict[str, Any]:
    """What everybody needs who goes round the businesses."""
    return {
        "records": approvals.handler,
        "record": approvals.record,
        "tenants": record.tenants,
        "clock": now,
    }


def purse_of(
    settings: Settings, counters: Counters | None, record: Record, approvals: Approvals
) -> Purse:
    """What models may still cost, where it is counted."""
    if counters is None:
        return NothingUsed()
    handler, tenant = approvals.handler, tenants(record)
    return Spending(counters, handler, tenant, approvals.record, now, prices_of(settings))


def prices_of(settings: Settings) -> PriceList:
    return read(settings.model_prices, SHIPPED, now().date())


def desk(
    tools: Any,
    approvals: Approvals,
    accounts: Accounts,
    commits: Commits,
    record: Record,
    settings: Settings,
) -> Desk:
    return Desk(
        records=approvals.handler,
        approvals=approvals,
        tools=tools,
        master=Words(MasterData(approvals.handler, record.newest)),
        memory=record,
        ledger=record,
        accounts=accounts,
        commits=commits,
        tenant=tenants(record),
        clock=now,
        prices=prices_of(settings),
        hosts=settings.link_hosts,
    )


@asynccontextmanager
async def aided(settings: Settings, desk: Desk, visits: Visits) -> AsyncIterator[Any]:
    """A model where one is configured; without one its library is not even imported."""
    if not settings.optional["language model"]:
        yield None
        return
    from assistant.capturing.shelf import Shelf
    from assistant.capturing.switched import Switches
    from assistant.changed_connectors import changes
    from assistant.confidential import Confidential
    from assistant.model.border import Border
    from assistant.model.bounding import Scopes
    from assistant.model.configured import tiers
    from assistant.model.limiting import limited
    from assistant.model.news import News
    from assistant.model.reading import Reading as Reads
    from assistant.model.router import Router
    from assistant.model.turn import Aid
    from mcp_servers.connectors import Connectors

    border = Border(Confidential(desk.records), desk.records)
    controls = limited(visits.purse, desk.records, desk.approvals.record)
    controls = replace(controls, boundary=border, scope=Scopes())
    async with tiers(settings) as configured:
        aid = Aid(desk.tools, desk.listing, Router(configured), controls, settings.link_hosts)
        aid.news = News(desk.ledger)
        if desk.capture.reading:
            aid.reading = Reads(Shelf(desk.capture.reading), Switches(desk.records).off)
        if settings.connectors:
            aid.connectors = Connectors(visits, visits.outside, changes(desk.approvals.record))
        yield aid


def outside(settings: Settings) -> Outside:
    """The servers of others that the operator listed; usually there are none."""
    if not settings.connectors:
        return Nobody()
    from mcp_servers.reaching import Reaching

    return Reaching(settings.connectors)


def working(visits: Visits, tools: Any, approvals: Approvals, record: Record) -> AgentsDesk:
    """What the functions' own agents work with."""
    handler, write, everybody = approvals.handler, approvals.record, record.tenants
    earned = Earned(approvals)

    async def settle(tenant: str, draft: str, trace: str) -> None:
        await earned.after(tenant, draft, now(), trace)

    return AgentsDesk(handler, visits, tools, write, settle, now, everybody)


def library(desk: Desk, record: Record) -> Any:
    """What the pages read: the same records and tools as at the desk."""
    functions = Functions(desk.tools, desk.records, desk.waiting, record.newest)
    return Library(desk.inspector, functions, desk.tenant, desk.clock, desk.capture)


def tenants(record: Upkeep) -> Callable[[str], Awaitable[Tenant]]:
    async def tenant(name: str) -> Tenant:
        profile = await record.profile(name)
        if profile is None:
            raise Refused(f"There is no business called {name}.", "unknown_tenant")
        return Tenant.of(name, profile)

    return tenant
