"""Customer events: what may be asked about a customer, with what happened to them."""

from datetime import date
from typing import ClassVar

from domain.customers.profile import (
    CALLED,
    Days,
    Identified,
    Kind,
    Profile,
    Registration,
    Terms,
)
from domain.kernel import Command, Currency, Event, Internal, Message, Personal
from domain.kernel.differences import differences
from domain.kernel.subjects import CUSTOMER
from domain.kernel.words import Code, Email, Label, Name, Reason, day, ended, measured


class RegisterCustomer(Registration, Command):
    """A customer who may buy from this moment on."""


class ApplyAsDealer(Registration, Command):
    """A dealer who would like to buy, and waits for somebody's yes."""


class ApproveDealer(Terms, Command):
    """Let a dealer buy, on these terms."""

    approved_on: date


class WithdrawApproval(Terms, Command):
    """Let a dealer wait again, on the terms applied for."""


class RemoveCustomer(Command):
    """Take back a registration or an application; nothing may have come of it."""


class ChangeCustomer(Command):
    """Change what is given; None leaves it as it is."""

    data_subject: ClassVar[str] = CUSTOMER

    name: Personal[Name | None] = None
    kind: Kind | None = None
    contact: Personal[Label | None] = None
    email: Personal[Email | None] = None
    phone: Personal[Label | None] = None
    street: Personal[Label | None] = None
    city: Label | None = None
    postcode: Personal[Label | None] = None
    country: Label | None = None
    vat_number: Internal[Label | None] = None
    currency: Currency | None = None
    payment_days: Internal[Days | None] = None
    price_list: Internal[Label | None] = None
    segment: Internal[Label | None] = None
    territory: Internal[Label | None] = None
    since: date | None = None


class Reached(Message):
    """How an account is reached; None leaves it as it is."""

    data_subject: ClassVar[str] = CUSTOMER

    email: Personal[Email | None] = None
    phone: Personal[Label | None] = None
    street: Personal[Label | None] = None
    city: Label | None = None
    postcode: Personal[Label | None] = None


class ChangeOwnDetails(Reached, Command):
    """What an account changes about itself: how it is reached, never on which terms it buys."""

    customer: Code


class HoldCustomer(Command):
    reason: Reason


class ReleaseCustomer(Command):
    pass


class CloseCustomer(Command):
    """End an account, or turn an application down."""

    reason: Reason


class ReopenCustomer(Command):
    pass


class CustomerRegistered(Registration, Event):
    def __str__(self) -> str:
        return (
            f"{self.introduced} becomes a {CALLED[self.kind]}, {self.customer}, and pays in "
            f"{self.currency} {within(self.payment_days)}."
        )

    def undo(self) -> Command:
        return RemoveCustomer()


class DealerApplied(Registration, Event):
    def __str__(self) -> str:
        return f"{self.introduced} applies to become a dealer, {self.customer}."

    def undo(self) -> Command:
        return RemoveCustomer()


class DealerApproved(Identified, Event):
    approved_on: date
    terms: Terms
    before: Terms

    def __str__(self) -> str:
        prices = f" at the prices of {self.terms.price_list}" if self.terms.price_list else ""
        return (
            f"{self.name} may buy as a dealer from {day(self.approved_on)} on{prices}, and pays "
            f"{within(self.terms.payment_days)}."
        )

    def undo(self) -> Command:
        return WithdrawApproval(**dict(self.before))


class ApprovalWithdrawn(Identified, Event):
    approved_on: date
    terms: Terms
    after: Terms

    def __str__(self) -> str:
        return f"{self.name} is no longer approved as a dealer, and waits again."

    def undo(self) -> Command:
        return ApproveDealer(approved_on=self.approved_on, **dict(self.terms))


class CustomerRemoved(Registration, Event):
    waiting: bool = False

    def __str__(self) -> str:
        if self.waiting:
            return f"{self.name} no longer applies to become a dealer."
        return f"{self.name} is no longer a {CALLED[self.kind]}."

    def undo(self) -> Command:
        told = {name: value for name, value in self if name != "waiting"}
        return ApplyAsDealer(**told) if self.waiting else RegisterCustomer(**told)


class CustomerChanged(Event):
    customer: str
    before: Profile
    after: Profile

    def __str__(self) -> str:
        return f"{self.before.name} changes: {differences(self.before, self.after)}."

    def undo(self) -> Command:
        return ChangeCustomer(**dict(self.before))


class CustomerHeld(Identified, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is put on hold: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReleaseCustomer()


class CustomerReleased(Identified, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is released from the hold for: {ended(self.reason)}."

    def undo(self) -> Command:
        return HoldCustomer(reason=self.reason)


class CustomerClosed(Identified, Event):
    reason: Reason
    waiting: bool = False

    def __str__(self) -> str:
        what = "application of {} is turned down" if self.waiting else "account of {} is closed"
        return f"The {what.format(self.name)}: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReopenCustomer()


class CustomerReopened(Identified, Event):
    reason: Reason
    waiting: bool = False

    def __str__(self) -> str:
        what = "application" if self.waiting else "account"
        return f"The {what} of {self.name} is open again."

    def undo(self) -> Command:
        return CloseCustomer(reason=self.reason)


CustomerCommand = (
    RegisterCustomer
    | ApplyAsDealer
    | ApproveDealer
    | WithdrawApproval
    | RemoveCustomer
    | ChangeCustomer
    | ChangeOwnDetails
    | HoldCustomer
    | ReleaseCustomer
    | CloseCustomer
    | ReopenCustomer
)
CustomerEvent = (
    CustomerRegistered
    | DealerApplied
    | DealerApproved
    | ApprovalWithdrawn
    | CustomerRemoved
    | CustomerChanged
    | CustomerHeld
    | CustomerReleased
    | CustomerClosed
    | CustomerReopened
)


def within(days: int) -> str:
    return f"within {measured(days, 'day')}" if days else "at once"
