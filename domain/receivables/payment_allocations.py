"""Payment allocations: which payment went to which invoice, and how much of it."""

from datetime import date
from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import owned_by
from domain.receivables.invoice import ZERO
from domain.receivables.payment_events import Allocation, AllocationReleased


class PaymentAllocationRow(Row):
    payment: Public[str]
    invoice: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    received_on: Internal[date]
    currency: Public[str]
    amount: Internal[Decimal] = ZERO


def touches(fact: Fact) -> list[PaymentAllocationRow]:
    match fact.event:
        case Allocation() as event:
            return [PaymentAllocationRow(**dict(event.payer), invoice=event.invoice)]
        case _:
            return []


def project(row: PaymentAllocationRow, fact: Fact) -> PaymentAllocationRow | None:
    match fact.event:
        case Allocation(amount=amount) as event:
            sign = -1 if isinstance(event, AllocationReleased) else 1
            after = row.amount + sign * amount
            return row.model_copy(update={"amount": after}) if after else None
        case _:
            return row


payment_allocations = Projection(
    name="payment_allocations",
    row=PaymentAllocationRow,
    key=(PaymentAllocationRow.payment, PaymentAllocationRow.invoice),
    indexes=((PaymentAllocationRow.invoice,), (PaymentAllocationRow.customer,)),
    of=(Allocation,),
    touches=touches,
    project=project,
    told=owned_by(PaymentAllocationRow.customer),
)
