"""A customer: who may buy from us, who waits to, who is stopped, whose account is closed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.customers.customer_events import (
    ApplyAsDealer,
    ApprovalWithdrawn,
    ApproveDealer,
    ChangeCustomer,
    ChangeOwnDetails,
    CloseCustomer,
    CustomerChanged,
    CustomerClosed,
    CustomerCommand,
    CustomerEvent,
    CustomerHeld,
    CustomerRegistered,
    CustomerReleased,
    CustomerRemoved,
    CustomerReopened,
    DealerApplied,
    DealerApproved,
    HoldCustomer,
    Reached,
    RegisterCustomer,
    ReleaseCustomer,
    RemoveCustomer,
    ReopenCustomer,
    WithdrawApproval,
)
from domain.customers.profile import Profile, Terms
from domain.customers.vat_number import believed
from domain.kernel import Decider, Refused
from domain.kernel.differences import changed
from domain.kernel.part import part
from domain.kernel.words import day, ended


@dataclass(frozen=True)
class Customer:
    code: str = ""
    profile: Profile | None = None
    waiting: bool = False
    approved_on: date | None = None
    held: str = ""
    closed: str = ""


def decide(state: Customer, command: CustomerCommand) -> list[CustomerEvent]:
    match command:
        case RegisterCustomer() | ApplyAsDealer() if state.profile:
            name = state.profile.name
            raise Refused(f"Not registered. {state.code} is {name} already.", "known")
        case ApplyAsDealer(kind="consumer"):
            reason = f"Not recorded. {command.name} is no dealer: register a consumer at once."
            raise Refused(reason, "not_a_dealer")
        case RegisterCustomer():
            believed(command.vat_number, command.name)
            return [CustomerRegistered(**dict(command))]
        case ApplyAsDealer():
            believed(command.vat_number, command.name)
            return [DealerApplied(**dict(command))]
        case _ if state.profile is None:
            raise Refused("There is no such customer: register them first.", "unknown_customer")
        case CloseCustomer() | ReopenCustomer():
            return [ended_or_not(state, state.profile, command)]
        case _ if state.closed:
            reason = (
                f"Not recorded. {state.profile.name} is closed: {ended(state.closed)}. "
                "Reopen the account first."
            )
            raise Refused(reason, "customer_closed")
        case ApproveDealer() | WithdrawApproval():
            return [approval(state, state.profile, command)]
        case ChangeOwnDetails(customer=customer) if customer != state.code:
            raise Refused("Not changed. This is not of your account.", "not_yours")
        case _:
            return [standing(state, state.profile, command)]


def ended_or_not(
    state: Customer, profile: Profile, command: CloseCustomer | ReopenCustomer
) -> CustomerEvent:
    who: dict[str, Any] = {"customer": state.code, "name": profile.name, "waiting": state.waiting}
    match command:
        case CloseCustomer() if state.closed:
            reason = f"Not closed. {profile.name} is closed already: {ended(state.closed)}."
            raise Refused(reason, "already_closed")
        case CloseCustomer(reason=reason):
            return CustomerClosed(**who, reason=reason)
        case ReopenCustomer() if not state.closed:
            raise Refused(f"Not reopened. {profile.name} is not closed.", "not_closed")
        case ReopenCustomer():
            return CustomerReopened(**who, reason=state.closed)


def approval(
    state: Customer, profile: Profile, command: ApproveDealer | WithdrawApproval
) -> CustomerEvent:
    who = {"customer": state.code, "name": profile.name}
    terms = part(Terms, profile)
    match command:
        case ApproveDealer() if not state.waiting:
            reason = f"Not approved. {profile.name} has not applied, and waits for nothing."
            raise Refused(reason, "not_applied")
        case ApproveDealer(approved_on=on) if on < profile.since:
            reason = (
                f"Not approved. {profile.name} applied on {day(profile.since)}, after that day."
            )
            raise Refused(reason, "before_application")
        case ApproveDealer(approved_on=on):
            return DealerApproved(**who, approved_on=on, terms=part(Terms, command), before=terms)
        case WithdrawApproval() if state.approved_on is None:
            reason = f"Not withdrawn. {profile.name} was never approved here."
            raise Refused(reason, "not_approved")
        case WithdrawApproval():
            on, after = state.approved_on, part(Terms, command)
            return ApprovalWithdrawn(**who, approved_on=on, terms=terms, after=after)


def standing(
    state: Customer,
    profile: Profile,
    command: RemoveCustomer | ChangeCustomer | ChangeOwnDetails | HoldCustomer | ReleaseCustomer,
) -> CustomerEvent:
    who = {"customer": state.code, "name": profile.name}
    match command:
        case RemoveCustomer() if state.held or state.approved_on:
            kept = "is on hold" if state.held else "was approved as a dealer"
            reason = f"Not removed. {profile.name} {kept}: take that back first, or close them."
            raise Refused(reason, "still_in_use")
        case RemoveCustomer():
            return CustomerRemoved(customer=state.code, waiting=state.waiting, **dict(profile))
        case ChangeOwnDetails():
            return change(state, profile, part(Reached, command))
        case ChangeCustomer():
            return change(state, profile, command)
        case HoldCustomer() if state.waiting:
            reason = f"Not held. {profile.name} only applies so far: turn the application down."
            raise Refused(reason, "only_applied")
        case HoldCustomer() if state.held:
            reason = f"Not held. {profile.name} is on hold already: {ended(state.held)}."
            raise Refused(reason, "already_held")
        case HoldCustomer(reason=reason):
            return CustomerHeld(**who, reason=reason)
        case ReleaseCustomer() if not state.held:
            raise Refused(f"Not released. {profile.name} is not on hold.", "not_held")
        case ReleaseCustomer():
            return CustomerReleased(**who, reason=state.held)


def change(state: Customer, profile: Profile, given: ChangeCustomer | Reached) -> CustomerEvent:
    after = Profile(**changed(profile, given))
    if after == profile:
        raise Refused(f"Not changed. {profile.name} is so already.", "no_change")
    if after.kind != profile.kind:
        reason = f"Not changed. {profile.name} is a {profile.kind} and stays one: register anew."
        raise Refused(reason, "kind_stays")
    if after.vat_number != profile.vat_number:
        believed(after.vat_number, profile.name)
    return CustomerChanged(customer=state.code, before=profile, after=after)


def evolve(state: Customer, event: CustomerEvent) -> Customer:
    match event:
        case CustomerRegistered():
            return Customer(event.customer, part(Profile, event))
        case DealerApplied():
            return Customer(event.customer, part(Profile, event), waiting=True)
        case CustomerRemoved():
            return Customer()
        case DealerApproved(approved_on=on, terms=terms):
            return replace(state, profile=on_terms(state, terms), waiting=False, approved_on=on)
        case ApprovalWithdrawn(after=terms):
            return replace(state, profile=on_terms(state, terms), waiting=True, approved_on=None)
        case CustomerChanged(after=after):
            return replace(state, profile=after)
        case CustomerHeld(reason=reason):
            return replace(state, held=reason)
        case CustomerReleased():
            return replace(state, held="")
        case CustomerClosed(reason=reason):
            return replace(state, closed=reason)
        case CustomerReopened():
            return replace(state, closed="")


def on_terms(state: Customer, terms: Terms) -> Profile | None:
    return state.profile and state.profile.model_copy(update=dict(terms))


customer = Decider(
    name="customer",
    commands=CustomerCommand,
    events=CustomerEvent,
    initial=Customer(),
    decide=decide,
    evolve=evolve,
)
