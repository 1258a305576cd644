"""Homes: the lists of people who have opened their page in Slack, kept as they are now."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps
from typing import Any

from assistant.surfaces.front import Caller, Front, QueueView
from assistant.surfaces.slack.sending import Sending
from assistant.surfaces.slack.trouble import AGAIN, Trouble
from assistant.surfaces.slack.wire import Account

log = logging.getLogger(__name__)
RenderHome = Callable[[QueueView, Caller], dict[str, Any]]
PAUSE = 5.0  # Seconds; however much is decided in them, a page is written once.
OPEN_FOR = 3600.0  # Slack does not say when a page is closed; it says when it is opened again.


@dataclass
class Home:
    """A page that somebody has opened, and what it shows."""

    user: str
    opened: float
    written: float = float("-inf")
    shown: str = ""
    due: bool = True


@dataclass
class Homes:
    """Not remembered over a restart: a page is written whenever it is opened."""

    front: Front
    sending: Sending
    tenant: str
    render: RenderHome
    timer: Callable[[], float]
    open: dict[Account, Home] = field(default_factory=dict)

    async def opened(self, caller: Caller, account: Account) -> None:
        """Write the page at once for who has opened it; raises Trouble where that is refused."""
        home = self.open[account] = Home(caller.user, self.timer())
        await self.write(account, home, caller, urgent=True)

    def heard(self) -> None:
        for home in self.open.values():
            home.due = True

    async def look(self) -> float | None:
        """Write what is due; answers in how many seconds the next page may be, if there is one."""
        now, rests = self.timer(), list[float]()
        for account, home in list(self.open.items()):
            if now > home.opened + OPEN_FOR:
                self.open.pop(account, None)
            elif home.due and home.written + PAUSE > now:
                rests.append(home.written + PAUSE - now)
            elif home.due and not await self.again(account, home):
                rests.append(PAUSE)
        return min(rests, default=None)

    async def again(self, account: Account, home: Home) -> bool:
        """Written as its owner may see it now; False where there was no room for it."""
        caller = await self.front.caller(self.tenant, home.user)
        if caller is None:
            self.open.pop(account, None)
            return True
        try:
            await self.write(account, home, caller)
        except Trouble as trouble:
            if trouble.kind in AGAIN:
                return False
            log.error("Slack does not take the page of %s: %s.", home.user, trouble.code)
            self.open.pop(account, None)
        return True

    async def write(
        self, account: Account, home: Home, caller: Caller, urgent: bool = False
    ) -> None:
        home.due = False  # Whatever is heard from here on is not in what is read now.
        try:
            view = self.render(await self.front.queue(caller), caller)
            shown = sha256(dumps(view, sort_keys=True).encode()).hexdigest()
            if shown != home.shown or urgent:
                await self.sending.publish(account.user, view, urgent)
                home.shown, home.written = shown, self.timer()
        except BaseException:
            home.due = True
            raise
