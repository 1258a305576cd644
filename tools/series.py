"""Series: the steps of a chart over time, and what each step is called."""

from collections.abc import Iterable
from datetime import date

from domain.kernel.wording import month


def steps(starts: Iterable[date], grain: str) -> list[date]:
    """Every month, quarter or year from the first to the last: a gap is a step with nothing."""
    found = sorted(starts)
    filled: list[date] = found[:1]
    while filled and filled[-1] < found[-1]:
        filled.append(following(filled[-1], grain))
    return filled


def following(start: date, grain: str) -> date:
    months = {"month": 1, "quarter": 3}.get(grain, 12)
    ahead = start.month - 1 + months
    return date(start.year + ahead // 12, ahead % 12 + 1, 1)


def label(start: date, grain: str) -> str:
    """The month, quarter or year that begins on this day."""
    match grain:
        case "month":
            return month(start)
        case "quarter":
            return f"Q{start.month // 3 + 1} {start.year}"
        case _:
            return str(start.year)
