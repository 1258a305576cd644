"""Who buys from the demo business: its invented dealers and consumers, on what terms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.demo.catalogue import CURRENCY, Piece, lines, pieces
from domain.category.base_price import SetBasePrice, base_price
from domain.category.product import ListProduct, product
from domain.customers.consent import GrantConsent, consent
from domain.customers.customer import customer
from domain.customers.customer_events import RegisterCustomer
from domain.customers.price_list import price_list
from domain.customers.price_list_events import CreatePriceList, SetListPrice
from domain.kernel import Money, Step
from domain.receivables.credit import SetCreditLimit, credit

LIST, LIST_NAME, OFF = "DEALER", "Dealer prices", Decimal(40)
MARGIN = Decimal("2.4")  # A piece costs so many times what it costs to make.
DOZENS = Decimal(24)
RISE = Decimal("1.04")  # Once a year.
LIMIT = Decimal(60_000)


@dataclass(frozen=True)
class Buyer:
    """Somebody who buys; so many percent of what a dealer owes is paid late."""

    code: str
    name: str
    kind: str
    contact: str
    street: str
    postcode: str
    city: str
    country: str
    payment_days: int
    late_percent: int
    weight: int

    @property
    def dealer(self) -> bool:
        return self.kind == "dealer"

    @property
    def address(self) -> str:
        return f"{self.street}, {self.postcode} {self.city}, {self.country}"

    @property
    def tax_rate(self) -> Decimal:
        """A dealer abroad reckons the tax at home."""
        return Decimal(0 if self.dealer and self.country != "France" else 20)

    @property
    def email(self) -> str:
        """An address below a top-level domain that nobody can own (RFC 2606)."""
        return f"{self.code.lower()}@buyer.example"


def buyers() -> tuple[Buyer, ...]:
    return tuple(
        Buyer(
            code=line["code"],
            name=line["name"],
            kind=line["kind"],
            contact=line["contact"],
            street=line["street"],
            postcode=line["postcode"],
            city=line["city"],
            country=line["country"],
            payment_days=int(line["payment_days"]),
            late_percent=int(line["late_percent"]),
            weight=int(line["weight"]),
        )
        for line in lines("customers.csv")
    )


def asked_for(piece: Piece, since_rise: bool) -> Decimal:
    """The base price of a piece: a round figure, dearer since a year ago."""
    price = piece.cost * MARGIN * (RISE if since_rise else 1)
    return Decimal(int(price / 5) * 5)


def opening_shop(opened: date, risen: date) -> Iterator[Step]:
    """Products with two prices, the dealers' price list, and everybody who will buy."""
    for piece in pieces():
        yield Step(
            product.stream(piece.code),
            ListProduct(
                product=piece.code,
                name=piece.name,
                item=piece.code,
                category=piece.category,
                description=piece.description,
            ),
        )
        yield from prices(piece, opened, risen)
    head = CreatePriceList(price_list=LIST, name=LIST_NAME, currency=CURRENCY, percent_off=OFF)
    yield Step(price_list.stream(LIST), head)
    yield from by_the_dozen()
    for buyer in buyers():
        yield from welcomed(buyer, opened)


def by_the_dozen() -> Iterator[Step]:
    """What dealers pay for one of a piece when they take many of it."""
    for piece in pieces():
        if piece.by_the_dozen is None:
            continue
        command = SetListPrice(
            product=piece.code,
            product_name=piece.name,
            from_quantity=DOZENS,
            price=Money(amount=piece.by_the_dozen, currency=CURRENCY),
        )
        yield Step(price_list.stream(LIST), command)


def prices(piece: Piece, opened: date, risen: date) -> Iterator[Step]:
    for day, reason in (opened, "First price"), (risen, "Leather got dearer"):
        command = SetBasePrice(
            product=piece.code,
            product_name=piece.name,
            item=piece.code,
            price=Money(amount=asked_for(piece, day == risen), currency=CURRENCY),
            effective_from=day,
            decided_on=day,
            reason=reason,
        )
        yield Step(base_price.stream(piece.code), command)


def welcomed(buyer: Buyer, opened: date) -> Iterator[Step]:
    known = {
        "customer": buyer.code,
        "name": buyer.name,
        "kind": buyer.kind,
        "contact": buyer.contact,
        "email": buyer.email,
        "street": buyer.street,
        "postcode": buyer.postcode,
        "city": buyer.city,
        "country": buyer.country,
        "currency": CURRENCY,
        "payment_days": buyer.payment_days,
        "price_list": LIST if buyer.dealer else "",
        "since": opened,
    }
    yield Step(customer.stream(buyer.code), RegisterCustomer.model_validate(known))
    if buyer.dealer:
        limit = Money(amount=LIMIT, currency=CURRENCY)
        command = SetCreditLimit(customer=buyer.code, customer_name=buyer.name, limit=limit)
        yield Step(credit.stream(buyer.code), command)
    else:
        agreed = GrantConsent(
            customer=buyer.code,
            name=buyer.name,
            channel="email",
            purpose="newsletter",
            source="Ticked at the first order",
            on=opened,
        )
        yield Step(consent.stream(buyer.code), agreed)
