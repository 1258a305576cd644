"""Budget alerts: one row for each budget of which 80 or 100 % was reached in a month or a day."""

from datetime import datetime

from domain.governance.budget import (
    BudgetSet,
    BudgetUsed,
    BudgetUseWithdrawn,
    BudgetWithdrawn,
)
from domain.kernel import Fact, Personal, Projection, Public, Row

SPANS = ("month", "day")


class BudgetAlertRow(Row):
    whose: Personal[str]
    span: Public[str]
    period: Public[str]
    share: Public[int]
    at: Public[datetime | None]


def span_of(period: str) -> str:
    return "month" if len(period) == len("2026-11") else "day"


def empty(whose: str, span: str) -> BudgetAlertRow:
    return BudgetAlertRow(whose=whose, span=span, period="", share=0, at=None)


def touches(fact: Fact) -> list[BudgetAlertRow]:
    match fact.event:
        case (
            BudgetUsed(whose=whose, period=period) | BudgetUseWithdrawn(whose=whose, period=period)
        ):
            return [empty(whose, span_of(period))]
        case BudgetSet(whose=whose) | BudgetWithdrawn(whose=whose):
            return [empty(whose, span) for span in SPANS]
        case _:
            return []


def project(row: BudgetAlertRow, fact: Fact) -> BudgetAlertRow | None:
    """The newest alert of each span; another budget begins without one."""
    match fact.event:
        case BudgetUsed(period=period, share=share):
            told = {"period": period, "share": share, "at": fact.recorded_at}
            return row.model_copy(update=told)
        case BudgetUseWithdrawn(period=period) if period == row.period:
            return None
        case BudgetSet() | BudgetWithdrawn():
            return None
        case _:
            return row if row.period else None


budget_alerts = Projection(
    name="budget_alerts",
    row=BudgetAlertRow,
    key=(BudgetAlertRow.whose, BudgetAlertRow.span),
    of=(BudgetUsed | BudgetUseWithdrawn | BudgetSet | BudgetWithdrawn,),
    touches=touches,
    project=project,
)
