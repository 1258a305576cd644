"""Customers: everybody who buys from us or would like to, with their terms."""

from datetime import date
from typing import Any, ClassVar

from domain.customers.customer_events import (
    ApprovalWithdrawn,
    CustomerChanged,
    CustomerClosed,
    CustomerHeld,
    CustomerRegistered,
    CustomerReleased,
    CustomerRemoved,
    CustomerReopened,
    DealerApplied,
    DealerApproved,
)
from domain.customers.profile import Identified, Profile, Registration
from domain.kernel import Fact, Internal, Personal, Projection, Public, Row
from domain.kernel.ownership import owned_by
from domain.kernel.subjects import CUSTOMER


class CustomerRow(Row):
    data_subject: ClassVar[str] = CUSTOMER

    customer: Public[str]
    name: Personal[str]
    kind: Public[str] = "consumer"
    status: Internal[str] = "active"
    contact: Personal[str] = ""
    email: Personal[str] = ""
    phone: Personal[str] = ""
    street: Personal[str] = ""
    city: Public[str] = ""
    postcode: Personal[str] = ""
    country: Public[str] = ""
    vat_number: Internal[str] = ""
    currency: Public[str] = ""
    payment_days: Internal[int] = 0
    price_list: Internal[str] = ""
    segment: Internal[str] = ""
    territory: Internal[str] = ""
    since: Internal[date | None] = None
    waiting: Internal[bool] = False
    """Whether an application waits for somebody's yes; a closed one is no longer waited for."""
    hold_reason: Internal[str] = ""
    closed_reason: Internal[str] = ""


def touches(fact: Fact) -> list[CustomerRow]:
    match fact.event:
        case CustomerChanged(customer=customer, before=before):
            return [CustomerRow(customer=customer, name=before.name)]
        case Registration() | Identified() as event:
            return [CustomerRow(customer=event.customer, name=event.name)]
        case _:
            return []


def project(row: CustomerRow, fact: Fact) -> CustomerRow | None:
    match fact.event:
        case CustomerRemoved():
            return None
        case CustomerRegistered() as event:
            return stood(row, known_as(event))
        case DealerApplied() as event:
            return stood(row, known_as(event) | {"waiting": True})
        case CustomerChanged(after=after):
            return stood(row, known_as(after))
        case DealerApproved(terms=terms):
            return stood(row, dict(terms) | {"waiting": False})
        case ApprovalWithdrawn(after=terms):
            return stood(row, dict(terms) | {"waiting": True})
        case CustomerHeld(reason=reason):
            return stood(row, {"hold_reason": reason})
        case CustomerReleased():
            return stood(row, {"hold_reason": ""})
        case CustomerClosed(reason=reason):
            return stood(row, {"closed_reason": reason})
        case CustomerReopened():
            return stood(row, {"closed_reason": ""})
        case _:
            return row


def known_as(profile: Profile) -> dict[str, Any]:
    return {name: getattr(profile, name) for name in Profile.model_fields}


def stood(row: CustomerRow, changes: dict[str, Any]) -> CustomerRow:
    """The row after these changes, with the status that follows from them."""
    after = row.model_copy(update=changes)
    return after.model_copy(update={"status": status_of(after)})


def status_of(row: CustomerRow) -> str:
    if row.closed_reason:
        return "closed"
    if row.waiting:
        return "applied"
    return "on_hold" if row.hold_reason else "active"


customers = Projection(
    name="customers",
    row=CustomerRow,
    key=(CustomerRow.customer,),
    indexes=((CustomerRow.name,), (CustomerRow.status,), (CustomerRow.country,)),
    of=(Registration, Identified, CustomerChanged),
    touches=touches,
    project=project,
    told=owned_by(
        CustomerRow.customer,
        CustomerRow.segment,
        CustomerRow.hold_reason,
        CustomerRow.closed_reason,
    ),
)
