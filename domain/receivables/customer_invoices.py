"""Customer invoices: one row for each, with what it comes to and what of it is open."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Fact, Internal, Projection, Public, Rollup, Row, among, narrow
from domain.kernel.ownership import owned_by
from domain.receivables.invoice import ZERO, Addressed
from domain.receivables.invoice_events import (
    CreditNoteCancelled,
    CreditNoteIssued,
    CustomerInvoiceCancelled,
    CustomerInvoiceGivenBack,
    CustomerInvoiceIssued,
    CustomerInvoiceReinstated,
    CustomerReminded,
    InvoiceSettled,
    InvoiceUnsettled,
    ReminderWithdrawn,
)
from domain.receivables.invoice_state import stage_of

STAGES = ("open", "partly_paid", "paid", "credited", "cancelled")
OPEN = ("open", "partly_paid")


class CustomerInvoiceRow(Row):
    """Net, tax and gross are what was billed; revenue is net less what was credited of it."""

    invoice: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    order: Public[str] = ""
    status: Internal[str] = "open"
    issued_on: Internal[date | None] = None
    due_on: Internal[date | None] = None
    currency: Public[str]
    net: Internal[Decimal] = ZERO
    tax: Internal[Decimal] = ZERO
    gross: Internal[Decimal] = ZERO
    credited_amount: Internal[Decimal] = ZERO
    paid_amount: Internal[Decimal] = ZERO
    open_amount: Internal[Decimal] = ZERO
    revenue_amount: Internal[Decimal] = ZERO
    last_paid_on: Internal[date | None] = None
    paid_on: Internal[date | None] = None
    """The day of its last payment, once nothing is open."""
    days_to_pay: Internal[int | None] = None
    """From the day it was issued to that day."""
    days_late: Internal[int | None] = None
    """From its due date to that day, below zero when it was paid early."""
    dunning_level: Internal[int] = 0
    reminded_on: Internal[date | None] = None


def touches(fact: Fact) -> list[CustomerInvoiceRow]:
    match fact.event:
        case Addressed() as event:
            return [CustomerInvoiceRow(**dict(event.addressed))]
        case _:
            return []


def project(row: CustomerInvoiceRow, fact: Fact) -> CustomerInvoiceRow | None:
    match fact.event:
        case CustomerInvoiceIssued() as event:
            said = ("order", "issued_on", "due_on", "net", "tax", "gross")
            values = {name: getattr(event, name) for name in said}
            return now(row, **values, revenue_amount=event.net)
        case CustomerInvoiceGivenBack():
            return None
        case CustomerInvoiceCancelled():
            off = {"status": "cancelled", "open_amount": ZERO, "revenue_amount": ZERO}
            return row.model_copy(update=off)
        case CustomerInvoiceReinstated():
            return now(row, revenue_amount=row.net)
        case CreditNoteIssued(amount=amount, parts=parts):
            return credited(row, amount, parts.net)
        case CreditNoteCancelled(amount=amount, parts=parts):
            return credited(row, -amount, -parts.net)
        case InvoiceSettled(amount=amount, last_paid_on=last):
            return now(row, last, paid_amount=row.paid_amount + amount)
        case InvoiceUnsettled(amount=amount, last_paid_on=last):
            return now(row, last, paid_amount=row.paid_amount - amount)
        case CustomerReminded(level=level, sent_on=on):
            return row.model_copy(update={"dunning_level": level, "reminded_on": on})
        case ReminderWithdrawn(level=level, before=before):
            return row.model_copy(update={"dunning_level": level - 1, "reminded_on": before})
        case _:
            return row


def credited(row: CustomerInvoiceRow, amount: Decimal, net: Decimal) -> CustomerInvoiceRow:
    return now(
        row,
        row.last_paid_on,
        credited_amount=row.credited_amount + amount,
        revenue_amount=row.revenue_amount - net,
    )


def now(row: CustomerInvoiceRow, last: date | None = None, **values: Any) -> CustomerInvoiceRow:
    """The row with these values, and with all that is derived from them."""
    new = row.model_copy(update=values)
    status = stage_of(new.gross, new.credited_amount, new.paid_amount, cancelled=False)
    paid_on = last if status == "paid" else None
    taken = (paid_on - new.issued_on).days if paid_on and new.issued_on else None
    late = (paid_on - new.due_on).days if paid_on and new.due_on else None
    derived = {
        "status": status,
        "open_amount": new.gross - new.credited_amount - new.paid_amount,
        "last_paid_on": last,
        "paid_on": paid_on,
        "days_to_pay": taken,
        "days_late": late,
    }
    return new.model_copy(update=derived)


by_customer = Rollup(
    name="customer_invoices_by_customer",
    of=CustomerInvoiceRow,
    by=(
        CustomerInvoiceRow.customer,
        CustomerInvoiceRow.customer_name,
        CustomerInvoiceRow.currency,
        CustomerInvoiceRow.status,
    ),
    months=(CustomerInvoiceRow.issued_on,),
    sums=(
        CustomerInvoiceRow.revenue_amount,
        CustomerInvoiceRow.open_amount,
        CustomerInvoiceRow.gross,
    ),
    indexes=(narrow(among(CustomerInvoiceRow.status, OPEN), by=(CustomerInvoiceRow.customer,)),),
)
customer_invoices = Projection(
    name="customer_invoices",
    row=CustomerInvoiceRow,
    key=(CustomerInvoiceRow.invoice,),
    indexes=(
        (CustomerInvoiceRow.customer, CustomerInvoiceRow.issued_on),
        (CustomerInvoiceRow.status, CustomerInvoiceRow.due_on),
        (CustomerInvoiceRow.order,),
        (CustomerInvoiceRow.issued_on,),
        narrow(
            among(CustomerInvoiceRow.status, OPEN),
            by=(
                CustomerInvoiceRow.customer,
                CustomerInvoiceRow.due_on,
                CustomerInvoiceRow.currency,
                CustomerInvoiceRow.open_amount,
            ),
        ),
        narrow(
            among(CustomerInvoiceRow.status, OPEN),
            by=(CustomerInvoiceRow.dunning_level, CustomerInvoiceRow.open_amount),
        ),
    ),
    rollups=(by_customer,),
    of=(Addressed,),
    touches=touches,
    project=project,
    told=owned_by(CustomerInvoiceRow.customer),
)
