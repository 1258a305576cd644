"""Waiting: what needs a person now, read from the drafts and from what the business lacks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from assistant import open_drafts, standing_in
from assistant.queue import Look, cost, queue_view
from assistant.records import Records, Tenant
from assistant.shortfalls import found_by, may_read
from domain.analysis.attention.matter import Matter
from domain.analysis.attention.sources import SOURCES
from domain.governance.attention_marks import AttentionMarkRow, attention_marks
from domain.governance.authority import Authority
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Query
from guardrails.caller import Caller
from guardrails.delegation import StandIn

AT_MOST = 200
FUNCTIONS = tuple(dict.fromkeys(source.function for source in SOURCES))
MARKS = 500
PASSED_SINCE = timedelta(days=1)
NOBODY = "-"  # The account of somebody from outside who has none yet: no draft is its own.


@dataclass(frozen=True)
class Standing:
    """As whom a person looks at what waits."""

    caller: Caller
    authority: Authority
    stands_in: tuple[StandIn, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """Their own, and those of whom they stand in for."""
        lent = (role for each in self.stands_in for role in each.roles)
        return tuple(dict.fromkeys((*self.caller.roles, *lent)))

    def reads(self, function: str) -> bool:
        held = (self.caller.roles, *(each.roles for each in self.stands_in))
        return any(may_read(self.authority, roles, function) for roles in held)

    def sees(self, row: DraftRow) -> bool:
        """Those from outside see their own account's drafts, which were asked for alone."""
        return self.caller.outside or self.reads(row.function)

    def may_sign(self, row: DraftRow) -> bool:
        """Whether it waits for this person; the gate judges again when they sign."""
        hands = {*self.caller.hands, *(each.user for each in self.stands_in)}
        if hands & {*row.signers} or (row.independent and hands & {*row.hands}):
            return False
        return bool({*self.roles} & {*row.may_sign})


@dataclass(frozen=True)
class Kept:
    """What is put off, and who looks after what."""

    put_off: frozenset[str] = frozenset()
    keepers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Everything:
    """All that waits, for one person, at one moment."""

    standing: Standing
    drafts: list[DraftRow]
    matters: list[Matter]
    kept: Kept
    passed: int


@dataclass(frozen=True)
class Waiting:
    """The queue of one person: what they may sign first, then what waits for others."""

    records: Callable[[str], Records]

    async def open(self, caller: Caller, function: str = "") -> list[DraftRow]:
        """The open drafts of the functions this person may read on their own authority."""
        records = self.records(caller.tenant)
        authority, *_ = await records.authority()
        pages = await records.many(open_drafts.asking(function, account_of(caller)))
        standing = Standing(caller, authority)
        rows = [row for row in open_drafts.together(pages) if standing.sees(row)]
        return rows[:AT_MOST]

    async def ranked(self, caller: Caller, now: datetime, tenant: Tenant) -> list[DraftRow]:
        """The open drafts that this person may see, in the order of the queue."""
        found = await self.everything(caller, now, tenant, "", with_matters=False)
        local, sign = tenant.local(now), found.standing.may_sign
        place = lambda row: (not sign(row), *cost(row, tenant, local, caller.roles))  # noqa: E731
        return sorted(found.drafts, key=place)[:AT_MOST]

    async def mine(self, caller: Caller, now: datetime, tenant: Tenant) -> list[DraftRow]:
        """What this person may sign, what costs most to wait first."""
        found = await self.everything(caller, now, tenant, "", with_matters=False)
        rows = [row for row in found.drafts if found.standing.may_sign(row)]
        return sorted(rows, key=lambda row: cost(row, tenant, tenant.local(now), caller.roles))

    async def view(
        self, caller: Caller, now: datetime, tenant: Tenant, function: str = ""
    ) -> dict[str, Any]:
        """What needs this person, over all functions or in one."""
        found = await self.everything(caller, now, tenant, function)
        mine = {row.draft for row in found.drafts if found.standing.may_sign(row)}
        shown = [m for m in found.matters if m.about not in found.kept.put_off]
        rows = [row for row in found.drafts if row.draft not in found.kept.put_off]
        look = Look(
            keepers=found.kept.keepers,
            roles=found.standing.roles,
            function=function,
            absent=tuple(each.user for each in found.standing.stands_in),
            functions=[name for name in FUNCTIONS if found.standing.reads(name)],
        )
        local = tenant.local(now)
        return queue_view(rows, mine, shown, caller, tenant, local, found.passed, look)

    async def everything(
        self,
        caller: Caller,
        now: datetime,
        tenant: Tenant,
        function: str,
        with_matters: bool = True,
    ) -> Everything:
        """Four questions to the record, however much there is."""
        records, today = self.records(caller.tenant), tenant.today(now)
        authority, *_ = await records.authority()
        questions: list[Query[Any]] = [
            *standing_in.asking(caller, today),
            *marks_of(caller, today),
            since(now, account_of(caller)),
            *open_drafts.asking(function, account_of(caller)),
        ]
        away, gone, off, keepers, passed, *pages = await records.many(questions)
        lent = await standing_in.lenders(records, caller, today, (away, gone))
        standing = Standing(caller, authority, lent)
        rows = [row for row in open_drafts.together(pages) if standing.sees(row)]

        def wanted(name: str) -> bool:
            return (
                not caller.outside and (not function or name == function) and standing.reads(name)
            )

        matters = await found_by(records, wanted, today) if with_matters else []
        return Everything(standing, rows, matters, kept(off.rows, keepers.rows), passed.total)


def beside_rows(
    found: Sequence[Mapping[str, Any] | None], rows: Sequence[DraftRow]
) -> list[dict[str, Any]]:
    """Each draft with its place in the queue, in the order of their numbers as ever."""
    both = [
        {
            **draft,
            "rank": n,
            "waits_since": row.proposed_at,
            "escalated_to": row.escalated_to,
            "escalated_at": row.escalated_at,
        }
        for n, (draft, row) in enumerate(zip(found, rows, strict=True), 1)
        if draft is not None
    ]
    return sorted(both, key=lambda draft: str(draft["id"]))


def marks_of(caller: Caller, today: date) -> tuple[Query[Any], Query[Any]]:
    row: Any = AttentionMarkRow
    return (
        attention_marks.where(
            row.user == caller.user, row.until > today, limit=MARKS, counted=False
        ),
        attention_marks.where(row.keeps == True, limit=MARKS, counted=False),  # noqa: E712
    )


def kept(off: Sequence[AttentionMarkRow], keepers: Sequence[AttentionMarkRow]) -> Kept:
    return Kept(frozenset(row.about for row in off), {row.about: row.user for row in keepers})


def account_of(caller: Caller) -> str:
    """The account whose drafts alone somebody from outside is shown; empty for the house."""
    return (caller.customer or NOBODY) if caller.outside else ""


def since(now: datetime, account: str) -> Query[Any]:
    return drafts.where(
        DraftRow.status == "signed",
        DraftRow.closed_at >= now - PASSED_SINCE,  # type: ignore[operator]
        not account or DraftRow.customer == account,
        limit=1,
    )


def signable(caller: Caller, row: DraftRow) -> bool:
    """Whether it waits for this person, on their own authority."""
    barred = row.independent and bool({*caller.hands} & {*row.hands})
    return bool({*caller.roles} & {*row.may_sign}) and not barred
