"""Sales checks: a sales order against cost, stock records and what the same customer ordered."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.customers.customers import CustomerRow, customers
from domain.fulfillment.order import SHIPPED_FOR, SalesLine
from domain.fulfillment.order_events import SalesOrderPlaced
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.items import ItemRow, items
from domain.inventory.place import MAIN
from domain.inventory.stock import StockMoved
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Fact, Money, Page, Query, among, falling
from domain.kernel.words import day, ended, listed

NEAR = timedelta(days=2)
LINES, LOTS, PROMISES = 500, 500, 1_000
NAMED = 3
Wanted = tuple[str, Decimal, str]
"""A product, and how much of it in which unit."""


def ask_items(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case SalesOrderPlaced(lines=lines):
            codes = sorted({line.item for line in lines})
            return [items.where(among(ItemRow.item, codes), limit=len(codes), counted=False)]
        case _:
            return ()


def judge_items(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SalesOrderPlaced(order=order, lines=lines):
            known = {row.item: row for row in pages[0].rows}
            return [one for line in lines for one in of_item(order, line, known.get(line.item))]
        case _:
            return []


def of_item(order: str, line: SalesLine, row: ItemRow | None) -> list[Doubt]:
    """Whether the item is there and in use, in this unit, and costs less than it sells for."""
    source, name = f"{order}, line {line.line}", line.product_name
    if row is None:
        text = f"there is no item {line.item}; register it first."
        return [doubt("block", "unknown_item", f"{name} is not known:", text, "items")]
    if row.unit != line.quantity.unit:
        bold = f"{name} is kept in {row.unit}:"
        text = f"{line.quantity} were ordered; give the figure in {row.unit}."
        return [doubt("block", "other_unit", bold, text, "items")]
    found = []
    if row.status == "retired":
        text = "nothing new of it is bought or made."
        found += [doubt("stop", "item_retired", f"{name} is retired:", text, "items")]
    cost = (
        None
        if row.standard_cost is None
        else Money(amount=row.standard_cost, currency=row.currency)
    )
    if cost and cost.currency == line.price.currency and line.price.amount < cost.amount:
        bold = f"{name} is sold below its cost:"
        text = f"{line.price} against {cost} for one {row.unit}."
        found += [doubt("stop", "below_cost", bold, text, source)]
    return found


def ask_again(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case SalesOrderPlaced() as placed:
            row = SalesOrderLineRow
            codes = sorted({line.product for line in placed.lines})
            asked = sales_order_lines.where(
                row.customer == placed.customer,
                among(row.product, codes),
                row.ordered_on >= placed.ordered_on - NEAR,
                row.ordered_on <= placed.ordered_on + NEAR,
                row.order != placed.order,
                row.status != "cancelled",
                order_by=(falling(row.ordered_on), row.order, row.line),
                limit=LINES,
                counted=False,
            )
            return [asked]
        case _:
            return ()


def judge_again(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SalesOrderPlaced(customer_name=who, lines=lines):
            first: dict[Wanted, SalesOrderLineRow] = {}
            for row in pages[0].rows:
                first.setdefault((row.product, row.ordered, row.unit), row)
            pairs = ((line, first.get(wanted(line))) for line in lines)
            return [again(who, line, row) for line, row in pairs if row]
        case _:
            return []


def wanted(line: SalesLine) -> Wanted:
    return line.product, line.quantity.amount, line.quantity.unit


def again(who: str, line: SalesLine, row: SalesOrderLineRow) -> Doubt:
    bold = f"{who} may have ordered this already:"
    text = f"{line.described} on {day(row.ordered_on)}."
    return doubt("stop", "possible_second_order", bold, text, f"{row.order}, line {row.line}")


def ask_promised(fact: Fact) -> Sequence[Query[Any]]:
    """What lies in the main store of an item that leaves it, and for whom it is kept back."""
    match fact.event:
        case StockMoved(source=source, item=item) if source.key == MAIN.key:
            there = stock_on_hand.where(
                StockOnHandRow.item == item,
                StockOnHandRow.location == MAIN.location,
                StockOnHandRow.status == MAIN.status,
                limit=LOTS,
                counted=False,
            )
            kept = stock_reservations.where(
                StockReservationRow.item == item, limit=PROMISES, counted=False
            )
            return [there, kept]
        case _:
            return ()


def judge_promised(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """A shipment takes what is kept back for its own order, and nothing of the others'."""
    match fact.event:
        case StockMoved(source=source) as moved if source.key == MAIN.key:
            there, kept = pages
        case _:
            return []
    others = [row for row in kept.rows if moved.reason != f"{SHIPPED_FOR} {row.order}"]
    promised = sum((row.quantity for row in others), Decimal(0))
    free = sum((row.quantity for row in there.rows), Decimal(0)) - promised
    if moved.quantity.amount <= free or not others:
        return []
    names = [row.order for row in others[:NAMED]]
    more = [f"{len(others) - NAMED} more"] if len(others) > NAMED else []
    left = moved.quantity.same(max(free, Decimal(0)))
    bold = f"{moved.item_name} is kept back for {listed([*names, *more])}:"
    text = f"{moved.quantity} are taken and {left} are free; they could not be shipped."
    return [doubt("stop", "takes_reserved", bold, text, "stock reservations")]


def ask_buyer(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case SalesOrderPlaced(customer=code):
            return [customers.where(CustomerRow.customer == code, limit=1, counted=False)]
        case _:
            return ()


def judge_buyer(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    """Whether whoever orders may buy: known, accepted as a customer, not on hold, not closed."""
    match fact.event:
        case SalesOrderPlaced(customer=code, customer_name=name):
            row = pages[0].first
        case _:
            return []
    if row is None:
        text = f"there is no customer {code}; register it first."
        return [doubt("block", "unknown_customer", f"{name} is not known:", text, "customers")]
    match row.status:
        case "applied":
            bold, text = "has only applied:", "approve the application first."
            return [doubt("stop", "customer_applied", f"{name} {bold}", text, "customers")]
        case "on_hold":
            text = f"{ended(row.hold_reason)}."
            return [doubt("stop", "customer_on_hold", f"{name} is on hold:", text, "customers")]
        case "closed":
            text = f"{ended(row.closed_reason)}; reopen the account first."
            return [doubt("block", "customer_closed", f"{name} is closed:", text, "customers")]
        case _:
            return []


SALES_CHECKS = (
    Check("buyer", (SalesOrderPlaced,), ask_buyer, judge_buyer),
    Check("sold_item", (SalesOrderPlaced,), ask_items, judge_items),
    Check("second_order", (SalesOrderPlaced,), ask_again, judge_again),
    Check("takes_reserved", (StockMoved,), ask_promised, judge_promised),
)
