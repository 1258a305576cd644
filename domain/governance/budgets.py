"""Budgets: one row for each ceiling that was signed; the others are as they were shipped."""

from datetime import datetime

from domain.governance.budget import BudgetSet, BudgetWithdrawn
from domain.governance.ceiling import Ceiling
from domain.kernel import Amount, Fact, Internal, Personal, Projection, Public, Row


class BudgetRow(Row):
    whose: Personal[str]
    month: Internal[Amount | None]
    day: Internal[Amount | None]
    tokens_month: Internal[int | None]
    tokens_day: Internal[int | None]
    currency: Public[str]
    since: Public[datetime | None]
    draft: Public[str]

    @property
    def ceiling(self) -> Ceiling:
        return Ceiling(**{name: getattr(self, name) for name in Ceiling.model_fields})


def row_of(whose: str, ceiling: Ceiling) -> BudgetRow:
    return BudgetRow(whose=whose, since=None, draft="", **dict(ceiling))


def touches(fact: Fact) -> list[BudgetRow]:
    match fact.event:
        case (
            BudgetSet(whose=whose, ceiling=ceiling) | BudgetWithdrawn(whose=whose, ceiling=ceiling)
        ):
            return [row_of(whose, ceiling)]
        case _:
            return []


def project(row: BudgetRow, fact: Fact) -> BudgetRow | None:
    match fact.event:
        case BudgetSet(whose=whose, ceiling=ceiling):
            told = {"since": fact.recorded_at, "draft": fact.cause.draft}
            return row_of(whose, ceiling).model_copy(update=told)
        case BudgetWithdrawn():
            return None
        case _:
            return row


budgets = Projection(
    name="budgets",
    row=BudgetRow,
    key=(BudgetRow.whose,),
    of=(BudgetSet | BudgetWithdrawn,),
    touches=touches,
    project=project,
)
