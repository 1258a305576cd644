"""Suppliers: everybody we may buy from, with their terms and whether they are on hold."""

from datetime import date
from typing import Any, ClassVar

from domain.kernel import Fact, Internal, Personal, Projection, Public, Row, Secret
from domain.procurement.supplier import (
    CONTACT,
    BankDetailsChanged,
    BankDetailsRemoved,
    Identified,
    Profile,
    Registration,
    SupplierChanged,
    SupplierHeld,
    SupplierRegistered,
    SupplierReleased,
    SupplierRemoved,
)


class SupplierRow(Row):
    data_subject: ClassVar[str] = CONTACT

    supplier: Public[str]
    name: Public[str]
    city: Public[str] = ""
    country: Public[str] = ""
    email: Personal[str] = ""
    currency: Public[str] = ""
    payment_days: Internal[int] = 0
    preferred: Internal[bool] = False
    rating: Internal[int | None] = None
    status: Internal[str] = "active"
    hold_reason: Internal[str] = ""
    bank_known: Internal[bool] = False
    bank: Internal[str] = ""
    account: Secret[str] = ""
    account_ending: Secret[str] = ""
    account_since: Internal[date | None] = None
    account_by: Internal[str] = ""
    """Who asked for this account; whoever signed it was somebody else."""


def touches(fact: Fact) -> list[SupplierRow]:
    match fact.event:
        case SupplierChanged(supplier=supplier, before=before):
            return [SupplierRow(supplier=supplier, name=before.name)]
        case Registration() as event:
            return [SupplierRow(supplier=event.supplier, name=event.name)]
        case Identified() as event:
            return [SupplierRow(supplier=event.supplier, name=event.name)]
        case _:
            return []


def project(row: SupplierRow, fact: Fact) -> SupplierRow | None:
    match fact.event:
        case SupplierRemoved():
            return None
        case SupplierRegistered() as registered:
            return known_as(row, registered)
        case SupplierChanged(after=after):
            return known_as(row, after)
        case SupplierHeld(reason=reason):
            return row.model_copy(update={"status": "on_hold", "hold_reason": reason})
        case SupplierReleased():
            return row.model_copy(update={"status": "active", "hold_reason": ""})
        case BankDetailsChanged(account=account):
            paid = {"bank": account.bank, "account": account.compact}
            known = {"bank_known": True, "account_ending": account.ending}
            return row.model_copy(update=paid | known | asked_for(fact))
        case BankDetailsRemoved():
            paid = {"bank": "", "account": ""}
            gone = {"bank_known": False, "account_ending": ""}
            return row.model_copy(update=paid | gone | {"account_since": None, "account_by": ""})
        case _:
            return row


def asked_for(fact: Fact) -> dict[str, Any]:
    """Since when we pay to an account, and at whose wish: all hands but the one that signed."""
    since = fact.recorded_at.date() if fact.recorded_at else None
    return {"account_since": since, "account_by": ", ".join(fact.cause.by[:-1])}


def known_as(row: SupplierRow, profile: Profile) -> SupplierRow:
    known = {name: getattr(profile, name) for name in Profile.model_fields}
    return row.model_copy(update=known | {"rating": profile.rating or None})


suppliers = Projection(
    name="suppliers",
    row=SupplierRow,
    key=(SupplierRow.supplier,),
    indexes=((SupplierRow.name,), (SupplierRow.status,)),
    of=(Registration, Identified, SupplierChanged),
    touches=touches,
    project=project,
)
