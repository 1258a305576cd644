"""Lives of customers: what may happen to an account, a consent, a ticket, a price list."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from domain.customers.consent import GrantConsent, RestoreConsent, Said, WithdrawConsent
from domain.customers.customer_events import (
    ApplyAsDealer,
    ApproveDealer,
    ChangeCustomer,
    ChangeOwnDetails,
    CloseCustomer,
    HoldCustomer,
    RegisterCustomer,
    ReleaseCustomer,
    RemoveCustomer,
    ReopenCustomer,
    WithdrawApproval,
)
from domain.customers.price_list_events import (
    ChangePriceList,
    CreatePriceList,
    RemoveListPrice,
    RemovePriceList,
    SetListPrice,
)
from domain.customers.ticket_events import (
    AnswerTicket,
    OpenTicket,
    RateTicket,
    ReopenTicket,
    ResolveTicket,
    ReturnTicket,
    WithdrawTicket,
)
from domain.kernel import Command, Money

SINCE, LATER = date(2026, 3, 2), date(2026, 3, 20)
WHY = "Somebody said so."


def register(**other: Any) -> RegisterCustomer:
    known = {"customer": "C-7", "name": "Anna Rossi", "currency": "EUR", "since": SINCE}
    return RegisterCustomer.model_validate(known | other)


def apply(**other: Any) -> ApplyAsDealer:
    told = {"name": "Velo Nord", "kind": "dealer", "city": "Kiel", "country": "Germany"}
    return ApplyAsDealer.model_validate(dict(register()) | told | other)


def agree(on: date = SINCE, **other: Any) -> GrantConsent:
    about = {"customer": "C-7", "name": "Anna Rossi", "channel": "email", "purpose": "newsletter"}
    return GrantConsent.model_validate(about | {"source": "Order form", "on": on} | other)


def refuse(on: date = LATER, **other: Any) -> WithdrawConsent:
    return WithdrawConsent.model_validate(dict(agree(on)) | {"source": "By telephone"} | other)


def restore(said: Said | None = None) -> RestoreConsent:
    told = {name: value for name, value in agree() if name not in ("source", "on")}
    return RestoreConsent(**told, said=said)


def opened(**other: Any) -> OpenTicket:
    known = {"ticket": "T-7", "customer": "C-7", "customer_name": "Anna Rossi"}
    asked = {"subject": "The lock jams", "order": "SO-3", "opened_on": SINCE}
    return OpenTicket.model_validate(known | asked | other)


def offer(price: str | Money = "18.50", from_quantity: int = 1) -> SetListPrice:
    known = {"product": "LOCK", "product_name": "Brass turn-lock"}
    asked = price if isinstance(price, Money) else euros(price)
    return SetListPrice(**known, price=asked, from_quantity=Decimal(from_quantity))


def no_offer(from_quantity: int = 1) -> RemoveListPrice:
    told = {"product": "LOCK", "product_name": "Brass turn-lock"}
    return RemoveListPrice(**told, from_quantity=Decimal(from_quantity))


def gold(**other: Any) -> CreatePriceList:
    known = {"price_list": "GOLD", "name": "Dealers gold", "currency": "EUR"}
    return CreatePriceList.model_validate(known | {"percent_off": Decimal(10)} | other)


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


BY_HAND: dict[str, tuple[Command, ...]] = {
    "consent": (agree(), refuse(), restore(Said(granted=True, source="Form", on=SINCE)), restore()),
    "customer": (
        apply(),
        RemoveCustomer(),
        register(email="anna@rossi.example", phone="+39 055 1234", street="Via Larga 3"),
        ChangeCustomer(city="Prato", payment_days=14),
        ChangeOwnDetails(customer="C-7", email="anna@larga.example"),
        HoldCustomer(reason=WHY),
        ReleaseCustomer(),
        CloseCustomer(reason=WHY),
        ReopenCustomer(),
        RemoveCustomer(),
        apply(payment_days=30),
        ApproveDealer(approved_on=LATER, payment_days=14, price_list="GOLD"),
        WithdrawApproval(payment_days=30),
    ),
    "price_list": (
        gold(),
        ChangePriceList(percent_off=Decimal("12.5")),
        offer(),
        offer("17", 100),
        offer("18"),
        no_offer(100),
        no_offer(),
        RemovePriceList(),
    ),
    "ticket": (
        opened(),
        WithdrawTicket(),
        opened(severity="high"),
        RateTicket(severity="urgent"),
        AnswerTicket(note="We send another.", on=SINCE),
        ResolveTicket(note="It works.", on=LATER),
        ReopenTicket(note="It jams again.", on=LATER),
        ReturnTicket(status="resolved", note="It works.", on=LATER),
    ),
}

whys = st.sampled_from([WHY, "No reason", "It rains"])
days = st.sampled_from([SINCE, LATER])
COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    "consent": st.one_of(
        st.sampled_from(BY_HAND["consent"]),
        st.builds(agree, days, channel=st.sampled_from(["email", "post"])),
        st.builds(refuse, days, purpose=st.sampled_from(["newsletter", "offers"])),
    ),
    "customer": st.one_of(
        st.sampled_from(BY_HAND["customer"]),
        st.builds(
            ChangeCustomer,
            city=st.sampled_from(["", "Prato", "Kraków"]),
            price_list=st.sampled_from([None, "", "GOLD"]),
        ),
        st.builds(HoldCustomer, reason=whys),
        st.builds(CloseCustomer, reason=whys),
    ),
    "price_list": st.one_of(
        st.sampled_from(BY_HAND["price_list"]),
        st.builds(
            offer,
            st.integers(-1, 9999).map(lambda cents: f"{cents / Decimal(100):.2f}"),
            st.sampled_from([0, 1, 10, 100]),
        ),
        st.builds(no_offer, st.sampled_from([1, 10])),
    ),
    "ticket": st.one_of(
        st.sampled_from(BY_HAND["ticket"]),
        st.builds(AnswerTicket, note=whys, on=days),
        st.builds(ResolveTicket, note=whys, on=days),
        st.builds(ReopenTicket, note=whys, on=days),
    ),
}
