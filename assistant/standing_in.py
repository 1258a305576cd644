"""Standing in: for whom a person decides today, read from the record at the moment of the act."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from domain.governance.absence import Away
from domain.governance.absences import AbsenceRow, absences
from domain.governance.member import MemberRow, members
from domain.kernel import Page, Query, among
from guardrails.caller import Caller
from guardrails.delegation import Person, StandIn, lent

AT_MOST = 50


class Asked(Protocol):
    async def many(self, queries: Sequence[Query[Any]]) -> list[Page[Any]]: ...


def asking(caller: Caller, today: date) -> tuple[Query[Any], Query[Any]]:
    """Who is away and has this person standing in, and whether this person is away."""
    row: Any = AbsenceRow
    now = (row.first <= today, row.last >= today)
    return (
        absences.where(row.stand_in == caller.user, *now, limit=AT_MOST, counted=False),
        absences.where(row.user == caller.user, *now, limit=AT_MOST, counted=False),
    )


async def standing_in(records: Asked, caller: Caller, today: date) -> tuple[StandIn, ...]:
    return await lenders(records, caller, today, await records.many(asking(caller, today)))


async def lenders(
    records: Asked, caller: Caller, today: date, found: Sequence[Page[AbsenceRow]]
) -> tuple[StandIn, ...]:
    """The same where the first questions were asked along with others."""
    rows = [row for page in found for row in page.rows]
    theirs = sorted({row.user for row in rows if row.user != caller.user})
    if not theirs or caller.agent or caller.outside:
        return ()
    asked = members.where(among(MemberRow.user, theirs), limit=AT_MOST, counted=False)
    [page] = await records.many([asked])
    people = [Person(row.user, row.roles, row.disabled) for row in page.rows]
    return lent(caller.user, map(away, rows), people, today)


def away(row: AbsenceRow) -> Away:
    return Away(**row.model_dump(include=set(Away.model_fields)))
