"""A supplier: who they are, on what terms we pay them, to which account, and whether we may buy."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kernel import Command, Currency, Decider, Event, Internal, Message, Personal, Refused
from domain.kernel.differences import changed, differences
from domain.kernel.part import part
from domain.kernel.words import Code, Email, Label, Name, Reason, ended
from domain.procurement.bank_account import BankAccount, believed

Days = Annotated[int, Field(ge=0, le=365)]
Rating = Annotated[int, Field(ge=0, le=5)]
CONTACT = "supplier-contact"
"""Whose address it is: the person there whom we write to."""


class Profile(Message):
    """Who a supplier is and how we trade; an empty text or a rating of 0 means not known."""

    data_subject: ClassVar[str] = CONTACT

    name: Name
    city: Label = ""
    country: Label = ""
    email: Personal[Email] = ""
    currency: Currency
    payment_days: Internal[Days] = 30
    preferred: bool = False
    rating: Internal[Rating] = 0


class Identified(Message):
    """What every fact about a supplier repeats."""

    supplier: Code
    name: Name


class Registration(Profile):
    supplier: Code


class RegisterSupplier(Registration, Command):
    pass


class RemoveSupplier(Command):
    """Take back a registration; what has bank details or a hold is not removed with them."""


class ChangeSupplier(Command):
    """Change what is given; None leaves it as it is."""

    data_subject: ClassVar[str] = CONTACT

    name: Name | None = None
    city: Label | None = None
    country: Label | None = None
    email: Personal[Email | None] = None
    currency: Currency | None = None
    payment_days: Internal[Days | None] = None
    preferred: bool | None = None
    rating: Internal[Rating | None] = None


class HoldSupplier(Command):
    reason: Reason


class ReleaseSupplier(Command):
    pass


class ChangeBankDetails(BankAccount, Command):
    separated = "always"


class RemoveBankDetails(Command):
    separated = "always"


class SupplierRegistered(Registration, Event):
    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.city, self.country)))
        where = f" of {place}" if place else ""
        return (
            f"{self.name}{where} becomes a supplier, paid in {self.currency} "
            f"within {self.payment_days} days."
        )

    def undo(self) -> Command:
        return RemoveSupplier()


class SupplierRemoved(Registration, Event):
    def __str__(self) -> str:
        return f"{self.name} is no longer a supplier."

    def undo(self) -> Command:
        return RegisterSupplier(**dict(self))


class SupplierChanged(Event):
    supplier: Code
    before: Profile
    after: Profile

    def __str__(self) -> str:
        return f"{self.before.name} changes: {differences(self.before, self.after)}."

    def undo(self) -> Command:
        return ChangeSupplier(**dict(self.before))


class SupplierHeld(Identified, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is put on hold: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReleaseSupplier()


class SupplierReleased(Identified, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.name} is released from the hold for: {ended(self.reason)}."

    def undo(self) -> Command:
        return HoldSupplier(reason=self.reason)


class BankDetailsChanged(Identified, Event):
    account: BankAccount
    previous: BankAccount | None = None

    def __str__(self) -> str:
        instead = f", no longer {self.previous}" if self.previous else ""
        return f"{self.name} is paid to the account {self.account}{instead}."

    def undo(self) -> Command:
        return paid_to(self.previous)


class BankDetailsRemoved(Identified, Event):
    account: BankAccount

    def __str__(self) -> str:
        return f"{self.name} is no longer paid to the account {self.account}."

    def undo(self) -> Command:
        return paid_to(self.account)


SupplierCommand = (
    RegisterSupplier
    | RemoveSupplier
    | ChangeSupplier
    | HoldSupplier
    | ReleaseSupplier
    | ChangeBankDetails
    | RemoveBankDetails
)
SupplierEvent = (
    SupplierRegistered
    | SupplierRemoved
    | SupplierChanged
    | SupplierHeld
    | SupplierReleased
    | BankDetailsChanged
    | BankDetailsRemoved
)


@dataclass(frozen=True)
class Supplier:
    code: str = ""
    profile: Profile | None = None
    held: str = ""
    account: BankAccount | None = None


def decide(supplier: Supplier, command: SupplierCommand) -> list[SupplierEvent]:
    match command:
        case RegisterSupplier() if supplier.profile:
            name = supplier.profile.name
            raise Refused(f"Not registered. {command.supplier} is {name} already.", "known")
        case RegisterSupplier():
            return [SupplierRegistered(**dict(command))]
        case _ if supplier.profile is None:
            raise Refused("There is no such supplier: register it first.", "unknown_supplier")
        case ChangeBankDetails() | RemoveBankDetails():
            return decide_account(supplier, supplier.profile, command)
        case _:
            return decide_standing(supplier, supplier.profile, command)


def decide_standing(
    supplier: Supplier,
    profile: Profile,
    command: RemoveSupplier | ChangeSupplier | HoldSupplier | ReleaseSupplier,
) -> list[SupplierEvent]:
    who = {"supplier": supplier.code, "name": profile.name}
    match command:
        case RemoveSupplier() if supplier.account or supplier.held:
            kept = "has bank details" if supplier.account else "is on hold"
            reason = f"Not removed. {profile.name} {kept}: take that back first."
            raise Refused(reason, "still_in_use")
        case RemoveSupplier():
            return [SupplierRemoved(supplier=supplier.code, **dict(profile))]
        case ChangeSupplier():
            after = Profile(**changed(profile, command))
            if after == profile:
                raise Refused(f"Not changed. {profile.name} is so already.", "no_change")
            return [SupplierChanged(supplier=supplier.code, before=profile, after=after)]
        case HoldSupplier() if supplier.held:
            reason = f"Not held. {profile.name} is on hold already: {ended(supplier.held)}."
            raise Refused(reason, "already_held")
        case HoldSupplier(reason=reason):
            return [SupplierHeld(**who, reason=reason)]
        case ReleaseSupplier() if not supplier.held:
            raise Refused(f"Not released. {profile.name} is not on hold.", "not_held")
        case ReleaseSupplier():
            return [SupplierReleased(**who, reason=supplier.held)]


def decide_account(
    supplier: Supplier, profile: Profile, command: ChangeBankDetails | RemoveBankDetails
) -> list[SupplierEvent]:
    known = supplier.account
    match command:
        case ChangeBankDetails():
            account = believed(BankAccount(**dict(command)), profile.name)
            if account == known:
                reason = f"Not changed. {profile.name} is paid to the account {known} already."
                raise Refused(reason, "no_change")
            changed = BankDetailsChanged(
                supplier=supplier.code, name=profile.name, account=account, previous=known
            )
            return [changed]
        case RemoveBankDetails() if known is None:
            raise Refused(f"{profile.name} has no bank details to remove.", "no_bank_details")
        case RemoveBankDetails():
            return [BankDetailsRemoved(supplier=supplier.code, name=profile.name, account=known)]


def evolve(supplier: Supplier, event: SupplierEvent) -> Supplier:
    match event:
        case SupplierRegistered():
            return Supplier(event.supplier, part(Profile, event))
        case SupplierRemoved():
            return Supplier()
        case SupplierChanged(after=after):
            return replace(supplier, profile=after)
        case SupplierHeld(reason=reason):
            return replace(supplier, held=reason)
        case SupplierReleased():
            return replace(supplier, held="")
        case BankDetailsChanged(account=account):
            return replace(supplier, account=account)
        case BankDetailsRemoved():
            return replace(supplier, account=None)


def paid_to(account: BankAccount | None) -> Command:
    """The command after which we pay to this account, or to none."""
    return ChangeBankDetails(**dict(account)) if account else RemoveBankDetails()


supplier = Decider(
    name="supplier",
    commands=SupplierCommand,
    events=SupplierEvent,
    initial=Supplier(),
    decide=decide,
    evolve=evolve,
)
