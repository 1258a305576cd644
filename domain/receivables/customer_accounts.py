"""Customer accounts: for each customer in each currency, what was billed, paid and is open."""

from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import owned_by
from domain.receivables.credit import CreditLimitRemoved, CreditLimitSet, CreditLine
from domain.receivables.invoice import ZERO, Addressed
from domain.receivables.invoice_events import (
    CreditNoteCancelled,
    CreditNoteIssued,
    CustomerInvoiceCancelled,
    CustomerInvoiceIssued,
    CustomerInvoiceReinstated,
    InvoiceSettled,
    InvoiceUnsettled,
)
from domain.receivables.payment_events import (
    AllocationReleased,
    CustomerPaymentReceived,
    CustomerPaymentTakenBack,
    Payer,
    PaymentAllocated,
)


class CustomerAccountRow(Row):
    """Billed less credited less settled is open; received less settled is unallocated."""

    customer: Public[str]
    customer_name: Internal[str]
    currency: Public[str]
    billed_amount: Internal[Decimal] = ZERO
    credited_amount: Internal[Decimal] = ZERO
    received_amount: Internal[Decimal] = ZERO
    open_amount: Internal[Decimal] = ZERO
    unallocated_amount: Internal[Decimal] = ZERO
    credit_limit: Internal[Decimal | None] = None

    @property
    def idle(self) -> bool:
        figures = (self.billed_amount, self.received_amount, self.unallocated_amount)
        return self.credit_limit is None and not any(figures)


def touches(fact: Fact) -> list[CustomerAccountRow]:
    match fact.event:
        case Addressed() | Payer() as event:
            return [account(event.customer, event.customer_name, event.currency)]
        case CreditLimitSet(before=before) as event:
            lines = [event, *([before] if before else [])]
            found = {line.limit.currency: line for line in reversed(lines)}
            return [account(event.customer, event.customer_name, each) for each in found]
        case CreditLine() as event:
            return [account(event.customer, event.customer_name, event.limit.currency)]
        case _:
            return []


def account(customer: str, name: str, currency: str) -> CustomerAccountRow:
    return CustomerAccountRow(customer=customer, customer_name=name, currency=currency)


def project(row: CustomerAccountRow, fact: Fact) -> CustomerAccountRow | None:
    after = limited(row, fact) or row.model_copy(update=figures(row, fact))
    return None if after.idle else after


def limited(row: CustomerAccountRow, fact: Fact) -> CustomerAccountRow | None:
    match fact.event:
        case CreditLimitSet(limit=limit):
            known = limit.amount if limit.currency == row.currency else None
            return row.model_copy(update={"credit_limit": known})
        case CreditLimitRemoved():
            return row.model_copy(update={"credit_limit": None})
        case _:
            return None


def figures(row: CustomerAccountRow, fact: Fact) -> dict[str, Decimal]:
    match fact.event:
        case CustomerInvoiceIssued(gross=gross):
            return moved(row, billed_amount=gross, open_amount=gross)
        case CustomerInvoiceCancelled(bill=bill):
            return moved(row, billed_amount=-bill.gross, open_amount=-bill.gross)
        case CustomerInvoiceReinstated(bill=bill):
            return moved(row, billed_amount=bill.gross, open_amount=bill.gross)
        case CreditNoteIssued(amount=amount):
            return moved(row, credited_amount=amount, open_amount=-amount)
        case CreditNoteCancelled(amount=amount):
            return moved(row, credited_amount=-amount, open_amount=amount)
        case InvoiceSettled(amount=amount):
            return moved(row, open_amount=-amount)
        case InvoiceUnsettled(amount=amount):
            return moved(row, open_amount=amount)
        case CustomerPaymentReceived(amount=amount):
            return moved(row, received_amount=amount, unallocated_amount=amount)
        case CustomerPaymentTakenBack(amount=amount):
            return moved(row, received_amount=-amount, unallocated_amount=-amount)
        case PaymentAllocated(amount=amount):
            return moved(row, unallocated_amount=-amount)
        case AllocationReleased(amount=amount):
            return moved(row, unallocated_amount=amount)
        case _:
            return {}


def moved(row: CustomerAccountRow, **by: Decimal) -> dict[str, Decimal]:
    return {name: getattr(row, name) + amount for name, amount in by.items()}


customer_accounts = Projection(
    name="customer_accounts",
    row=CustomerAccountRow,
    key=(CustomerAccountRow.customer, CustomerAccountRow.currency),
    indexes=((CustomerAccountRow.customer_name,),),
    of=(Addressed, Payer, CreditLine),
    touches=touches,
    project=project,
    told=owned_by(CustomerAccountRow.customer),
)
