"""Waiting: what needs a person now, read from the drafts and from what the business lacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.queue import cost, queue_view
from assistant.records import Records, Tenant
from assistant.shortfalls import reads, shortfalls
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import among
from guardrails.caller import Caller

AT_MOST = 200
PASSED_SINCE = timedelta(days=1)
NOBODY = "-"  # The account of somebody from outside who has none yet: no draft is its own.


@dataclass(frozen=True)
class Waiting:
    """The queue of one person: what they may sign first, then what waits for others."""

    records: Callable[[str], Records]

    async def open(self, caller: Caller) -> list[DraftRow]:
        """The open drafts of the functions this person may read."""
        records = self.records(caller.tenant)
        authority, *_ = await records.authority()
        mine = not caller.outside or DraftRow.customer == (caller.customer or NOBODY)
        asked = drafts.where(among(DraftRow.status, OPEN), mine, limit=AT_MOST)
        found = await records.rows(asked)
        if caller.outside:
            return list(found.rows)
        return [row for row in found.rows if reads(authority, caller, row.function)]

    async def mine(self, caller: Caller, now: datetime, tenant: Tenant) -> list[DraftRow]:
        """What this person may sign, what costs most to wait first."""
        found = await self.signable(caller, await self.open(caller))
        return sorted(found, key=lambda row: cost(row, tenant, tenant.local(now)))

    async def signable(self, caller: Caller, rows: Sequence[DraftRow]) -> list[DraftRow]:
        """Those of the drafts that wait for this person, and not for a second one after them."""
        records, found = self.records(caller.tenant), []
        for row in rows:
            given = (await records.draft(row.draft)).signatures if row.signed else ()
            if signable(caller, row) and caller.user not in {sign.signer for sign in given}:
                found.append(row)
        return found

    async def view(self, caller: Caller, now: datetime, tenant: Tenant) -> dict[str, Any]:
        records = self.records(caller.tenant)
        rows = await self.open(caller)
        mine = {row.draft for row in await self.signable(caller, rows)}
        since = drafts.where(
            DraftRow.status == "signed",
            DraftRow.closed_at >= now - PASSED_SINCE,  # type: ignore[operator]
            not caller.outside or DraftRow.customer == (caller.customer or NOBODY),
            limit=1,
        )
        passed = (await records.rows(since)).total
        authority, *_ = await records.authority()
        lacking = await shortfalls(records, caller, authority, tenant.today(now))
        return queue_view(rows, mine, lacking, caller, tenant, tenant.local(now), passed)


def signable(caller: Caller, row: DraftRow) -> bool:
    """Whether it waits for this person; the gate judges again when they sign."""
    barred = row.independent and bool({*caller.hands} & {*row.hands})
    return bool({*caller.roles} & {*row.may_sign}) and not barred
