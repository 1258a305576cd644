"""Two accounts in the small trade: what is written in one may never be read in the other."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.category.base_price import SetBasePrice
from domain.category.product import ListProduct
from domain.command_handler import CommandHandler
from domain.customers.consent import GrantConsent
from domain.customers.customer_events import RegisterCustomer
from domain.customers.price_list_events import CreatePriceList, SetListPrice
from domain.customers.ticket_events import AnswerTicket, OpenTicket
from domain.fulfillment.order import LotPortion, Portion, ReturnedPortion
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
    TakeReturn,
)
from domain.governance.member import AddMember
from domain.inventory.item import RegisterItem
from domain.kernel import Cause, Money, Step
from domain.receivables.credit import SetCreditLimit
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import IssueCreditNote, IssueCustomerInvoice, RemindCustomer
from domain.receivables.payment_events import AllocatePayment, ReceiveCustomerPayment
from guardrails.caller import Caller
from tests.selling import sold
from tests.steps import euros, of, on
from tests.trade import TENANT, found

CANARY = "Zugvogel"
"""In every text of the other dealer; nothing else in the trade has a word like it."""
FIGURE = "7391.37"
"""In every amount of theirs."""
LOCK = ("LOCK", "Brass turn-lock")
VELO = {"customer": "VELO", "customer_name": f"{CANARY} Velo"}
HOUSE = ("18.5", "Ostermark", "Conceria", "Nahtwerk", "Riemen", "Two unpaid", "Moved away")
"""What only the house knows: costs, suppliers, rivals, and why others were turned away."""
OTHERS = (
    *("MARTIN", "Maison Martin", "12 rue Mercière", "GOLD", "Dealers gold"),
    *("Anna Rossi", "anna@rossi.it", "ROSSI", "MAIER", "Pelletteria", "Velo Nord", "Radhaus"),
)
PEOPLE = {
    "martin": ("dealer", "MARTIN"),
    "vera": ("dealer", "VELO"),
    "anna": ("consumer", "C-1"),
    "nobody": ("dealer", ""),
}


def outsider(user: str, surface: Any = "chat", **other: Any) -> Caller:
    role, customer = PEOPLE[user]
    known = {"tenant": TENANT, "user": user, "name": user.capitalize(), "roles": (role,)}
    return Caller(**known, surface=surface, customer=customer, **other)


def canary(what: str) -> str:
    return f"{CANARY} {what}"


def planted() -> Iterator[Step]:
    """The other dealer: a customer with something in every book that the house keeps of one."""
    since = date(2026, 1, 15)
    flock = {"price_list": "FLOCK", "name": canary("list"), "currency": "EUR"}
    yield on(CreatePriceList(**flock, percent_off=Decimal("3.7")), "FLOCK")
    steps = {"product": "TURN", "product_name": "Turn-lock", "from_quantity": Decimal(1)}
    yield on(SetListPrice(**steps, price=Money(amount=Decimal("29.37"), currency="EUR")), "FLOCK")
    yield on(
        RegisterCustomer(
            customer="VELO",
            name=VELO["customer_name"],
            kind="dealer",
            currency="EUR",
            since=since,
            price_list="FLOCK",
            payment_days=37,
            contact=canary("contact"),
            email="zugvogel@velo.example",
            phone="+49 7391",
            street=canary("street"),
            city=canary("city"),
            country="Germany",
        ),
        "VELO",
    )
    agreed = {"channel": "email", "purpose": "offers", "source": canary("form"), "on": since}
    yield on(GrantConsent(customer="VELO", name=VELO["customer_name"], **agreed), "VELO")
    yield from ordered()
    yield from billed()
    ticket = {"ticket": "T-9", "subject": canary("question"), "order": "SO-9"}
    yield on(OpenTicket(**VELO, **ticket, opened_on=date(2026, 11, 11)), "T-9")
    yield on(AnswerTicket(note=canary("answer"), on=date(2026, 11, 12)), "T-9")


def ordered() -> Iterator[Step]:
    line = sold(1, LOCK, of(3, "EA"), FIGURE)
    lines = (line.model_copy(update={"price_reason": canary("promise")}),)
    yield on(
        PlaceSalesOrder(
            **VELO,
            order="SO-9",
            ordered_on=date(2026, 11, 12),
            requested_on=date(2026, 11, 18),
            currency="EUR",
            ship_to=canary("gate"),
            lines=lines,
        ),
        "SO-9",
    )
    two = Portion(line=1, quantity=of(2, "EA"))
    yield on(PickSalesOrder(lines=(two,), picked_on=date(2026, 11, 13)), "SO-9")
    yield on(PackSalesOrder(lines=(two,), packed_on=date(2026, 11, 13)), "SO-9")
    gone = (LotPortion(**dict(two)),)
    left = {"shipped_on": date(2026, 11, 16), "carrier": canary("carrier"), "tracking": CANARY}
    yield on(ShipSalesOrder(lines=gone, **left), "SO-9")
    back = ReturnedPortion(line=1, quantity=of(1, "EA"))
    yield on(
        TakeReturn(lines=(back,), returned_on=date(2026, 11, 18), reason=canary("scratch")), "SO-9"
    )


def billed() -> Iterator[Step]:
    goods = {"position": 1, "product": "BAG", "description": canary("bag"), "quantity": of(1, "EA")}
    line = SoldLine.model_validate(goods | {"price": FIGURE, "tax_rate": 0})
    written = {"invoice": "INV-9", "order": "SO-9", "currency": "EUR", "lines": (line,)}
    days = {"issued_on": date(2026, 9, 1), "due_on": date(2026, 10, 1)}
    yield on(IssueCustomerInvoice.model_validate(VELO | written | days), "INV-9")
    note = {"credit_note": "CN-9", "amount": "37", "currency": "EUR", "reason": canary("credit")}
    yield on(IssueCreditNote.model_validate(note | {"issued_on": date(2026, 9, 20)}), "INV-9")
    came = {"received_on": date(2026, 11, 16), "amount": "370.37", "currency": "EUR"}
    payment = VELO | came | {"payment": "CP-9", "reference": canary("reference")}
    yield on(ReceiveCustomerPayment.model_validate(payment), "CP-9")
    allocated = AllocatePayment(invoice="INV-9", amount=Decimal("37.37"), currency="EUR")
    yield on(allocated, "CP-9")
    yield on(RemindCustomer(level=1, sent_on=date(2026, 10, 20)), "INV-9")
    yield on(SetCreditLimit(**VELO, limit=euros("73910.37")), "VELO")


def secret_goods() -> Iterator[Step]:
    """An item that nobody outside may know of, and a product of which only the price is told."""
    cost = Money(amount=Decimal("18.5"), currency="EUR")
    card = RegisterItem(item="PROTO", name="Prototype frame", unit="EA", standard_cost=cost)
    yield on(card, "PROTO")
    hide = {"item": "CALF", "unit": "HIDE", "category": "Hides"}
    yield on(ListProduct(product="HIDE", name="Whole hide", **hide), "HIDE")
    yield on(
        SetBasePrice(
            product="HIDE",
            product_name="Whole hide",
            item="CALF",
            price=euros("240"),
            effective_from=date(2026, 1, 1),
            decided_on=date(2026, 1, 1),
            reason="Board decided in camera",
        ),
        "HIDE",
    )


def people() -> Iterator[Step]:
    for user, (role, customer) in PEOPLE.items():
        if customer:
            added = AddMember(user=user, name=user.capitalize(), roles=(role,), customer=customer)
            yield on(added, user)


async def two_accounts(store: Any) -> CommandHandler:
    """The small trade with the other dealer, the goods nobody may know of, and their people."""
    handler = await found(store)
    for step in (*planted(), *secret_goods(), *people()):
        await handler.record([step], Cause(("demo",)))
    for name in ("sales_order", "customer_invoice", "ticket", "customer_payment", "credit_note"):
        await store.next_number(TENANT, name, 20)
    return handler
