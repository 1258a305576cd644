"""Wishes: one row for each member who said when to be left in peace or when the digest comes."""

from datetime import datetime, time

from domain.governance.wish import (
    Digest,
    DigestWished,
    Own,
    Quiet,
    QuietWished,
    SinglesWished,
    Wishes,
    WishEvent,
)
from domain.kernel import Fact, Personal, Projection, Public, Row


class WishRow(Row):
    user: Personal[str]
    quiet_from: Public[time | None] = None
    quiet_to: Public[time | None] = None
    quiet_days: Public[tuple[str, ...]] = Quiet().days
    digest_at: Public[time | None] = Digest().at
    digest_days: Public[tuple[str, ...]] = Digest().days
    singles: Public[bool] = True
    since: Public[datetime | None] = None

    @property
    def wishes(self) -> Wishes:
        quiet = {"begins": self.quiet_from, "ends": self.quiet_to, "days": self.quiet_days}
        digest = {"at": self.digest_at, "days": self.digest_days}
        return Wishes(Quiet.model_validate(quiet), Digest.model_validate(digest), self.singles)


def touches(fact: Fact) -> list[WishRow]:
    match fact.event:
        case Own(user=user):
            return [WishRow(user=user)]
        case _:
            return []


def project(row: WishRow, fact: Fact) -> WishRow | None:
    since = {"since": fact.recorded_at}
    match fact.event:
        case QuietWished(begins=begins, ends=ends, days=days):
            said = {"quiet_from": begins, "quiet_to": ends, "quiet_days": days}
            return row.model_copy(update=said | since)
        case DigestWished(at=at, days=days):
            return row.model_copy(update={"digest_at": at, "digest_days": days} | since)
        case SinglesWished(on=on):
            return row.model_copy(update={"singles": on} | since)
        case _:
            return row


wishes = Projection(
    name="wishes",
    row=WishRow,
    key=(WishRow.user,),
    of=(WishEvent,),
    touches=touches,
    project=project,
)
