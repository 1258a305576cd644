"""Series: the steps of a chart over time, and what each step is called."""

from datetime import date

from domain.kernel.wording import month


def label(start: date, grain: str) -> str:
    """The month, quarter or year that begins on this day."""
    match grain:
        case "month":
            return month(start)
        case "quarter":
            return f"Q{start.month // 3 + 1} {start.year}"
        case _:
            return str(start.year)
