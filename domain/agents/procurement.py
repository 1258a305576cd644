"""The procurement agent: orders again what falls short, from whoever has terms for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.agents.agent import (
    ITEMS,
    MOST,
    Agent,
    Answering,
    Looking,
    Question,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    occasion,
    said,
)
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import among, falling
from domain.kernel.wording import quantity
from domain.kernel.words import day
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms

NAME = "procurement-agent"
SOON = timedelta(days=3)
"""Goods that come within these days are waited for, rather than sent in two parts."""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Coming:
    """What of an item is on order, and how many lines were ever ordered."""

    outstanding: Decimal = ZERO
    lines: int = 0


def reorder(today: date) -> Looking:
    """Order what is below its reorder point, as far as nothing of it is on its way."""
    level = StockLevelRow
    short = stock_levels.where(
        level.short == True,  # noqa: E712 — a condition, not a test.
        order_by=(falling(level.short_by), level.item),
        limit=MOST,
        counted=False,
    )
    [levels] = yield [short]
    items = sorted(row.item for row in levels.rows)
    if not items:
        return ()
    terms, line = SourcingRow, OrderLineRow
    agreed_on, ordered = yield [
        sourcing_terms.where(
            among(terms.item, items),
            terms.status == "active",
            order_by=(terms.item, terms.price, terms.lead_days, terms.supplier),
            limit=MOST * 10,
        ),
        order_lines.where(among(line.item, items), limit=MOST * 50),
    ]
    if agreed_on.truncated or ordered.truncated:
        return ()  # Of what is not wholly seen nobody knows how much is coming.
    return tuple(orders(levels.rows, cheapest(agreed_on.rows), coming(ordered.rows)))


def cheapest(rows: Sequence[SourcingRow]) -> dict[str, SourcingRow]:
    """The terms with the lowest price of each item; prices in two currencies are not compared."""
    offers: dict[str, list[SourcingRow]] = defaultdict(list)
    for row in rows:
        offers[row.item].append(row)
    return {
        item: min(found, key=lambda row: (row.price, row.lead_days, row.supplier))
        for item, found in offers.items()
        if len({row.currency for row in found}) == 1
    }


def coming(rows: Iterable[OrderLineRow]) -> dict[str, Coming]:
    found: dict[str, Coming] = {}
    for row in rows:
        known = found.get(row.item, Coming())
        found[row.item] = Coming(known.outstanding + row.outstanding, known.lines + 1)
    return found


def orders(
    levels: Iterable[StockLevelRow], offers: Mapping[str, SourcingRow], known: Mapping[str, Coming]
) -> Iterator[Suggestion]:
    """As much as brings an item to its level, and no less than its supplier delivers."""
    for row in levels:
        terms, on_order = offers.get(row.item), known.get(row.item, Coming())
        expected = row.available + on_order.outstanding
        if terms is None or terms.unit != row.unit or expected >= row.reorder_point:
            continue
        amount = max(max(row.order_up_to, row.reorder_point) - expected, terms.min_order)
        if terms.max_order is not None:
            amount = min(amount, terms.max_order)
        free, point = quantity(row.available, row.unit), quantity(row.reorder_point, row.unit)
        yield Suggestion(
            occasion=occasion(NAME, "reorder", row.item, row.reorder_point, on_order.lines),
            about=row.item,
            tool="draft_purchase_order",
            arguments={
                "item": row.item,
                "quantity": said(amount, row.unit),
                "supplier": terms.supplier,
            },
            because=f"{row.item_name} has {free} left, below its reorder point of {point}, "
            f"and {terms.supplier_name} has the best terms.",
            subject={"item": row.item, "supplier": terms.supplier},
            asks=(
                Question("inventory-agent", "set_apart"),
                Question("fulfillment-agent", "open_demand"),
            ),
        )


def arrives(suggestion: Suggestion, today: date) -> Answering:
    """When more of an item comes; what comes at once is waited for."""
    row, item = OrderLineRow, suggestion.subject["item"]
    [lines] = yield [
        order_lines.where(row.item == item, row.outstanding > 0, order_by=(row.due_on,), limit=MOST)
    ]
    due = [line for line in lines.rows if line.due_on >= today]
    if not due:
        return agreed("Nothing of it is on its way")
    first = due[0]
    told = f"{quantity(first.outstanding, first.unit)} come on {day(first.due_on)}"
    source = f"{told} with {first.number}"
    return against(source, first.number) if first.due_on <= today + SOON else agreed(source)


def comes_again(suggestion: Suggestion, today: date) -> Answering:
    """Whether more of any of these items is due to come by a day."""
    row: Any = OrderLineRow
    items, until = suggestion.subject["items"], date.fromisoformat(suggestion.subject["until"])
    [lines] = yield [
        order_lines.where(
            among(row.item, items.split(ITEMS)),
            row.outstanding > 0,
            row.due_on <= until,
            order_by=(row.due_on, row.number, row.line),
            limit=1,
        )
    ]
    first = lines.first
    if first is None:
        return agreed(f"Nothing of it is due by {day(until)}")
    told = f"{quantity(first.outstanding, first.unit)} {first.item_name}"
    return against(f"{told} are due on {day(first.due_on)} with {first.number}", first.number)


def received(suggestion: Suggestion, today: date) -> Answering:
    """Whether goods of the worth that an invoice bills have come with its order."""
    number, row = suggestion.subject["order"], OrderLineRow
    [lines] = yield [order_lines.where(row.number == number, limit=MOST * 5)]
    if not lines.rows:
        return against(f"There is no purchase order {number}")
    came = sum((line.received_amount for line in lines.rows), ZERO)
    if came < Decimal(suggestion.subject["net"]):
        return against(f"Less has come with {number} than this bills", number)
    return agreed(f"As much has come with {number} as this bills", number)


agent = Agent(
    function="procurement",
    mandate="Sees to it that what is used up is ordered in time, from whoever has the best terms.",
    off=(
        "What is short, what is on its way and who has terms are compared; quantity and price are "
        "those of the terms."
    ),
    handoff=(
        "The order waits for a signature, unless a standing order covers it; an order above the "
        "limit of its badge is left to people."
    ),
    rules=(
        Rule(
            name="reorder",
            says="Order what is below its reorder point and not on its way.",
            reads=("procurement", "inventory"),
            drafts="draft_purchase_order",
            command="PlacePurchaseOrder",
            look=reorder,
        ),
    ),
    topics=(
        Topic(
            name="arrives",
            says="When does more of this item come?",
            reads=("procurement",),
            answer=arrives,
        ),
        Topic(
            name="comes_again",
            says="Does more of these items come by this day?",
            reads=("procurement",),
            answer=comes_again,
        ),
        Topic(
            name="received",
            says="Have goods of this worth come with the order?",
            reads=("procurement",),
            answer=received,
        ),
    ),
)
