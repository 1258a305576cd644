"""The runner: agents work when something was recorded that they read, and once a day."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from secrets import token_hex

from assistant.agents.advice import Advice, Counsel
from assistant.agents.desk import Desk
from assistant.agents.endings import hurry
from assistant.agents.shift import Report, Shift
from domain.agents.agent import Agent
from domain.agents.roster import AGENTS
from domain.kernel import Fact, function_of

log = logging.getLogger(__name__)
NEWS = timedelta(hours=1)
"""What is older, as after an import or a restart, wakes nobody: the daily look finds it."""


@dataclass
class Runner:
    """Every agent of every business, one shift after another; what it keeps, it could forget."""

    desk: Desk
    advice: Advice | None = None
    """A model for words and hints; without one agents work all the same."""
    agents: Sequence[Agent] = AGENTS
    asleep: bool = False
    """Whether what is recorded wakes nobody yet: a business that is just being made is no news."""
    tried: dict[str, tuple[date, set[str]]] = field(default_factory=dict)
    looked: dict[str, date] = field(default_factory=dict)
    at_work: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def heard(self, tenant: str, facts: Sequence[Fact]) -> None:
        """Work where something happened; the record may be heard of more than once."""
        if self.asleep:
            return
        since = self.desk.clock() - NEWS
        news = [fact for fact in facts if fact.recorded_at is None or fact.recorded_at > since]
        woken = frozenset(function_of(type(fact.event)) for fact in news)
        if woken - {"governance"}:
            await self.run(tenant, woken)

    async def daily(self) -> None:
        """Look at everything of every business once a day, and at what takes too long to answer."""
        for tenant in await self.desk.tenants():
            await hurry(self.desk, tenant)
            today = self.desk.clock().date()
            if self.looked.get(tenant) != today:
                await self.run(tenant)
                self.looked[tenant] = today

    async def run(self, tenant: str, woken: frozenset[str] | None = None) -> list[Report]:
        """One shift of each agent: of those that read the woken functions, or of all."""
        async with self.at_work.setdefault(tenant, asyncio.Lock()):
            shifts = [await self.shift(tenant, agent, woken) for agent in self.agents]
            return [report for report in shifts if report is not None]

    async def shift(self, tenant: str, agent: Agent, woken: frozenset[str] | None) -> Report | None:
        if woken is not None and not any(woken & {*rule.reads} for rule in agent.rules):
            return None
        caller = await self.desk.caller(tenant, agent)
        if caller is None:
            return None
        trace, tried = token_hex(16), self.refused_today(tenant)
        try:
            counsel = Counsel(caller, trace, self.advice)
            return await Shift(self.desk, agent, caller, trace, counsel, tried).work(woken)
        except self.desk.visits.unavailable:
            raise
        except Exception:  # A fault in one agent keeps none of the others from working.
            log.exception("%s of %s gave up in trace %s.", agent.name, tenant, trace)
            return Report(agent.name, trace, rests=f"it gave up; the log says why under {trace}")

    def refused_today(self, tenant: str) -> set[str]:
        today = self.desk.clock().date()
        day, found = self.tried.get(tenant, (today, set()))
        if day != today:
            found = set()
        self.tried[tenant] = (today, found)
        return found
