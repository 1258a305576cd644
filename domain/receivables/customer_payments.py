"""Customer payments: one row for each, with what of it is allocated to no invoice."""

from datetime import date
from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row, narrow
from domain.kernel.ownership import owned_by
from domain.receivables.invoice import ZERO
from domain.receivables.payment_events import (
    AllocationReleased,
    CustomerPaymentReceived,
    CustomerPaymentTakenBack,
    Payer,
    PaymentAllocated,
)


class CustomerPaymentRow(Row):
    payment: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    received_on: Internal[date]
    reference: Internal[str] = ""
    currency: Public[str]
    amount: Internal[Decimal] = ZERO
    allocated_amount: Internal[Decimal] = ZERO
    unallocated_amount: Internal[Decimal] = ZERO


def touches(fact: Fact) -> list[CustomerPaymentRow]:
    match fact.event:
        case Payer() as event:
            return [CustomerPaymentRow(**dict(event.payer))]
        case _:
            return []


def project(row: CustomerPaymentRow, fact: Fact) -> CustomerPaymentRow | None:
    match fact.event:
        case CustomerPaymentTakenBack():
            return None
        case CustomerPaymentReceived(amount=amount, reference=reference):
            came = {"amount": amount, "unallocated_amount": amount, "reference": reference}
            return row.model_copy(update=came)
        case PaymentAllocated(amount=amount):
            return moved(row, amount)
        case AllocationReleased(amount=amount):
            return moved(row, -amount)
        case _:
            return row


def moved(row: CustomerPaymentRow, amount: Decimal) -> CustomerPaymentRow:
    allocated = row.allocated_amount + amount
    left = row.amount - allocated
    return row.model_copy(update={"allocated_amount": allocated, "unallocated_amount": left})


customer_payments = Projection(
    name="customer_payments",
    row=CustomerPaymentRow,
    key=(CustomerPaymentRow.payment,),
    indexes=(
        (CustomerPaymentRow.customer, CustomerPaymentRow.received_on),
        (CustomerPaymentRow.received_on,),
        narrow(
            CustomerPaymentRow.unallocated_amount > ZERO,
            by=(CustomerPaymentRow.unallocated_amount,),
        ),
        narrow(
            CustomerPaymentRow.unallocated_amount > ZERO,
            by=(CustomerPaymentRow.received_on, CustomerPaymentRow.payment),
        ),
    ),
    of=(Payer,),
    touches=touches,
    project=project,
    told=owned_by(CustomerPaymentRow.customer),
)
