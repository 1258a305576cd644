"""Invoice match: an invoice beside its order and what has come of it, line by line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Doubt, Severity, doubt
from domain.kernel import Money, Page, Query, among
from domain.kernel.measures import CENTS
from domain.kernel.wording import percent, quantity
from domain.kernel.words import counted, listed
from domain.payables.invoice import Billed, Invoice
from domain.payables.supplier_invoice_lines import SupplierInvoiceLineRow, supplier_invoice_lines
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from domain.payables.units import same_unit
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders

ZERO = Decimal(0)
COUNTS = ("recorded", "questioned", "accepted")
MOST = 1_000
NAMED = 3


@dataclass(frozen=True)
class Ordered:
    """What is known of the order that an invoice bills, and what others have billed of it."""

    order: PurchaseOrderRow | None
    lines: Mapping[int, OrderLineRow]
    billed: Mapping[int, Decimal]
    billed_net: Decimal = ZERO

    @property
    def came_worth(self) -> Decimal:
        """What has come and nobody has billed yet, at the prices of the order."""
        came = sum((line.received * line.price for line in self.lines.values()), ZERO)
        return came - self.billed_net


def ask_order(order: str) -> list[Query[Any]]:
    """The order, its lines, and the invoices that bill it, with their lines."""
    counting = among(SupplierInvoiceRow.stage, COUNTS)
    return [
        purchase_orders.where(PurchaseOrderRow.number == order, limit=1, counted=False),
        order_lines.where(OrderLineRow.number == order, limit=MOST, counted=False),
        supplier_invoices.where(
            SupplierInvoiceRow.order == order, counting, limit=MOST, counted=False
        ),
        supplier_invoice_lines.where(
            SupplierInvoiceLineRow.order == order, limit=MOST, counted=False
        ),
    ]


def ordered_in(stream: str, invoice: Invoice, pages: Sequence[Page[Any]]) -> Ordered:
    """The answers of `ask_order`; what is billed by others counts if it comes before this one."""
    orders, lines, invoices, parts = pages
    others = [row for row in invoices.rows if row.invoice != stream and before(row, invoice)]
    signs = {row.invoice: -1 if row.form == "credit_note" else 1 for row in others}
    billed: dict[int, Decimal] = defaultdict(Decimal)
    for row in parts.rows:
        billed[row.order_line] += signs.get(row.invoice, 0) * row.quantity
    net = sum((signs[row.invoice] * row.net for row in others), ZERO)
    return Ordered(orders.first, {row.line: row for row in lines.rows}, dict(billed), net)


def before(row: SupplierInvoiceRow, invoice: Invoice) -> bool:
    """The accepted come first, then the older; a credit note counts whenever it came."""
    decided = row.stage == "accepted" or row.form == "credit_note"
    return decided or (row.issued_on, row.number) < (invoice.issued_on, invoice.number)


def compare(invoice: Invoice, known: Ordered, accepting: bool) -> list[Doubt]:
    """Where invoice, order and receipts differ; what has not come yet stops only a payment."""
    if not invoice.order:
        text = "nothing shows what was ordered or what came. Say which order it bills."
        return [doubt(weight(accepting), "no_order", "It names no order:", text, invoice.title)]
    if known.order is None:
        bold = f"There is no purchase order {invoice.order}:"
        text = "ask who ordered this before anything is paid."
        return [doubt("stop", "unknown_order", bold, text, invoice.title)]
    wrong = list(of_order(invoice, known.order))
    if wrong or invoice.form == "credit_note":
        return wrong
    if not invoice.lines:
        return list(of_total(invoice, known, accepting))
    return [*of_lines(invoice, known, accepting), *unpaired(invoice, known, accepting)]


def of_order(invoice: Invoice, order: PurchaseOrderRow) -> Iterator[Doubt]:
    source = f"{order.number} and {invoice.title}"
    if order.supplier != invoice.supplier:
        bold = f"{order.number} was ordered from {order.supplier_name}:"
        text = f"{invoice.supplier_name} bills it."
        yield doubt("stop", "other_supplier", bold, text, source)
    if order.currency != invoice.currency:
        bold = f"It is billed in {invoice.currency}:"
        text = f"{order.number} was ordered in {order.currency}."
        yield doubt("stop", "other_currency", bold, text, source)
    if order.status in ("draft", "cancelled"):
        bold = f"{order.number} is {order.status}:"
        yield doubt("stop", "order_not_placed", bold, "nothing of it is to be paid.", source)


def of_lines(invoice: Invoice, known: Ordered, accepting: bool) -> Iterator[Doubt]:
    left = {
        number: row.received - known.billed.get(number, ZERO) for number, row in known.lines.items()
    }
    for line in invoice.lines:
        row = known.lines.get(line.order_line)
        if row is None:
            continue
        if not same_unit(line.unit, row.unit):
            bold = f"{row.item_name} is billed in {line.unit} and ordered in {row.unit}:"
            text = "compare quantity and price by hand."
            yield doubt("care", "other_unit", bold, text, source_of(row))
            continue
        yield from of_price(invoice, line, row)
        yield from of_quantity(line, row, max(left[row.line], ZERO), accepting)
        left[row.line] -= line.quantity


def of_price(invoice: Invoice, line: Billed, row: OrderLineRow) -> Iterator[Doubt]:
    """What a line costs in all, so that discounts count and the rounding of prices does not."""
    agreed = line.quantity * row.price
    more = line.net - agreed
    if abs(more) <= CENTS or not agreed:
        return
    share = percent(abs(more) / agreed)
    way = "above" if more > 0 else "below"
    bold = f"{row.item_name} is billed {share} {way} the price of the order:"
    each = line.net / line.quantity if line.quantity else line.price
    text = (
        f"{money(round(each, 4), invoice)} against {money(row.price, invoice)} per {row.unit}, "
        f"{money(abs(more).quantize(CENTS), invoice)} in all."
    )
    severity: Severity = "stop" if more > 0 else "care"
    yield doubt(severity, f"price_{way}_order", bold, text, source_of(row))


def of_quantity(line: Billed, row: OrderLineRow, left: Decimal, accepting: bool) -> Iterator[Doubt]:
    if line.quantity <= left:
        return
    billed = quantity(line.quantity, row.unit)
    if not row.received:
        bold = f"Nothing of {row.item_name} has arrived:"
        text = f"{billed} are billed. Record the receipt first, or wait for the goods."
        yield doubt(weight(accepting), "not_received", bold, text, source_of(row))
        return
    bold = f"More of {row.item_name} is billed than has arrived:"
    before = row.received - left
    earlier = f", {quantity(before, row.unit)} of them billed before" if before else ""
    text = f"{billed} against {quantity(row.received, row.unit)} that came{earlier}."
    severity = "stop" if before or line.quantity > row.ordered else weight(accepting)
    yield doubt(severity, "more_than_received", bold, text, source_of(row))


def unpaired(invoice: Invoice, known: Ordered, accepting: bool) -> Iterator[Doubt]:
    loose = [line.name for line in invoice.lines if line.order_line not in known.lines]
    if loose:
        more = [counted(len(loose) - NAMED, "more line")] if len(loose) > NAMED else []
        bold = f"{counted(len(loose), 'line')} bill nothing that was ordered with {invoice.order}:"
        text = f"{listed([*loose[:NAMED], *more])}."
        yield doubt(weight(accepting), "not_ordered", bold, text, invoice.title)


def of_total(invoice: Invoice, known: Ordered, accepting: bool) -> Iterator[Doubt]:
    """Without lines only the whole can be compared."""
    came = known.came_worth
    if invoice.worth <= came + CENTS:
        return
    whole = invoice.net is not None or invoice.tax is not None
    said = f"{money(invoice.worth, invoice)} {'net' if whole else 'with tax'}"
    worth = money(came.quantize(CENTS), invoice)
    if came <= 0:
        bold = f"Nothing of {invoice.order} has arrived that is not billed yet:"
        yield doubt(weight(accepting), "not_received", bold, f"{said} are billed.", invoice.order)
        return
    bold = f"More is billed than has arrived for {invoice.order}:"
    text = f"{said} against {worth} net that came and is not billed yet."
    severity = weight(accepting) if whole else "care"
    yield doubt(severity, "more_than_received", bold, text, invoice.order)


def weight(accepting: bool) -> Severity:
    """An invoice may come before the goods; it is not paid before them."""
    return "stop" if accepting else "care"


def source_of(row: OrderLineRow) -> str:
    return f"{row.number}, line {row.line}"


def money(amount: Decimal, invoice: Invoice) -> str:
    return str(Money(amount=amount, currency=invoice.currency))
