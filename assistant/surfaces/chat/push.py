"""The hub: when a draft changes, every open card and queue that shows it changes too."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chainlit.context import init_ws_context
from chainlit.session import WebsocketSession

from assistant.surfaces.chat.passes import of_session
from assistant.surfaces.chat.payload import listed
from assistant.surfaces.front import Caller, Front

log = logging.getLogger(__name__)
Element = dict[str, Any]
Place = tuple[str, str]
PAUSE = 0.2  # Seconds; a list is read again after the card that made it longer is on the screen.


@dataclass
class Hub:
    """Which session shows which draft; lost on a restart and filled again on resume."""

    front: Front
    shown: dict[str, dict[Place, Element]] = field(default_factory=lambda: defaultdict(dict))
    lists: dict[Place, Element] = field(default_factory=dict)
    """Queues, and tables of several drafts."""
    pause: float = PAUSE
    acting: dict[str, str] = field(default_factory=dict)
    exits: dict[str, Callable[[], None]] = field(default_factory=dict)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    due: set[str] = field(default_factory=set)
    turns: dict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    def watch(self, caller: Caller) -> None:
        """Listen to a business from the first card on that somebody of it sees."""
        if caller.tenant in self.exits:
            return
        loop = asyncio.get_running_loop()

        def committed(draft_id: str) -> None:
            loop.call_soon_threadsafe(self.spread, caller.tenant, draft_id)

        self.exits[caller.tenant] = self.front.subscribe(caller.tenant, committed)

    def spread(self, tenant: str, draft_id: str) -> None:
        self.start(self.publish(tenant, draft_id))
        if tenant not in self.due:
            # However many commits come at once, a list is read again once for all of them.
            self.due.add(tenant)
            self.start(self.refresh(tenant))

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.finished)
        return task

    def finished(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("an update of the open cards failed", exc_info=error)

    def show(self, caller: Caller, session_id: str, draft_id: str, card: Element) -> None:
        self.watch(caller)
        self.shown[key(caller.tenant, draft_id)][(session_id, card["id"])] = card

    def show_list(self, caller: Caller, session_id: str, shown: Element) -> None:
        self.watch(caller)
        self.lists[(session_id, shown["id"])] = shown

    @contextmanager
    def click(self, caller: Caller, session_id: str, draft_id: str) -> Iterator[None]:
        """While somebody decides, the note about it goes to everybody else."""
        address = key(caller.tenant, draft_id)
        self.acting[address] = session_id
        try:
            yield
        finally:
            self.acting.pop(address, None)

    async def publish(self, tenant: str, draft_id: str) -> None:
        """Each person gets the draft as they may see it, and only if it reads differently."""
        address = key(tenant, draft_id)
        if address in self.shown:
            async with self.turns[address]:  # a slow older reading must not follow a newer one
                await self.spread_card(tenant, draft_id, self.shown[address])
        if not self.shown.get(address):
            self.shown.pop(address, None)
            self.turns.pop(address, None)

    async def spread_card(self, tenant: str, draft_id: str, places: dict[Place, Element]) -> None:
        actor = self.acting.get(key(tenant, draft_id))
        seen: dict[str, Any] = {}
        for place, element in list(places.items()):
            session, caller = await self.visitor(place)
            if session is None or caller is None:
                places.pop(place, None)
                continue
            if caller.user not in seen:
                seen[caller.user] = await self.front.card(caller, draft_id)
            await self.update(session, element, seen[caller.user], session.id != actor)

    async def update(
        self, session: WebsocketSession, element: Element, card: Any, tell: bool
    ) -> None:
        if card is None or card == element["props"]:
            return
        moved = card["status_word"] != element["props"].get("status_word")
        await self.renew(session, element, card)
        if tell and moved:
            note = f"{card['id']} · {card['title']}: {card['status_word']}"
            await emit(session, "toast", {"message": note, "type": "info"})

    async def refresh(self, tenant: str) -> None:
        await asyncio.sleep(self.pause)
        self.due.discard(tenant)
        seen: dict[tuple[str, ...], Any] = {}
        for place, element in list(self.lists.items()):
            session, caller = await self.visitor(place)
            if session is None or caller is None:
                self.lists.pop(place, None)
            elif caller.tenant == tenant:
                what = (caller.user, *listed(element["props"]))
                if what not in seen:
                    seen[what] = await self.reread(caller, element)
                if seen[what] != element["props"]:
                    await self.renew(session, element, seen[what])

    async def reread(self, caller: Caller, element: Element) -> Any:
        if drafts := listed(element["props"]):
            return await self.front.batch(caller, drafts)
        return dict(await self.front.queue(caller))

    async def catch_up(self, session: WebsocketSession) -> None:
        """What was sent while the line was broken did not arrive: send it all again."""
        caller = await of_session(self.front, session)
        if caller is None:
            return
        for address, places in list(self.shown.items()):
            for place, element in list(places.items()):
                if place[0] == session.id:
                    card = await self.front.card(caller, address.partition("/")[2])
                    await self.renew(session, element, card)
        for place, element in list(self.lists.items()):
            if place[0] == session.id:
                await self.renew(session, element, await self.reread(caller, element))

    async def renew(self, session: WebsocketSession, element: Element, props: Any) -> None:
        if props is not None:
            element["props"] = props
            await emit(session, "element", element)

    async def visitor(self, place: Place) -> tuple[WebsocketSession | None, Caller | None]:
        session = WebsocketSession.get_by_id(place[0])
        return session, None if session is None else await of_session(self.front, session)

    def in_session(
        self, session: WebsocketSession, work: Callable[[], Coroutine[Any, Any, None]]
    ) -> asyncio.Task[None]:
        """A new message in somebody else's chat: always in a task of its own, so that
        their session does not leak into the caller's."""

        async def inside() -> None:
            init_ws_context(session)
            await work()

        return self.start(inside())

    async def close(self) -> None:
        for leave in self.exits.values():
            leave()
        self.exits.clear()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def key(tenant: str, draft_id: str) -> str:
    return f"{tenant}/{draft_id}"


async def emit(session: WebsocketSession, event: str, data: Element) -> None:
    sent: Any = session.emit(event, data)
    await sent
