"""Buyers of the small trade: a consumer, four dealers, a price list, two tickets."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain import catalog
from domain.customers.consent import GrantConsent
from domain.customers.customer_events import (
    ApplyAsDealer,
    CloseCustomer,
    HoldCustomer,
    RegisterCustomer,
)
from domain.customers.price_list_events import CreatePriceList, SetListPrice
from domain.customers.ticket_events import OpenTicket, ResolveTicket
from domain.kernel import Command, Money, Step


def on(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)


def buyers() -> Iterator[Step]:
    """A consumer, dealers: one applied, one is on hold, one is closed, one buys."""
    since = date(2026, 1, 15)
    gold = {"price_list": "GOLD", "name": "Dealers gold", "currency": "EUR"}
    yield on(CreatePriceList(**gold, percent_off=Decimal(10)), "GOLD")
    lock = {"product": "LOCK", "product_name": "Brass turn-lock"}
    yield on(
        SetListPrice(
            **lock, price=Money(amount=Decimal("26.00"), currency="EUR"), from_quantity=Decimal(50)
        ),
        "GOLD",
    )
    yield buyer("C-1", "Anna Rossi", since, city="Prato", country="Italy", email="anna@rossi.it")
    dealer = {"kind": "dealer", "city": "Kiel", "country": "Germany", "payment_days": 30}
    waits = ApplyAsDealer(customer="C-2", name="Velo Nord", currency="EUR", since=since, **dealer)
    yield on(waits, "C-2")
    yield buyer("C-3", "Radhaus Bern", since, kind="dealer", country="Switzerland")
    yield on(HoldCustomer(reason="Two unpaid invoices"), "C-3")
    yield buyer("C-4", "Old Bikes", since, kind="dealer")
    yield on(CloseCustomer(reason="Moved away"), "C-4")
    terms = {"price_list": "GOLD", "payment_days": 45, "city": "Lyon", "country": "France"}
    terms["email"] = "atelier@martin.example"
    yield buyer("MARTIN", "Maison Martin", since, kind="dealer", **terms)
    anna = {"customer": "C-1", "name": "Anna Rossi", "channel": "email", "purpose": "newsletter"}
    yield on(GrantConsent(**anna, source="Order form", on=since), "C-1")
    for number, severity in ((1, "urgent"), (2, "normal")):
        ticket = f"T-{number}"
        asked = OpenTicket(
            ticket=ticket,
            customer="C-1",
            customer_name="Anna Rossi",
            subject="The lock jams",
            order="SO-3",
            severity=severity,
            opened_on=date(2026, 11, 10 + number),
        )
        yield on(asked, ticket)
    yield on(ResolveTicket(note="It works now", on=date(2026, 11, 14)), "T-2")


def buyer(code: str, name: str, since: date, **other: Any) -> Step:
    known = {"customer": code, "name": name, "currency": "EUR", "since": since}
    return on(RegisterCustomer(**known | other), code)
