"""Invoice events: what may be asked of a customer's invoice, with what happened to it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.kernel import Amount, Command, Currency, Event, Internal, Message, Money
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Reason, day, ended
from domain.receivables.invoice import Addressed, Bill, Invoice, Sums

Level = Annotated[int, Field(ge=1, le=3)]
"""The first reminder is friendly, the third is the last."""
GIVEN_BACK = "The invoice goes back to the system it was taken over from"
REMINDERS = {1: "first reminder", 2: "second reminder", 3: "last reminder"}


class Credit(Message):
    """A credit note: its number, how much of the invoice it takes back, when, why."""

    credit_note: Code
    amount: Internal[Amount]
    issued_on: date
    reason: Reason


class Settling(Message):
    """So much of one payment that goes to the invoice."""

    payment: Code
    amount: Internal[Amount]
    received_on: date


class Dunning(Message):
    level: Level
    sent_on: date


class IssueCustomerInvoice(Bill, Command):
    separated = "above_limit"


class TakeOverCustomerInvoice(Bill, Command):
    """Enter an invoice that another system issued: what it claims was decided there."""


class GiveBackCustomerInvoice(Command):
    """Take back a takeover; nothing may have happened to the invoice since."""


class CancelCustomerInvoice(Command):
    """The invoice claims nothing any more; its number stays used."""

    reason: Reason

    separated = "always"


class ReinstateCustomerInvoice(Command):
    separated = "above_limit"


class Noted(Credit):
    """A credit note with what of it is net and what is tax, as the paper says it."""

    parts: Sums


class IssueCreditNote(Credit, Command):
    currency: Currency
    parts: Sums | None = None
    """What it said of net and tax, where one that was cancelled is put back."""

    separated = "always"


class CancelCreditNote(Command):
    credit_note: Code

    separated = "above_limit"


class SettleInvoice(Settling, Command):
    """A payment goes to the invoice; it follows from the payment's allocation."""

    customer: Code
    currency: Currency


class UnsettleInvoice(Command):
    """A payment goes to the invoice no longer; it follows from the end of its allocation."""

    payment: Code
    amount: Internal[Amount]


class RemindCustomer(Dunning, Command):
    pass


class WithdrawReminder(Command):
    level: Level


class CustomerInvoiceIssued(Invoice, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.total

    def __str__(self) -> str:
        order = f" for {self.order}" if self.order else ""
        return (
            f"{self.title}{order} over {self.total} is issued, {self.money(self.tax)} of it tax, "
            f"due on {day(self.due_on)}."
        )

    def undo(self) -> Command:
        return CancelCustomerInvoice(reason="Taken back")


class Claim(Addressed):
    """The whole invoice, which its lines follow, and why it was cancelled."""

    bill: Invoice
    reason: Reason

    @property
    def total(self) -> Money:
        return self.bill.total


class CustomerInvoiceCancelled(Claim, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.total

    def __str__(self) -> str:
        return f"{self.title} over {self.total} is cancelled: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReinstateCustomerInvoice()


class CustomerInvoiceTakenOver(CustomerInvoiceIssued):
    """An invoice as another system issued it: what it claims was decided there, by others."""

    @property
    def at_stake(self) -> None:
        return None

    def __str__(self) -> str:
        order = f" for {self.order}" if self.order else ""
        due = f"{day(self.issued_on)} and due on {day(self.due_on)}"
        return f"{self.title}{order} over {self.total}, issued on {due}, is taken over."

    def undo(self) -> Command:
        return GiveBackCustomerInvoice()


class CustomerInvoiceGivenBack(CustomerInvoiceCancelled):
    @property
    def at_stake(self) -> None:
        return None

    def __str__(self) -> str:
        return f"{self.title} over {self.total} is given back, as if it had not come."

    def undo(self) -> Command:
        return TakeOverCustomerInvoice(**dict(part(Bill, self.bill)))


class CustomerInvoiceReinstated(Claim, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.total

    def __str__(self) -> str:
        return f"{self.title} over {self.total} is claimed again."

    def undo(self) -> Command:
        return CancelCustomerInvoice(reason=self.reason)


class Credited(Addressed, Noted):
    """A credit note beside its invoice, and the order whose goods that billed."""

    order: Label = ""

    @property
    def worth(self) -> Money:
        return self.money(self.amount)


class CreditNoteIssued(Credited, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.worth

    def __str__(self) -> str:
        return (
            f"{self.credit_note} takes {self.worth} back from {self.title}, "
            f"{self.money(self.parts.tax)} of it tax: {ended(self.reason)}."
        )

    def undo(self) -> Command:
        return CancelCreditNote(credit_note=self.credit_note)


class CreditNoteCancelled(Credited, Event):
    @property
    def at_stake(self) -> Money | None:
        return self.worth

    def __str__(self) -> str:
        return f"{self.credit_note} over {self.worth} is cancelled: {self.title} owes it again."

    def undo(self) -> Command:
        kept = {name: getattr(self, name) for name in Noted.model_fields}
        return IssueCreditNote(**kept, currency=self.currency)


class Settlement(Addressed, Settling):
    """What went to the invoice or left it, and the day of the last payment that is there now."""

    last_paid_on: date | None = None


class InvoiceSettled(Settlement, Event):
    def __str__(self) -> str:
        return f"{self.payment} pays {self.money(self.amount)} of {self.title}."

    def undo(self) -> Command:
        return UnsettleInvoice(payment=self.payment, amount=self.amount)


class InvoiceUnsettled(Settlement, Event):
    def __str__(self) -> str:
        return f"{self.payment} no longer pays {self.money(self.amount)} of {self.title}."

    def undo(self) -> Command:
        kept = {name: getattr(self, name) for name in Settling.model_fields}
        return SettleInvoice(**kept, customer=self.customer, currency=self.currency)


class Reminded(Addressed, Dunning):
    """A reminder, and the day of the one before it."""

    open_amount: Internal[Amount]
    before: date | None = None


class CustomerReminded(Reminded, Event):
    def __str__(self) -> str:
        owed = self.money(self.open_amount)
        return (
            f"{self.title} gets its {REMINDERS[self.level]} on {day(self.sent_on)}: {owed} is open."
        )

    def undo(self) -> Command:
        return WithdrawReminder(level=self.level)


class ReminderWithdrawn(Reminded, Event):
    def __str__(self) -> str:
        return f"The {REMINDERS[self.level]} of {self.title} is withdrawn."

    def undo(self) -> Command:
        return RemindCustomer(level=self.level, sent_on=self.sent_on)


CustomerInvoiceCommand = (
    IssueCustomerInvoice
    | TakeOverCustomerInvoice
    | GiveBackCustomerInvoice
    | CancelCustomerInvoice
    | ReinstateCustomerInvoice
    | IssueCreditNote
    | CancelCreditNote
    | SettleInvoice
    | UnsettleInvoice
    | RemindCustomer
    | WithdrawReminder
)
CustomerInvoiceEvent = (
    CustomerInvoiceIssued
    | CustomerInvoiceTakenOver
    | CustomerInvoiceGivenBack
    | CustomerInvoiceCancelled
    | CustomerInvoiceReinstated
    | CreditNoteIssued
    | CreditNoteCancelled
    | InvoiceSettled
    | InvoiceUnsettled
    | CustomerReminded
    | ReminderWithdrawn
)
