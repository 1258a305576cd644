"""Grants: one row for each signed grant that stands; beneath them lie the shipped defaults."""

from datetime import datetime
from decimal import Decimal

from domain.governance.authority import AuthorityGranted, AuthorityRestored, Grant, grant_of
from domain.kernel import Fact, Internal, Projection, Public, Row


class GrantRow(Row):
    role: Public[str]
    function: Public[str]
    action: Public[str]
    rung: Public[int]
    limit: Internal[Decimal | None]
    since: Public[datetime | None]
    draft: Public[str]


def row_of(grant: Grant) -> GrantRow:
    fields = grant.model_dump(exclude={"rung"})
    return GrantRow(**fields, rung=int(grant.rung), since=None, draft="")


def touches(fact: Fact) -> list[GrantRow]:
    match fact.event:
        case AuthorityGranted() as granted:
            return [row_of(grant_of(granted))]
        case AuthorityRestored(grant=grant):
            return [row_of(grant)]
        case _:
            return []


def project(row: GrantRow, fact: Fact) -> GrantRow | None:
    told = {"since": fact.recorded_at, "draft": fact.cause.draft}
    match fact.event:
        case AuthorityGranted() as granted:
            return row_of(grant_of(granted)).model_copy(update=told)
        case AuthorityRestored(earlier=None):
            return None
        case AuthorityRestored(earlier=Grant() as earlier):
            return row_of(earlier).model_copy(update=told)
        case _:
            return row


grants = Projection(
    name="grants",
    row=GrantRow,
    key=(GrantRow.role, GrantRow.function, GrantRow.action),
    of=(AuthorityGranted, AuthorityRestored),
    touches=touches,
    project=project,
)
