"""Payment events: what may be asked of a customer's payment, with what happened to it."""

from datetime import date

from domain.kernel import Amount, Command, Currency, Event, Internal, Message, Money
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Name, day


class Payer(Message):
    """What every fact about a payment repeats."""

    payment: Code
    customer: Code
    customer_name: Internal[Name]
    currency: Currency
    received_on: date

    @property
    def payer(self) -> "Payer":
        return part(Payer, self)

    def money(self, amount: Amount) -> Money:
        return Money(amount=amount, currency=self.currency)

    @property
    def purse(self) -> str:
        """Who receives a payment and allocates it at once answers for its money once."""
        return self.payment


class Payment(Payer):
    """A payment as it came; the reference is what the customer wrote on it."""

    amount: Internal[Amount]
    reference: Internal[Label] = ""

    @property
    def total(self) -> Money:
        return self.money(self.amount)


class ReceiveCustomerPayment(Payment, Command):
    separated = "above_limit"


class TakeBackCustomerPayment(Command):
    """The payment never came, or was returned by the bank; nothing of it may be allocated."""

    separated = "above_limit"


class AllocatePayment(Command):
    invoice: Code
    amount: Internal[Amount]
    currency: Currency


class ReleaseAllocation(Command):
    invoice: Code
    amount: Internal[Amount]


class CustomerPaymentReceived(Payment, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.total

    def __str__(self) -> str:
        words = f" with the words “{self.reference}”" if self.reference else ""
        return (
            f"{self.customer_name} pays {self.total} on {day(self.received_on)}{words}: "
            f"{self.payment}."
        )

    def undo(self) -> Command:
        return TakeBackCustomerPayment()


class CustomerPaymentTakenBack(Payment, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.total

    def __str__(self) -> str:
        return f"{self.payment} over {self.total} from {self.customer_name} is taken back."

    def undo(self) -> Command:
        return ReceiveCustomerPayment(**dict(self))


class Allocation(Payer):
    """So much of a payment for one invoice."""

    invoice: Code
    amount: Internal[Amount]

    @property
    def at_stake(self) -> Money | None:
        """The claim that ends, or begins again; that its invoice is settled says it once more."""
        return self.money(self.amount)


class PaymentAllocated(Allocation, Event):
    def __str__(self) -> str:
        return f"Of {self.payment}, {self.money(self.amount)} is allocated to {self.invoice}."

    def undo(self) -> Command:
        return ReleaseAllocation(invoice=self.invoice, amount=self.amount)


class AllocationReleased(Allocation, Event):
    def __str__(self) -> str:
        amount = self.money(self.amount)
        return f"Of {self.payment}, {amount} is no longer allocated to {self.invoice}."

    def undo(self) -> Command:
        return AllocatePayment(invoice=self.invoice, amount=self.amount, currency=self.currency)


CustomerPaymentCommand = (
    ReceiveCustomerPayment | TakeBackCustomerPayment | AllocatePayment | ReleaseAllocation
)
CustomerPaymentEvent = (
    CustomerPaymentReceived | CustomerPaymentTakenBack | PaymentAllocated | AllocationReleased
)
