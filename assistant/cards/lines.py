"""Lines: what is ordered or received, item by item, as the rows of the order change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.cards.shown import Shown
from domain.kernel import wording
from domain.preview import Change, Preview

ORDERED = "order_lines"


def lines(shown: Shown) -> dict[str, Any] | None:
    """The lines of the one document that the draft is about; of several documents, none."""
    preview = shown.preview
    changed = [c for c in preview.changes if c.table == ORDERED and shown.current]
    documents = {row["order"] for change in changed for row in sides(change)}
    if len(documents) != 1:
        return None
    rows = [line(change) for change in changed]
    return {"title": "Lines", "rows": rows, "total": total(preview, changed)}


def sides(change: Change) -> list[dict[str, Any]]:
    return [row for row in (change.before, change.after) if row is not None]


def line(change: Change) -> dict[str, Any]:
    row, currency = sides(change)[-1], sides(change)[-1]["currency"]
    counted, amount = figures(change)
    unit, price = row["unit"], Decimal(row["price"])
    return {
        "label": row["item_name"],
        "ref": row["item"],
        "moves": moves(change),
        "quantity": wording.quantity(counted, unit),
        "price": wording.price(price, currency, unit),
        "amount": wording.money(amount, currency),
    }


def single_line(shown: Shown) -> dict[str, tuple[str, str]]:
    """The figures of a document's only line with their units; of several lines, none."""
    changed = [change for change in shown.preview.changes if change.table == ORDERED]
    if len(changed) != 1:
        return {}
    row = sides(changed[0])[-1]
    quantity, _ = figures(changed[0])
    return {
        "quantity": (str(quantity), row["unit"]),
        "price": (row["price"], row["currency"]),
        "due": (row["due_on"], ""),
    }


def figures(change: Change) -> tuple[Decimal, Decimal]:
    """Quantity and amount of a line: what came or went back, or else what is ordered of it."""
    if moved(change, "received") and change.before is not None:
        return abs(difference(change, "received")), abs(difference(change, "received_amount"))
    row = sides(change)[-1]
    return Decimal(row["ordered"]), Decimal(row["amount"])


def moves(change: Change) -> dict[str, str]:
    """One figure before and after: what has come, or what is still to come."""
    row = sides(change)[-1]
    if moved(change, "received") and change.before is not None:
        return step("Received", change, "received", row["unit"])
    return step("Outstanding", change, "outstanding", row["unit"])


def step(label: str, change: Change, column: str, unit: str) -> dict[str, str]:
    before, after = value(change.before, column), value(change.after, column)
    return {
        "label": label,
        "before": wording.number(before),
        "after": wording.quantity(after, unit),
    }


def total(preview: Preview, changed: Sequence[Change]) -> dict[str, str] | None:
    """The sum of all lines; of a list that was cut there is none."""
    if preview.total_changes > len(preview.changes) or len(changed) == 0:
        return None
    currency = sides(changed[0])[-1]["currency"]
    amount = sum((figures(change)[1] for change in changed), Decimal(0))
    return {"label": "Total", "amount": wording.total(amount, currency)}


def moved(change: Change, column: str) -> bool:
    return difference(change, column) != 0


def difference(change: Change, column: str) -> Decimal:
    return value(change.after, column) - value(change.before, column)


def value(row: dict[str, Any] | None, column: str) -> Decimal:
    """A figure of a row; where there is no row, there is none of it."""
    return Decimal((row or {}).get(column) or 0)
