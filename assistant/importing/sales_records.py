"""Sales records: a head and its lines become an order, what left of it, and the bill for that."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from assistant.importing.books import Known
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.lines import Lines
from assistant.importing.sales_kinds import INVOICES, SALES_LINES, SALES_ORDERS, SHIPMENTS
from domain.fulfillment.at_once import at_once
from domain.fulfillment.order_commands import ShipSalesOrder, TakeOverSalesOrder
from domain.fulfillment.sales_order import sales_order
from domain.kernel.measures import money
from domain.kernel.wording import percent
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.invoice_events import TakeOverCustomerInvoice

ORDER, INVOICE = "SO-", "INV-"
Values = dict[str, Any]
Amounts = dict[str, Decimal]


@dataclass(frozen=True)
class Read:
    """An order whose head and lines can be read, before it is known what of it has to wait."""

    entry: Entry
    values: Values
    customer: Known
    lines: tuple[Values, ...]


@dataclass
class Sales:
    """What was ordered, what left and what was billed, each in order of time."""

    orders: list[Record] = field(default_factory=list)
    shipments: list[Record] = field(default_factory=list)
    invoices: list[Record] = field(default_factory=list)
    leaving: Amounts = field(default_factory=lambda: defaultdict(Decimal))
    """How much of each item left in all of them together."""

    def __iter__(self) -> Iterator[Record]:
        yield from self.orders
        yield from sorted(self.shipments, key=lambda record: shipped_on(record.command))
        yield from sorted(self.invoices, key=lambda record: issued_on(record.command))


def shipped_on(command: Any) -> Any:
    return command.shipped_on


def issued_on(command: Any) -> Any:
    return command.issued_on


def sales(
    checker: Checker, heads: Iterable[Entry], lines: Iterable[Entry], free: Mapping[str, Decimal]
) -> Sales:
    """Every order that no rule refuses; what is `free` is promised to those who asked first."""
    grouped = Lines.of("order", "number", lines)
    found = [order for head in heads if (order := read(checker, head, grouped.under(head)))]
    grouped.tell_of_others(checker)
    sold, left = Sales(), defaultdict(Decimal, free)
    for order in sorted(found, key=lambda order: order.values["ordered_on"]):
        add(checker, sold, order, left)
    return sold


def read(checker: Checker, head: Entry, lines: Sequence[Entry]) -> Read | None:
    """The order with all its lines; one line that cannot be read keeps the whole order out."""
    known = checker.naming(SALES_ORDERS, head, "customer", checker.books.customers)
    if known is None:
        return None
    values, customer = known
    checker.rows[SHIPMENTS.name] += 1 if values["shipped_on"] else 0
    checker.rows[INVOICES.name] += 1 if values["shipped_on"] else 0
    values["currency"] = values["currency"] or checker.currency
    number = numbered(ORDER, values["number"])
    if not checker.first(SALES_ORDERS, head, number, number):
        return None
    taken = [line_of(checker, line, values, place) for place, line in enumerate(lines, 1)]
    whole = tuple(line for line in taken if line is not None)
    if len(whole) < len(lines):
        broken = lines[taken.index(None)]
        reason = f"{number} was left out, because its line {broken.line:,} cannot be taken over."
        checker.skip(head, "broken_line", reason)
        return None
    return Read(head, values, customer, whole)


def line_of(checker: Checker, entry: Entry, order: Values, place: int) -> Values | None:
    known = checker.naming(SALES_LINES, entry, "product", checker.books.products)
    if known is None:
        return None
    values, product = known
    asked, discount, currency = values["price"], values["discount"], order["currency"]
    less = f" less {percent(discount)}" if discount else ""
    return {
        "line": place,
        "product": product.code,
        "product_name": product.name,
        "item": product.item,
        "item_name": product.name,
        "category": product.category,
        "quantity": {"amount": values["quantity"], "unit": product.unit},
        "price": {"amount": asked * (1 - discount), "currency": currency},
        "price_reason": f"Base price {money(asked, currency)}{less}",
    }


def add(checker: Checker, sold: Sales, order: Read, free: Amounts) -> None:
    """Enter an order, its shipment and its invoice, unless a rule refuses one of the three."""
    values, entry = order.values, order.entry
    number, gone = numbered(ORDER, values["number"]), values["shipped_on"] is not None
    waiting = {} if gone else to_wait(order.lines, free)
    lines = [{**line, "back_ordered": waiting.get(line["line"], 0)} for line in order.lines]
    place = checker.made(entry, TakeOverSalesOrder, placing(number, order, lines))
    ship = checker.made(entry, ShipSalesOrder, shipping(order)) if gone else None
    if place is None or (gone and ship is None):
        return
    steps = (place, *at_once(ship)) if ship else (place,)
    if checker.decided(entry, sales_order, sales_order.initial, *steps) is None:
        return
    bill = checker.made(entry, TakeOverCustomerInvoice, billing(number, order)) if gone else None
    if gone and (bill is None or not billable(checker, entry, bill)):
        return
    rows = 1 + len(lines)
    sold.orders.append(Record(SALES_ORDERS, number, number, place, entry.file, entry.line, rows))
    for line in order.lines:
        promised = line["quantity"]["amount"] - waiting.get(line["line"], Decimal(0))
        if gone:
            sold.leaving[line["item"]] += promised
        else:
            free[line["item"]] -= promised
    if ship and bill:
        left = f"The shipment of {number}"
        sold.shipments.append(Record(SHIPMENTS, number, left, ship, entry.file, entry.line, rows))
        sold.invoices.append(
            Record(INVOICES, bill.invoice, bill.invoice, bill, entry.file, entry.line, rows)
        )


def billable(checker: Checker, entry: Entry, bill: TakeOverCustomerInvoice) -> bool:
    state = checker.decided(entry, customer_invoice, customer_invoice.initial, bill)
    return state is not None


def to_wait(lines: Sequence[Values], free: Mapping[str, Decimal]) -> dict[int, Decimal]:
    """How much of each line is not there any more and has to wait."""
    left, waiting = dict(free), {}
    for line in lines:
        asked, there = line["quantity"]["amount"], left.get(line["item"], Decimal(0))
        waiting[line["line"]] = max(asked - there, Decimal(0))
        left[line["item"]] = max(there - asked, Decimal(0))
    return waiting


def placing(number: str, order: Read, lines: Sequence[Values]) -> Values:
    names = ("ordered_on", "requested_on", "currency", "ship_to", "ship_country")
    return {
        **{name: order.values[name] for name in names},
        "order": number,
        "customer": order.customer.code,
        "customer_name": order.customer.name,
        "lines": lines,
    }


def shipping(order: Read) -> Values:
    values = order.values
    freight = values["freight"]
    money = None if freight is None else {"amount": freight, "currency": values["currency"]}
    return {
        "shipped_on": values["shipped_on"],
        "carrier": values["carrier"],
        "freight": money,
        "lines": [{name: line[name] for name in ("line", "quantity")} for line in order.lines],
    }


def billing(number: str, order: Read) -> Values:
    """The bill of the goods alone, on the day on which they left; the files name no tax."""
    issued = order.values["shipped_on"]
    return {
        "invoice": numbered(INVOICE, order.values["number"]),
        "customer": order.customer.code,
        "customer_name": order.customer.name,
        "currency": order.values["currency"],
        "order": number,
        "issued_on": issued,
        "due_on": issued + timedelta(days=order.customer.days),
        "lines": [
            {
                "position": line["line"],
                "product": line["product"],
                "description": line["product_name"],
                "quantity": line["quantity"],
                "price": line["price"]["amount"],
                "tax_rate": 0,
                "order_line": line["line"],
                "price_reason": line["price_reason"],
            }
            for line in order.lines
        ],
    }


def numbered(prefix: str, number: str) -> str:
    """A bare number becomes a document number as ours are: 10248 is SO-10248."""
    return f"{prefix}{int(number)}" if number.isascii() and number.isdigit() else number
