"""Supplier invoice lines: one row for each, so that what was billed of an order can be summed."""

from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.payables.invoice import Billed, Invoice, Named
from domain.payables.invoice_events import (
    SupplierInvoiceAssigned,
    SupplierInvoiceRecorded,
    SupplierInvoiceTakenBack,
)

ZERO = Decimal(0)
SAID = ("item", "description", "quantity", "unit", "price", "net", "tax_rate", "order_line")


class SupplierInvoiceLineRow(Row):
    invoice: Public[str]
    position: Public[int]
    number: Public[str]
    supplier: Public[str]
    order: Public[str] = ""
    order_line: Public[int] = 0
    item: Public[str] = ""
    description: Public[str] = ""
    quantity: Internal[Decimal] = ZERO
    unit: Public[str] = ""
    price: Internal[Decimal] = ZERO
    net: Internal[Decimal] = ZERO
    tax_rate: Internal[Decimal | None] = None
    currency: Public[str]


def touches(fact: Fact) -> list[SupplierInvoiceLineRow]:
    match fact.event:
        case SupplierInvoiceRecorded() | SupplierInvoiceTakenBack() | SupplierInvoiceAssigned():
            return [blank(fact.stream, fact.event, line) for line in fact.event.lines]
        case _:
            return []


def blank(stream: str, invoice: Invoice, line: Billed) -> SupplierInvoiceLineRow:
    return SupplierInvoiceLineRow(
        invoice=stream,
        position=line.position,
        number=invoice.number,
        supplier=invoice.supplier,
        currency=invoice.currency,
    )


def project(row: SupplierInvoiceLineRow, fact: Fact) -> SupplierInvoiceLineRow | None:
    match fact.event:
        case SupplierInvoiceTakenBack():
            return None
        case SupplierInvoiceRecorded() | SupplierInvoiceAssigned() as event:
            line = next(line for line in event.lines if line.position == row.position)
            said = {name: getattr(line, name) for name in SAID}
            return row.model_copy(update={**said, "order": event.order})
        case _:
            return row


supplier_invoice_lines = Projection(
    name="supplier_invoice_lines",
    row=SupplierInvoiceLineRow,
    key=(SupplierInvoiceLineRow.invoice, SupplierInvoiceLineRow.position),
    indexes=(
        (SupplierInvoiceLineRow.order, SupplierInvoiceLineRow.order_line),
        (SupplierInvoiceLineRow.supplier, SupplierInvoiceLineRow.item),
    ),
    of=(Named,),
    touches=touches,
    project=project,
)
