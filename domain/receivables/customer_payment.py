"""A customer's payment: received once, then allocated to invoices, never beyond what came."""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.kernel import Decider, Refused
from domain.kernel.part import part
from domain.receivables.invoice import ZERO, rounded
from domain.receivables.payment_events import (
    AllocatePayment,
    AllocationReleased,
    CustomerPaymentCommand,
    CustomerPaymentEvent,
    CustomerPaymentReceived,
    CustomerPaymentTakenBack,
    Payment,
    PaymentAllocated,
    ReceiveCustomerPayment,
    ReleaseAllocation,
    TakeBackCustomerPayment,
)

Shares = tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True)
class CustomerPayment:
    payment: Payment | None = None
    allocated: Shares = ()
    """Each invoice with what of the payment goes to it, by number."""

    @property
    def rest(self) -> Decimal:
        """What is allocated to no invoice."""
        whole = self.payment.amount if self.payment else ZERO
        return whole - sum((amount for _, amount in self.allocated), ZERO)

    def to(self, invoice: str) -> Decimal:
        return dict(self.allocated).get(invoice, ZERO)

    def moved(self, invoice: str, amount: Decimal) -> "CustomerPayment":
        """After so much more, or less, for an invoice; what is left at nothing is no more."""
        after = dict(self.allocated) | {invoice: self.to(invoice) + amount}
        return replace(self, allocated=tuple(sorted(pair for pair in after.items() if pair[1])))


def decide(state: CustomerPayment, command: CustomerPaymentCommand) -> list[CustomerPaymentEvent]:
    match command:
        case ReceiveCustomerPayment() if state.payment:
            known = state.payment
            reason = (
                f"Not recorded. {known.payment} over {known.total} from {known.customer_name} "
                "is on record already."
            )
            raise Refused(reason, "known")
        case ReceiveCustomerPayment(amount=amount, currency=currency):
            whole(amount, currency, "recorded")
            return [CustomerPaymentReceived(**dict(command))]
        case _ if state.payment is None:
            raise Refused("There is no such payment: record it first.", "unknown_payment")
        case TakeBackCustomerPayment() if state.allocated:
            invoices = ", ".join(invoice for invoice, _ in state.allocated)
            reason = (
                f"Not taken back. {state.payment.payment} is allocated to {invoices}: "
                "release that first."
            )
            raise Refused(reason, "allocated")
        case TakeBackCustomerPayment():
            return [CustomerPaymentTakenBack(**dict(state.payment))]
        case AllocatePayment():
            return [allocated(state, state.payment, command)]
        case ReleaseAllocation():
            return [released(state, state.payment, command)]


def allocated(
    state: CustomerPayment, payment: Payment, command: AllocatePayment
) -> PaymentAllocated:
    if command.currency != payment.currency:
        reason = f"Not allocated. {payment.payment} is in {payment.currency}: {command.currency}"
        raise Refused(f"{reason} is never mixed with it.", "two_currencies")
    whole(command.amount, payment.currency, "allocated")
    if command.amount > state.rest:
        asked, there = payment.money(command.amount), payment.money(state.rest)
        reason = f"Not allocated. Of {payment.payment}, {there} is left, and not {asked}."
        raise Refused(reason, "more_than_left")
    return PaymentAllocated(**dict(payment.payer), invoice=command.invoice, amount=command.amount)


def released(
    state: CustomerPayment, payment: Payment, command: ReleaseAllocation
) -> AllocationReleased:
    there = state.to(command.invoice)
    if not 0 < command.amount <= there:
        reason = f"Not released. Of {payment.payment}, {payment.money(there)} is allocated to "
        raise Refused(f"{reason}{command.invoice}.", "not_allocated")
    return AllocationReleased(**dict(payment.payer), invoice=command.invoice, amount=command.amount)


def whole(amount: Decimal, currency: str, done: str) -> None:
    if amount <= 0 or amount != rounded(amount, currency):
        raise Refused(f"Not {done}. Give an amount above 0, to the cent.", "no_amount")


def evolve(state: CustomerPayment, event: CustomerPaymentEvent) -> CustomerPayment:
    match event:
        case CustomerPaymentReceived():
            return CustomerPayment(part(Payment, event))
        case CustomerPaymentTakenBack():
            return CustomerPayment()
        case PaymentAllocated(invoice=invoice, amount=amount):
            return state.moved(invoice, amount)
        case AllocationReleased(invoice=invoice, amount=amount):
            return state.moved(invoice, -amount)


customer_payment = Decider(
    name="customer_payment",
    commands=CustomerPaymentCommand,
    events=CustomerPaymentEvent,
    initial=CustomerPayment(),
    decide=decide,
    evolve=evolve,
)
