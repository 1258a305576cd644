"""Lines: what is ordered or received, item by item, as the rows of the order change."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.cards.shown import Shown
from domain.kernel import wording
from domain.preview import Change, Preview

ORDERED = "order_lines"
SOLD = "sales_order_lines"
TABLES = (ORDERED, SOLD)
GOES = {
    ORDERED: (("received", "Received"),),
    SOLD: (
        ("returned", "Returned"),
        ("shipped", "Shipped"),
        ("packed", "Packed"),
        ("picked", "Picked"),
        ("back_ordered", "On back order"),
    ),
}
"""What can become of a line, the last step first: a shipment may pick what it ships."""
LEFT = {ORDERED: ("outstanding", "Outstanding"), SOLD: ("open", "To ship")}
LISTED = 20
"""A card is read in one sitting: more lines than this are counted, and their sum is over all."""


def lines(shown: Shown) -> dict[str, Any] | None:
    """The lines of the one document that the draft is about; of several documents, none."""
    preview = shown.preview
    changed = [c for c in preview.changes if c.table in TABLES and shown.current]
    documents = {(c.table, row["order"]) for c in changed for row in sides(c)}
    if len(documents) != 1:
        return None
    rows = [line(change) for change in changed[:LISTED]]
    found = {"title": "Lines", "rows": rows, "total": total(preview, changed)}
    return found | {"more": more(shown, changed)}


def more(shown: Shown, changed: Sequence[Change]) -> str:
    """How many lines there are beside those listed, as far as the preview counted them."""
    known = max(len(changed), written(shown))
    return f"{LISTED} of {known:,} lines shown" if known > LISTED else ""


def written(shown: Shown) -> int:
    """The lines of a new document, which stand in the step that makes it."""
    steps = shown.proposal.steps
    given = steps[0].arguments.get("lines") if len(steps) == 1 else ()
    return len(given) if isinstance(given, list | tuple) else 0


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
    row, gone = sides(change)[-1], went(change)
    if gone is None:
        return Decimal(row["ordered"]), Decimal(row["amount"])
    amount = abs(difference(change, gone[0]))
    if change.table == ORDERED:
        return amount, abs(difference(change, "received_amount"))
    return amount, amount * Decimal(row["price"])


def went(change: Change) -> tuple[str, str] | None:
    """What became of a line that was there before: the column that moved, with its label."""
    if change.before is None:
        return None
    return next((step for step in GOES[change.table] if moved(change, step[0])), None)


def moves(change: Change) -> dict[str, str]:
    """One figure before and after: what has come, or what is still to come."""
    if change.table == SOLD and change.before is None:
        return waits(change)
    column, label = went(change) or LEFT[change.table]
    return step(label, change, column, sides(change)[-1]["unit"])


def waits(change: Change) -> dict[str, str]:
    """Of a new line to a customer only what is not there yet; the rest is its quantity."""
    later, unit = value(change.after, "back_ordered"), sides(change)[-1]["unit"]
    return step("On back order", change, "back_ordered", unit) if later else {}


def step(label: str, change: Change, column: str, unit: str) -> dict[str, str]:
    before, after = value(change.before, column), value(change.after, column)
    return {
        "label": label,
        "before": wording.number(before),
        "after": wording.quantity(after, unit),
    }


def total(preview: Preview, changed: Sequence[Change]) -> dict[str, str] | None:
    """The sum of all lines; of a list that was cut only where it is a new document's own."""
    currency = sides(changed[0])[-1]["currency"]
    if preview.total_changes > len(preview.changes):
        new = all(change.before is None for change in changed)
        whole = preview.amounts if new and len(preview.amounts) == 1 else ()
        texts = [wording.total(each.amount, currency) for each in whole]
        return {"label": "Total of all lines", "amount": texts[0]} if texts else None
    amount = sum((figures(change)[1] for change in changed), Decimal(0))
    return {"label": "Total", "amount": wording.total(amount, currency)}


def moved(change: Change, column: str) -> bool:
    return difference(change, column) != 0


def difference(change: Change, column: str) -> Decimal:
    return value(change.after, column) - value(change.before, column)


def value(row: dict[str, Any] | None, column: str) -> Decimal:
    """A figure of a row; where there is no row, there is none of it."""
    return Decimal((row or {}).get(column) or 0)
