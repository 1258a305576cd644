"""Settlement: when a payment is allocated to an invoice, the invoice is settled by as much."""

from domain.kernel import Fact, Step
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.invoice_events import SettleInvoice, UnsettleInvoice
from domain.receivables.payment_events import AllocationReleased, PaymentAllocated


def settle(fact: Fact) -> list[Step]:
    match fact.event:
        case PaymentAllocated() as event:
            command = SettleInvoice(
                payment=event.payment,
                amount=event.amount,
                received_on=event.received_on,
                customer=event.customer,
                currency=event.currency,
            )
            return [Step(customer_invoice.stream(event.invoice), command)]
        case AllocationReleased(payment=payment, invoice=invoice, amount=amount):
            undone = UnsettleInvoice(payment=payment, amount=amount)
            return [Step(customer_invoice.stream(invoice), undone)]
        case _:
            return []
