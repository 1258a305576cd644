"""Buckets: a figure told by the range it lies in, and a secret by its last characters."""

from decimal import Decimal, InvalidOperation
from typing import Any

SHOWN = 4
STEPS = (1, 2, 5, 10)


def bucket(value: Any) -> str | None:
    """The range of a figure between 1, 2, 5 and 10 times a power of ten; of other values none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        figure = Decimal(str(value))
    except InvalidOperation:
        return None
    if not figure.is_finite():
        return None
    if figure == 0:
        return "0"
    size = Decimal(10) ** abs(figure).adjusted()
    low = max(step for step in STEPS if step * size <= abs(figure))
    high = STEPS[STEPS.index(low) + 1]
    sign = "-" if figure < 0 else ""
    return f"{sign}{low * size:,f} to {sign}{high * size:,f}"


def ending(value: str) -> str:
    """The last characters, but never more than half of a short value."""
    text = "".join(value.split())
    return f"…{text[-min(SHOWN, len(text) // 2) :]}" if len(text) > 1 else "…"
