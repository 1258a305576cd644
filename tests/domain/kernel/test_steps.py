"""What is grouped by how far it has come falls into the step that begins on its day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.kernel import Internal, Public, Row, dimension

TODAY = date(2026, 3, 31)
AGO = [TODAY - timedelta(days=days) for days in (90, 30, 0)]


class Bill(Row):
    bill: Public[str] = ""
    due_on: Internal[date | None] = None
    amount: Internal[Decimal] = Decimal(0)


@pytest.mark.parametrize(
    ("days", "step"), [(91, 0), (90, 1), (31, 1), (30, 2), (1, 2), (0, 3), (-400, 3)]
)
def test_a_day_has_reached_every_step_that_begins_on_it_or_before(days: int, step: int) -> None:
    late = dimension("late", Bill.due_on, steps=AGO)
    assert late.of(Bill(due_on=TODAY - timedelta(days=days))) == step


def test_what_has_no_day_is_in_no_step() -> None:
    assert dimension("late", Bill.due_on, steps=AGO).of(Bill()) is None
