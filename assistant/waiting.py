"""Waiting: what needs a person now, read from the drafts and from what the business lacks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.approvals import Approvals
from assistant.queue import queue_view
from assistant.records import Records, Tenant
from assistant.shortfalls import shortfalls
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import among
from guardrails.call import Denied
from guardrails.caller import Caller

OPEN = ("waiting", "partly_signed")
AT_MOST = 200
PASSED_SINCE = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """The queue of one person: what they may sign first, then what waits for others."""

    records: Callable[[str], Records]
    approvals: Approvals

    async def open(self, caller: Caller) -> list[DraftRow]:
        """The open drafts of the functions this person may read."""
        asked = drafts.where(among(DraftRow.status, OPEN), limit=AT_MOST)
        found = await self.records(caller.tenant).rows(asked)
        return [row for row in found.rows if await self.readable(caller, row)]

    async def readable(self, caller: Caller, row: DraftRow) -> bool:
        return not isinstance(await self.approvals.may_read(caller, row.draft), Denied)

    async def signable(self, caller: Caller, row: DraftRow) -> bool:
        return not isinstance(await self.approvals.may_sign(caller, row.draft), Denied)

    async def view(self, caller: Caller, now: datetime, tenant: Tenant) -> dict[str, Any]:
        records = self.records(caller.tenant)
        rows = await self.open(caller)
        mine = {row.draft for row in rows if await self.signable(caller, row)}
        since = drafts.where(DraftRow.status == "signed", DraftRow.closed_at >= now - PASSED_SINCE)
        passed = (await records.rows(since.but(limit=1))).total
        lacking = await shortfalls(records, caller, await records.authority(), tenant.today(now))
        return queue_view(rows, mine, lacking, caller, tenant, tenant.local(now), passed)
