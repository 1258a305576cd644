"""Being told: what is to be said to whom now, claimed so that no two processes say it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from assistant.cases import Cases
from assistant.records import Records, Tenant
from assistant.standing_in import away as span_of
from domain.analysis.notices import ASKING, Case, Lender, Listener, Notice, may_sign, notices
from domain.analysis.telling import HOUR, Lately, Mark, Telling, tellings
from domain.governance.absence import Away
from domain.governance.absences import AbsenceRow, absences
from domain.governance.channel_routes import ChannelRouteRow, channel_routes
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.governance.member import MemberRow, members
from domain.governance.wish import Wishes
from domain.governance.wishes import WishRow, wishes
from domain.kernel import among
from guardrails.delegation import Person, lent

if TYPE_CHECKING:
    from assistant.desk import Desk

PEOPLE, SPANS, ROUTES = 2_000, 500, 200
YESTERDAY = timedelta(hours=26)
KEPT_FOR = timedelta(days=180)
"""What was told longer ago is about drafts that nobody can still be told of."""


class Kept(Protocol):
    """One mark of what was told."""

    @property
    def recipient(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def way(self) -> str: ...
    @property
    def told_at(self) -> datetime: ...
    @property
    def mark(self) -> Mark: ...

    def counts(self, now: datetime) -> bool: ...


class Told(Protocol):
    """The marks of what was told, which the store keeps."""

    async def claim(
        self, tenant: str, marks: Sequence[Mark], way: str, now: datetime
    ) -> list[Mark]: ...

    async def sent(self, tenant: str, marks: Sequence[Mark]) -> None: ...

    async def release(self, tenant: str, marks: Sequence[Mark]) -> None: ...

    async def about(self, tenant: str, drafts: Sequence[str]) -> Sequence[Kept]: ...

    async def since(self, tenant: str, moment: datetime) -> Sequence[Kept]: ...

    async def tidy(self, tenant: str, before: datetime) -> int: ...


@dataclass(frozen=True)
class BeingTold:
    """Reads the record at each look; nothing is kept of what is held for later."""

    records: Callable[[str], Records]
    tenant: Callable[[str], Awaitable[Tenant]]
    told: Told
    clock: Callable[[], datetime]
    cases: Cases

    async def due(self, name: str, closed: frozenset[str] = frozenset()) -> list[Telling]:
        """What leaves now; channels that are closed to us count as if there were no route."""
        now, tenant = self.clock(), await self.tenant(name)
        cases = await self.cases.of(name, now)
        records = self.records(name)
        people = await listeners(records, tenant, now)
        routes = await routes_of(records, closed)
        since = await self.told.since(name, now - YESTERDAY)
        lately = [each for each in since if each.counts(now)]
        before = await self.told.about(name, [case.row.draft for case in cases])
        kept = [each for each in (*lately, *before) if each.counts(now)]
        return list(
            tellings(
                notices(cases, people, routes, tenant.local(now)),
                people,
                frozenset(each.mark for each in kept),
                left_lately(lately, now),
                needing(cases, people),
                tenant.local(now),
                frozenset(each.mark for each in kept if each.way == "channel"),
            )
        )

    async def local(self, name: str) -> datetime:
        """What the clock of the business shows."""
        return (await self.tenant(name)).local(self.clock())

    async def claim(self, name: str, telling: Telling) -> bool:
        """Whether it is the caller's to tell: of two processes that want to, one may."""
        asked = set(telling.marks)
        mine = await self.told.claim(name, telling.marks, telling.way, self.clock())
        if asked == set(mine):
            return True
        await self.told.release(name, mine)
        return False

    async def standing(self, name: str, telling: Telling) -> Telling | None:
        """What of it is still so: what was decided while others were told is not told any more."""
        named = sorted({notice.draft for notice in telling.notices})
        if not named:
            return telling
        asked = drafts.where(among(DraftRow.draft, named), limit=len(named), counted=False)
        rows = {row.draft: row for row in (await self.records(name).rows(asked)).rows}
        left = tuple(each for each in telling.notices if still_so(each, rows.get(each.draft)))
        if not left and telling.way != "digest":
            return None
        return replace(telling, notices=left)

    async def done(self, name: str, telling: Telling) -> None:
        await self.told.sent(name, telling.marks)

    async def back(self, name: str, telling: Telling) -> None:
        """It did not leave."""
        await self.told.release(name, telling.marks)

    async def tidy(self, name: str) -> int:
        return await self.told.tidy(name, self.clock() - KEPT_FOR)


def being_told(desk: "Desk", told: Told) -> BeingTold:
    """With the same record and the same clock as the desk."""
    return BeingTold(desk.records, desk.tenant, told, desk.clock, Cases(desk.records))


async def listeners(records: Records, tenant: Tenant, now: datetime) -> list[Listener]:
    """Those who work here, as they are today: with their wishes, and with what is lent to them."""
    row: Any = AbsenceRow
    today = tenant.today(now)
    found, gone, wished = await records.many(
        [
            members.where(order_by=(MemberRow.user,), limit=PEOPLE, counted=False),
            absences.where(row.first <= today, row.last >= today, limit=SPANS, counted=False),
            wishes.where(limit=PEOPLE, counted=False),
        ]
    )
    own: Mapping[str, WishRow] = {each.user: each for each in wished.rows}
    spans = [span_of(each) for each in gone.rows]
    everybody = [Person(each.user, each.roles, each.disabled) for each in found.rows]
    return [
        listener(each, own.get(each.user), spans, everybody, tenant, now)
        for each in found.rows
        if not (each.disabled or each.customer)
    ]


def listener(
    row: MemberRow,
    wished: WishRow | None,
    spans: Sequence[Away],
    everybody: Sequence[Person],
    tenant: Tenant,
    now: datetime,
) -> Listener:
    today = tenant.today(now)
    mine = [span for span in spans if row.user in (span.user, span.stand_in)]
    return Listener(
        user=row.user,
        roles=frozenset(row.roles),
        wishes=wished.wishes if wished else Wishes(),
        away=any(span.user == row.user and span.covers(today) for span in mine),
        stands_in=tuple(
            Lender(each.user, frozenset(each.roles))
            for each in (lent(row.user, spans, everybody, today) if mine else ())
        ),
    )


async def routes_of(records: Records, closed: frozenset[str]) -> dict[str, str]:
    asked = channel_routes.where(limit=ROUTES, counted=False)
    page = await records.rows(asked)
    found: Iterable[ChannelRouteRow] = page.rows
    return {each.function: each.channel for each in found if each.channel not in closed}


def left_lately(kept: Iterable[Kept], now: datetime) -> dict[str, Lately]:
    """How many messages left for each in the last hour, whatever was in them."""
    alone: dict[str, set[str]] = {}
    together: dict[str, int] = {}
    for each in kept:
        if each.told_at > now - HOUR and each.way == "alone":
            alone.setdefault(each.recipient, set()).add(each.about)
        if each.told_at > now - HOUR and each.way == "together" and not each.about:
            together[each.recipient] = together.get(each.recipient, 0) + 1
    return {
        user: Lately(len(alone.get(user, ())), together.get(user, 0))
        for user in {*alone, *together}
    }


def needing(cases: Sequence[Case], people: Sequence[Listener]) -> dict[str, int]:
    return {who.user: sum(case.open and may_sign(who, case) for case in cases) for who in people}


def still_so(notice: Notice, row: DraftRow | None) -> bool:
    if row is None:
        return False
    if notice.kind not in ASKING:
        return row.status == notice.kind
    same = row.status in OPEN and notice.state.endswith(f".{row.version}")
    return same and notice.seen_by not in row.signers
