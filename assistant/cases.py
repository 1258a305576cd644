"""Cases: open drafts and those just decided, with all that decides who is to know of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assistant import open_drafts
from assistant.approvals import lendable
from assistant.records import Records
from domain.analysis.notices import KNOWN_FOR, Case
from domain.governance.drafts import DraftRow, drafts
from domain.governance.proposal import Proposal
from domain.kernel import Query, Refused, falling

DECIDED = ("signed", "rejected", "undone", "expired")
LATELY = 200
"""Of each way to end the newest so many are looked at."""
REHEARSED = 10
"""At one look so many drafts are rehearsed anew, those first that were not for longest."""
REHEARSED_EVERY = timedelta(minutes=10)


@dataclass
class Known:
    """What does not change of one version of a draft, and when it was last rehearsed."""

    lendable: bool
    apart: frozenset[str]
    digest: str
    since: datetime
    drifted: bool = False


@dataclass
class Cases:
    """Reads what a row does not say once for each version."""

    records: Callable[[str], Records]
    known: dict[tuple[str, str, int], Known] = field(default_factory=dict)

    async def of(self, tenant: str, now: datetime) -> list[Case]:
        """All that somebody may have to know of."""
        records = self.records(tenant)
        opened = open_drafts.asking()
        pages = await records.many([*opened, *map(lambda s: decided(s, now), DECIDED)])
        waiting = open_drafts.together(pages[: len(opened)])
        await self.learn(tenant, records, waiting, now)
        await self.rehearse(tenant, records, waiting, now)
        closed = [row for page in pages[len(opened) :] for row in page.rows]
        return [
            *(self.case(tenant, row) for row in waiting),
            *[Case(row, deciders=await deciders(records, row)) for row in closed],
        ]

    def case(self, tenant: str, row: DraftRow) -> Case:
        known = self.known[tenant, row.draft, row.version]
        return Case(row, known.lendable, known.apart, known.drifted)

    async def learn(
        self, tenant: str, records: Records, rows: Sequence[DraftRow], now: datetime
    ) -> None:
        """Read each version that is new, and forget what is no longer open."""
        keys = {(tenant, row.draft, row.version): row for row in rows}
        gone = [key for key in self.known if key[0] == tenant and key not in keys]
        for key in gone:
            del self.known[key]
        for key, row in keys.items():
            if key not in self.known:
                proposal = (await records.draft(row.draft)).proposal
                self.known[key] = known_of(proposal, now)

    async def rehearse(
        self, tenant: str, records: Records, rows: Sequence[DraftRow], now: datetime
    ) -> None:
        """See of a few drafts whether they would come out otherwise by now."""
        mine = {(tenant, row.draft, row.version) for row in rows}
        old = [(known.since, key) for key, known in self.known.items() if key in mine]
        due = sorted(each for each in old if now - each[0] >= REHEARSED_EVERY)
        for _, key in due[:REHEARSED]:
            known = self.known[key]
            known.drifted = await drifted(records, key[1], known.digest)
            known.since = now


def known_of(proposal: Proposal | None, now: datetime) -> Known:
    if proposal is None:
        return Known(False, frozenset(), "", now)
    return Known(lendable(proposal), proposal.apart, proposal.digest, now)


async def drifted(records: Records, draft: str, digest: str) -> bool:
    """What today's rules refuse is no longer what was drafted, either."""
    try:
        return (await records.card(draft)).digest != digest
    except Refused:
        return True


def decided(status: str, now: datetime) -> Query[DraftRow]:
    row: Any = DraftRow
    return drafts.where(
        row.status == status,
        row.closed_at >= now - KNOWN_FOR,
        row.occasion == "",
        order_by=(falling(row.closed_at),),
        limit=LATELY,
        counted=False,
    )


async def deciders(records: Records, row: DraftRow) -> frozenset[str]:
    """Whose decision it was: of what was undone, theirs who signed that it be."""
    if row.status == "undone":
        reversal = await records.draft_row(row.closed_by)
        return frozenset() if reversal is None else hands_in(reversal)
    return hands_in(row)


def hands_in(row: DraftRow) -> frozenset[str]:
    return frozenset({*row.closed_by.split(" and "), *row.signers})
