"""Customer checks: whether a customer is known already, and whether the terms fit."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from domain.analysis.doubt import Check, Doubt, doubt
from domain.customers.customer_events import (
    CustomerChanged,
    CustomerRegistered,
    DealerApplied,
    DealerApproved,
)
from domain.customers.customers import CustomerRow, customers
from domain.customers.price_lists import PriceListRow, price_lists
from domain.customers.profile import Registration
from domain.kernel import Fact, Page, Query, contains
from domain.kernel.words import counted

SOURCE = "customers"
FEW = 3


Severe = Literal["care", "stop"]


def ask_double(fact: Fact) -> Sequence[Query[Any]]:
    """Others of this name, of this address, of this number; only what is known is asked for."""
    event = fact.event
    if not isinstance(event, CustomerRegistered | DealerApplied):
        return ()
    other = CustomerRow.customer != event.customer
    return [customers.where(same, other, limit=FEW) for _, same, _ in alike(event)]


def alike(event: Registration) -> Iterator[tuple[str, bool, Severe]]:
    """What two records may have in common; many people have one name, and few firms."""
    yield (
        "name",
        contains(CustomerRow.name, event.name),
        "stop" if event.kind == "dealer" else "care",
    )
    if event.email:
        yield "e-mail address", contains(CustomerRow.email, event.email), "stop"
    if event.vat_number:
        yield "VAT number", CustomerRow.vat_number == event.vat_number, "stop"


def judge_double(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    event = fact.event
    if not isinstance(event, CustomerRegistered | DealerApplied):
        return []
    doubts = []
    for (what, _, severity), page in zip(alike(event), pages, strict=True):
        if page.first:
            more = counted(page.total, "customer")
            text = f"{page.first.customer}, {page.first.status}; {more} in all. Two may be one."
            bold = f"The {what} is known already:"
            doubts.append(doubt(severity, "customer_double", bold, text, SOURCE))
    if event.kind == "dealer" and not event.vat_number:
        text = "an invoice across a border needs it."
        bold = f"{event.customer} has no VAT number:"
        doubts.append(doubt("care", "no_vat_number", bold, text, SOURCE))
    return doubts


def ask_terms(fact: Fact) -> Sequence[Query[Any]]:
    """The price list that a customer is put on, with the customer."""
    code, chosen = put_on(fact)
    if not chosen:
        return ()
    return [
        price_lists.where(PriceListRow.price_list == chosen, limit=1, counted=False),
        customers.where(CustomerRow.customer == code, limit=1, counted=False),
    ]


def put_on(fact: Fact) -> tuple[str, str]:
    """Who is put on which price list by this fact, where anybody is."""
    match fact.event:
        case DealerApproved(customer=customer, terms=terms):
            return customer, terms.price_list
        case CustomerChanged(customer=customer, before=before, after=after):
            return customer, after.price_list if after.price_list != before.price_list else ""
        case CustomerRegistered(customer=customer, price_list=price_list):
            return customer, price_list
        case _:
            return "", ""


def judge_terms(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    code, chosen = put_on(fact)
    if not chosen:
        return []
    prices, known = pages[0].first, pages[1].first
    if prices is None:
        text = f"there is no price list {chosen}; create it first."
        return [
            doubt("block", "unknown_price_list", f"{chosen} is not known:", text, "price lists")
        ]
    currency = currency_of(fact) or (known.currency if known else "")
    if currency and currency != prices.currency:
        bold = f"{code} pays in {currency}:"
        text = f"{prices.name} is in {prices.currency}, so base prices will be asked."
        return [doubt("care", "price_list_currency", bold, text, "price lists")]
    return []


def currency_of(fact: Fact) -> str:
    match fact.event:
        case CustomerChanged(after=profile) | (CustomerRegistered() as profile):
            return profile.currency
        case _:
            return ""


CUSTOMER_CHECKS = (
    Check("customer", (CustomerRegistered, DealerApplied), ask_double, judge_double),
    Check(
        "customer_terms",
        (DealerApproved, CustomerChanged, CustomerRegistered),
        ask_terms,
        judge_terms,
    ),
)
