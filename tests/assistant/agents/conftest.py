"""The small trade with its agents at work, and people who sign what waits."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant.agents.desk import Desk
from assistant.agents.runner import Runner
from assistant.agents.shift import Report
from assistant.approvals import Approvals
from assistant.earned import Earned
from domain.command_handler import CommandHandler
from domain.governance.consultations import ConsultationRow, consultations
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Cause, Step, among
from mcp_servers.client import Connections, connected
from tests import trade


@dataclass
class Business:
    """One business whose agents work when they are told to."""

    store: Any
    tools: Connections
    handler: CommandHandler
    approvals: Approvals
    now: datetime = trade.NOON
    runner: Runner = field(init=False)
    seen: int = 0
    """How much of the record the runner has heard of."""

    def __post_init__(self) -> None:
        self.runner = self.another()

    def another(self) -> Runner:
        """A runner that remembers nothing, as after a restart or in a second process."""
        everybody, earned = self.store.tenants, Earned(self.approvals)

        async def settle(tenant: str, draft: str, trace: str) -> None:
            await earned.after(tenant, draft, self.now, trace)

        desk = Desk(
            self.approvals.handler,
            self.tools.house,
            self.tools,
            self.approvals.record,
            settle,
            lambda: self.now,
            everybody,
        )
        return Runner(desk)

    async def work(self, *woken: str) -> dict[str, Report]:
        reports = await self.runner.run(trade.TENANT, frozenset(woken) if woken else None)
        return {report.agent: report for report in reports}

    async def follow(self) -> None:
        """Tell the runner what was recorded since it was last told, until it has nothing to add."""
        while facts := await self.store.page(trade.TENANT, self.seen):
            self.seen = facts[-1].position
            await self.runner.heard(trade.TENANT, facts)

    async def record(self, *steps: Step) -> None:
        await self.handler.record(steps, Cause(("demo",)))

    async def waiting(self, agent: str = "") -> list[DraftRow]:
        asked = drafts.where(among(DraftRow.status, OPEN), limit=500)
        rows = (await self.handler.rows(asked)).rows
        return [row for row in rows if row.agent and agent in ("", row.agent)]

    async def everything(self) -> Sequence[DraftRow]:
        return (await self.handler.rows(drafts.where(limit=500))).rows

    async def talks(self) -> list[ConsultationRow]:
        return list((await self.handler.rows(consultations.where(limit=500))).rows)

    async def sign(self, draft: str, role: str = "owner") -> None:
        card = await self.handler.card(draft)
        who, at = trade.caller(role, agent=""), trade.NOON + timedelta(minutes=1)
        answer = await self.approvals.sign(who, draft, card.version, card.digest, at, "")
        assert answer.outcome == "answered", answer.reason

    async def reject(self, draft: str, reason: str = "Not now") -> None:
        who = trade.caller("owner", agent="")
        answer = await self.approvals.reject(who, draft, 1, reason, trade.NOON, "")
        assert answer.outcome == "answered", answer.reason


@pytest.fixture
async def business() -> AsyncIterator[Business]:
    store = trade.in_memory()
    house = await trade.house_in(store)
    approvals = Approvals(house.handler, house.gate)
    async with connected(house) as tools:
        made = Business(store, tools, house.handler(trade.TENANT), approvals)
        made.seen = await store.newest(trade.TENANT)
        yield made
