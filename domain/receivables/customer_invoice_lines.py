"""Customer invoice lines: one row for each, so that what was billed of a product can be summed."""

from datetime import date
from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import owned_by
from domain.receivables.invoice import ZERO, Addressed, Invoice
from domain.receivables.invoice_events import (
    CustomerInvoiceCancelled,
    CustomerInvoiceIssued,
    CustomerInvoiceReinstated,
)


class CustomerInvoiceLineRow(Row):
    invoice: Public[str]
    position: Public[int]
    customer: Public[str]
    customer_name: Internal[str]
    order: Public[str] = ""
    issued_on: Internal[date]
    order_line: Public[int] = 0
    product: Public[str] = ""
    description: Public[str]
    quantity: Internal[Decimal] = ZERO
    unit: Public[str] = ""
    price: Internal[Decimal] = ZERO
    price_reason: Internal[str] = ""
    net_amount: Internal[Decimal] = ZERO
    tax_rate: Internal[Decimal] = ZERO
    currency: Public[str]


def touches(fact: Fact) -> list[CustomerInvoiceLineRow]:
    match fact.event:
        case CustomerInvoiceIssued() as event:
            return rows(event)
        case CustomerInvoiceCancelled(bill=bill) | CustomerInvoiceReinstated(bill=bill):
            return rows(bill)
        case _:
            return []


def rows(bill: Invoice) -> list[CustomerInvoiceLineRow]:
    return [
        CustomerInvoiceLineRow(
            **dict(bill.addressed),
            order=bill.order,
            issued_on=bill.issued_on,
            position=line.position,
            order_line=line.order_line,
            product=line.product,
            description=line.description,
            quantity=line.quantity.amount,
            unit=line.quantity.unit,
            price=line.price,
            price_reason=line.price_reason,
            net_amount=line.net(bill.currency),
            tax_rate=line.tax_rate,
        )
        for line in bill.lines
    ]


def project(row: CustomerInvoiceLineRow, fact: Fact) -> CustomerInvoiceLineRow | None:
    """A line as it was billed; it leaves with a cancelled invoice, and comes back with it."""
    return None if isinstance(fact.event, CustomerInvoiceCancelled) else row


customer_invoice_lines = Projection(
    name="customer_invoice_lines",
    row=CustomerInvoiceLineRow,
    key=(CustomerInvoiceLineRow.invoice, CustomerInvoiceLineRow.position),
    indexes=(
        (CustomerInvoiceLineRow.product, CustomerInvoiceLineRow.issued_on),
        (CustomerInvoiceLineRow.order,),
        (CustomerInvoiceLineRow.customer, CustomerInvoiceLineRow.issued_on),
    ),
    of=(Addressed,),
    touches=touches,
    project=project,
    told=owned_by(CustomerInvoiceLineRow.customer),
)
