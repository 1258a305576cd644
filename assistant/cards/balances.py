"""Balances: the figures of the record that a draft moves, each under a label people know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from assistant.cards.figures import spoken
from assistant.cards.shown import Shown
from domain.kernel import wording
from domain.preview import Change

LISTED = 20


@dataclass(frozen=True)
class Balance:
    """A column worth showing: what people call it, how it is written, and which record it is of.

    `of` is a unit for a quantity, a currency for money, a word for days, or the column with it.
    """

    column: str
    label: str
    kind: Literal["quantity", "money", "word", "text", "account"]
    of: str = ""
    ref: tuple[str, ...] = ()


BALANCES: Mapping[str, tuple[Balance, ...]] = {
    "order_lines": (
        Balance("received", "{number} received", "quantity", "unit", ("item_name",)),
        Balance("rejected", "{number} damaged", "quantity", "unit", ("item_name",)),
    ),
    "purchase_orders": (
        Balance("status", "{number}", "word", ref=("supplier_name",)),
        Balance("outstanding_amount", "{number} outstanding", "money", "currency"),
    ),
    "stock_on_hand": (
        Balance("quantity", "{status}", "quantity", "unit", ("item", "location_name", "lot")),
    ),
    "stock_levels": (
        Balance("reorder_point", "Reorder point", "quantity", "unit", ("item",)),
        Balance("order_up_to", "Order up to", "quantity", "unit", ("item",)),
        Balance("standard_cost", "Standard cost", "money", "currency", ("item",)),
    ),
    "sourcing_terms": (
        Balance("price", "Agreed price", "money", "currency", ("item", "supplier_name")),
        Balance("min_order", "Least order", "quantity", "unit", ("item", "supplier_name")),
        Balance("max_order", "Largest order", "quantity", "unit", ("item", "supplier_name")),
        Balance("lead_days", "Delivery time", "quantity", "'days", ("item", "supplier_name")),
        Balance("status", "Terms", "word", ref=("item", "supplier_name")),
    ),
    "suppliers": (
        Balance("account_ending", "Account", "account", ref=("name",)),
        Balance("bank", "Bank", "text", ref=("name",)),
        Balance("status", "Supplier", "word", ref=("name",)),
        Balance("payment_days", "Payment terms", "quantity", "'days", ("name",)),
        Balance("email", "E-mail", "text", ref=("name",)),
    ),
}
FIGURES = frozenset({"quantity", "money"})
IN_LINES = frozenset({"order_lines"})  # Of sales orders no figure of a line is a balance.
IN_TOTAL = frozenset({"purchase_orders"})


def balances(shown: Shown, beside_lines: bool) -> dict[str, Any] | None:
    """What moves; where lines are shown, they say what happens to the order itself."""
    told = (c for c in shown.preview.changes if not (beside_lines and in_lines(c)))
    rows = rows_of(told)
    if not rows or not shown.current:
        return None
    figures = any(row["change"] for row in rows)
    if len(rows) > LISTED:
        more = {"label": f"and {len(rows) - LISTED:,} more", "ref": ""}
        rows = [*rows[:LISTED], more | {"before": "", "after": "", "change": ""}]
    return {"title": "Balances" if figures else "Change", "rows": rows}


def in_lines(change: Change) -> bool:
    """Whether the lines and their total say it already: all of a new order, and its lines."""
    return change.table in IN_LINES or (change.table in IN_TOTAL and change.before is None)


def rows_of(changes: Iterable[Change]) -> list[dict[str, str]]:
    return [
        row
        for change in changes
        for balance in BALANCES.get(change.table, ())
        for row in moved(change, balance)
    ]


def moved(change: Change, balance: Balance) -> Iterator[dict[str, str]]:
    """The row of one balance, if this change moves it."""
    before, after = (side.get(balance.column) for side in (change.before or {}, change.after or {}))
    known = change.after or change.before or {}
    begins = change.before is None and balance.kind == "word"  # A first status is no news.
    if begins or same(before, after, balance):
        return
    yield {
        "label": balance.label.format_map(known | {"status": spoken(known.get("status") or "")}),
        "ref": ", ".join(str(known[name]) for name in balance.ref if known.get(name)),
        "before": written(before, balance, known, bare=True),
        "after": written(after, balance, known),
        "change": difference(before, after, balance, known),
    }


def same(before: Any, after: Any, balance: Balance) -> bool:
    if balance.kind not in FIGURES:
        return (before or "") == (after or "")
    return figure(before) == figure(after)


def figure(value: Any) -> Decimal:
    return Decimal(str(value)) if value is not None else Decimal(0)


def unit(balance: Balance, known: Mapping[str, Any]) -> str:
    """A unit that is spelled out here, or the one that stands in the row."""
    if balance.of.startswith("'"):
        return balance.of[1:]
    return str(known.get(balance.of) or "")


def written(value: Any, balance: Balance, known: Mapping[str, Any], bare: bool = False) -> str:
    match balance.kind:
        case "word":
            return spoken(value) if value else "none"
        case "text":
            return value or "none"
        case "account":
            return f"ending in {value}" if value else "none"
        case "money":
            return wording.money(figure(value), unit(balance, known))
        case "quantity":
            return wording.quantity(figure(value), "" if bare else unit(balance, known))


def difference(before: Any, after: Any, balance: Balance, known: Mapping[str, Any]) -> str:
    """The step with its sign; texts have none."""
    step = figure(after) - figure(before) if balance.kind in FIGURES else Decimal(0)
    if not step:
        return ""
    if balance.kind == "quantity":
        return wording.signed(step)
    amount = wording.money(step, unit(balance, known))
    return f"+{amount}" if step > 0 else amount
