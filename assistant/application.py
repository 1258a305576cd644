"""The application: what is served at which address, and what lives as long as it does."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse

from assistant.accounts import demo_password
from assistant.chatroom import ChatRoom, Corridor
from assistant.earned import Earned
from assistant.records import Tenant
from assistant.rungs import Rungs
from assistant.settings import DEMO, Settings
from assistant.surfaces import api, measures
from assistant.surfaces.admission import Admission
from assistant.surfaces.chat.shell import PATH, ChatSettings, Link
from assistant.surfaces.limits import Limits
from assistant.surfaces.office import House, error
from assistant.surfaces.pages import site as pages
from mcp_servers.http import entrance

if TYPE_CHECKING:
    from assistant.surfaces.slack.room import Room

Work = Callable[[], Awaitable[None]]
log = logging.getLogger(__name__)

EVENTS = "/slack/events"
AGENTS = 300  # Seconds between two looks at whether the agents have looked at everything today.
LAPSING = 3600  # Seconds between two looks at what is no longer earned; no act waits for it.
EXPIRING = 60  # Seconds between two looks at the drafts whose time has come.
LINKS = (
    Link("By function", "/pages/queue"),
    Link("Functions", "/pages/functions"),
    Link("Traces", "/pages/traces"),
)
FOLLOWING = 1  # Second between two looks at what other processes have recorded.
ANCHORING = 3600  # Seconds between two anchors; what was forged before the next is not held.
POSTING = 15  # Seconds between two looks at what waits to leave and at what is due again.
RETAINING = 86_400  # Seconds between two looks at what has been kept long enough.


@dataclass(frozen=True)
class Application:
    """What is served, and the room that is still to be opened when serving has begun."""

    app: FastAPI
    room: ChatRoom


def application(house: House, database_url: str, down: type[Exception]) -> Application:
    """Everything at its address; the house stays open longer than this."""
    settings = house.settings
    doors = entrance(house.visits, house.owner, settings.hosts)
    room = ChatRoom(house.office, chat_settings(settings, database_url))

    slack = slack_room(house, room, down)

    @asynccontextmanager
    async def open_doors(_: FastAPI) -> AsyncIterator[None]:
        async with doors.open(), kept(house, down, slack), opened(slack):
            yield
        await room.close()

    app = FastAPI(
        title="Countersign",
        lifespan=open_doors,
        openapi_url=f"{api.PATH}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.add_api_route("/", lambda: RedirectResponse(PATH), include_in_schema=False)
    for address in ("/health", f"{api.PATH}/health"):
        app.add_api_route(address, health(house, down))
    app.add_api_route(measures.PATH, measures.page(settings, house.upkeep), include_in_schema=False)
    admission = Admission(house.accounts, room.identify, settings.origins)
    api.install(app, house.office, admission, down)
    linking = house.linking if settings.slack else None
    told = (house.office, house.library, admission, down, linking, settings.slack_tenant)
    app.mount(pages.PATH, pages.site(*told))
    if slack is not None and settings.slack_signing_secret:
        app.add_api_route(EVENTS, slack.door.handle, methods=["POST"], include_in_schema=False)
    mcp: Any = doors
    app.mount("/mcp", mcp)
    app.add_middleware(Limits)
    app.add_middleware(Corridor, room=room)
    return Application(app, room)


def slack_room(house: House, room: ChatRoom, down: type[Exception]) -> "Room | None":
    """Slack's surface, where it is configured; its libraries are imported then only."""
    if not house.settings.slack or house.slack is None:
        return None
    from assistant.surfaces.slack.room import Making

    return Making(house, house.slack, room, house.upkeep.enter, (down,)).made()


@asynccontextmanager
async def opened(slack: "Room | None") -> AsyncIterator[None]:
    async with AsyncExitStack() as doors:
        if slack is not None:
            await doors.enter_async_context(slack.open())
        yield


def chat_settings(settings: Settings, database_url: str) -> ChatSettings:
    hint = f"{DEMO.capitalize()}, invented: owner, {demo_password('owner')}"
    return ChatSettings(
        home=settings.home,
        database_url=database_url,
        origins=settings.origins,
        links=LINKS,
        sign_in_hint=hint if settings.private else "",
    )


def health(house: House, down: type[Exception]) -> Callable[[], Awaitable[Response]]:
    async def health() -> Response:
        """Whether the database answers."""
        try:
            await house.upkeep.tenants()
        except down as problem:
            return api.answer(error("unavailable", str(problem)), 503)
        return api.answer({"status": "ok"})

    return health


@asynccontextmanager
async def kept(
    house: House, down: type[Exception], slack: "Room | None" = None
) -> AsyncIterator[None]:
    """The chores of a running house."""
    work = [*chores(house), *(slack.chores if slack else ())]
    tasks = [asyncio.create_task(keep(every, each, down)) for every, each in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def chores(house: House) -> list[tuple[float, Work]]:
    """What is done again and again, and the seconds between two times."""
    found: list[tuple[float, Work]] = [
        (EXPIRING, lambda: expire(house)),
        (LAPSING, lambda: lapse(house)),
        (FOLLOWING, house.following.look),
        (0, house.following.look_when_woken),
        (ANCHORING, lambda: anchor(house)),
    ]
    if house.settings.agents:
        house.agents.asleep = False
        found.append((AGENTS, house.agents.daily))
    if house.outbox:
        found.append((POSTING, house.outbox.look))
        found.append((0, house.outbox.look_when_woken))
    if house.carriage:
        found.append((POSTING, house.carriage.look))
        found.append((0, house.carriage.look_when_woken))
    if house.settings.retention:
        found.append((RETAINING, lambda: retain(house)))
    return found


async def keep(every: float, work: Work, down: type[Exception]) -> None:
    """Do something again and again; a database that is away is complained about once."""
    away = False
    while True:
        try:
            await work()
            away = False
        except down as problem:
            if not away:
                log.warning("The house waits for its database: %s", problem)
            away = True
        await asyncio.sleep(every)


async def anchor(house: House) -> None:
    """Write outside the database how far each business has come."""
    await house.upkeep.anchor()


async def retain(house: House) -> None:
    """Delete what each business has kept long enough."""
    for tenant in await house.upkeep.tenants():
        await house.privacy.retain(tenant, token_hex(8))


async def expire(house: House) -> None:
    """Close the drafts whose time has come, and escalate those that have waited too long."""
    for tenant in await house.upkeep.tenants():
        await house.approvals.expire(tenant, datetime.now(UTC))
        await house.approvals.escalate(tenant, datetime.now(UTC))


async def lapse(house: House) -> None:
    """End what is no longer earned; what is earned anew is proposed, where agents are at work."""
    earned, now = Earned(house.approvals), datetime.now(UTC)
    rungs = Rungs(house.approvals, house.tools)
    for name in await house.upkeep.tenants():
        tenant = Tenant.of(name, await house.upkeep.profile(name) or {})
        await earned.review(tenant, now)
        if house.settings.agents:
            await rungs.review(tenant, now)
