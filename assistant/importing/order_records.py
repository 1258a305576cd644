"""Order records: a head and its lines become one purchase order with what had come of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.importing import kinds
from assistant.importing.books import Known
from assistant.importing.checking import Checker
from assistant.importing.entry import Entry, Record
from assistant.importing.lines import Lines
from domain.procurement.order_commands import TakeOverPurchaseOrder
from domain.procurement.order_rules import LINES

PREFIX = "PO-"
LIES = {"draft": "still a draft", "cancelled": "cancelled"}


def orders(checker: Checker, heads: Iterable[Entry], lines: Iterable[Entry]) -> Iterator[Record]:
    """Each order with all its lines; a line that cannot be read keeps its whole order out."""
    grouped = Lines.of("order", "number", lines)
    for head in heads:
        if record := order(checker, head, grouped.under(head)):
            yield record
    grouped.tell_of_others(checker)


def order(checker: Checker, head: Entry, lines: Sequence[Entry]) -> Record | None:
    found = checker.naming(kinds.ORDERS, head, "supplier", checker.books.suppliers)
    if found is None:
        return None
    values, supplier = found
    number = numbered(values["number"])
    if not checker.first(kinds.ORDERS, head, number, number):
        return None
    if not lines or len(lines) > LINES:
        many = "no lines" if not lines else f"{len(lines):,} lines, more than {LINES}"
        checker.skip(head, "no_lines", f"{number} has {many}: it was left out.")
        return None
    taken = [line_of(checker, entry, values, place) for place, entry in enumerate(lines, 1)]
    if None in taken:
        broken = lines[taken.index(None)]
        reason = f"{number} was left out, because its line {broken.line:,} cannot be taken over."
        checker.skip(head, "broken_line", reason)
        return None
    fields = {
        "number": number,
        "supplier": supplier.code,
        "supplier_name": supplier.name,
        "ordered_on": values["ordered_on"],
        "currency": values["currency"] or checker.currency,
        "note": values["note"],
        "stage": values["status"],
        "lines": taken,
    }
    command = checker.made(head, TakeOverPurchaseOrder, fields)
    if command is None:
        return None
    doubted(checker, head, lines, supplier, command)
    rows = 1 + sum(line.file != head.file or line.line != head.line for line in lines)
    return Record(kinds.ORDERS, number, number, command, head.file, head.line, rows)


def numbered(number: str) -> str:
    """A bare number becomes a document number as ours are: 4012 is PO-4012."""
    return f"{PREFIX}{int(number)}" if number.isascii() and number.isdigit() else number


def line_of(
    checker: Checker, entry: Entry, order: Mapping[str, Any], place: int
) -> dict[str, Any] | None:
    found = checker.naming(kinds.ORDER_LINES, entry, "item", checker.books.items)
    if found is None:
        return None
    values, item = found
    if values["rejected"] > values["received"]:
        reason = (
            f"{values['rejected']:,f} rejected of {values['received']:,f} received cannot be: "
            "correct one of them."
        )
        checker.conflict(entry, "rejected_beyond_received", reason, taken=False)
        return None
    if not values["due_on"]:
        checker.note(entry, "no_due_date", "The line has no due date: the order's date is used.")
    currency = order["currency"] or checker.currency
    return {
        "line": place,
        "item": item.code,
        "item_name": item.name,
        "category": item.category,
        "quantity": {"amount": values["quantity"], "unit": values["unit"] or item.unit},
        "price": {"amount": values["price"], "currency": currency},
        "due_on": values["due_on"] or order["ordered_on"],
        "received": values["received"],
        "rejected": values["rejected"],
        "received_on": values["received_on"],
    }


def doubted(
    checker: Checker,
    head: Entry,
    entries: Sequence[Entry],
    supplier: Known,
    order: TakeOverPurchaseOrder,
) -> None:
    """Tell of what contradicts itself and is nevertheless kept as the other system has it."""
    number = order.number
    if not supplier.active:
        reason = f"{number} goes to {supplier.name}, which is not active any more."
        checker.note(head, "inactive_supplier", reason)
    came = sum(1 for line in order.lines if line.received)
    if came and order.stage in LIES:
        some = f"{came} of {len(order.lines)} lines" if came < len(order.lines) else "all lines"
        reason = f"{number} is {LIES[order.stage]}, yet {some} have receipts: both are kept."
        checker.conflict(head, "receipts_in_this_status", reason, taken=True)
    for entry, line in zip(entries, order.lines, strict=True):
        if line.received > line.quantity.amount:
            reason = f"{line.received:,f} of {line.quantity} were received: both are kept."
            checker.conflict(entry, "received_beyond_ordered", reason, taken=True)
        if line.due_on < order.ordered_on:
            reason = f"{number} is due on {line.due_on} but ordered on {order.ordered_on}."
            checker.conflict(entry, "due_before_ordered", reason, taken=True)
