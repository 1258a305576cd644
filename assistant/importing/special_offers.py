"""Special offers of AdventureWorks: how much off which products, from when to when."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.importing import values
from assistant.importing.findings import Findings
from assistant.importing.tables import Tables
from assistant.importing.values import Unfit

FILE = "SpecialOffer"
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class SpecialOffer:
    """One offer in plain values; `most` is None where an offer has no largest quantity."""

    number: str
    name: str
    percent_off: Decimal
    first_day: date
    last_day: date
    kind: str
    category: str
    """Whom it is for: resellers or customers."""
    least: Decimal
    most: Decimal | None
    products: tuple[str, ...]
    line: int


def special_offers(tables: Tables, findings: Findings) -> Iterator[SpecialOffer]:
    """Every offer with something off; a row that cannot be read is told and left out.

    This is the one place from which promotions would be taken over: a builder beside `prices` in
    `catalogue_records.py` makes the command for each of these, and `reading.BUILDS` names it.
    """
    products = products_of(tables)
    asked = "SpecialOfferID Description DiscountPct Type Category StartDate EndDate MinQty MaxQty"
    for line, row in tables.columns(FILE, *asked.split()):
        try:
            offer = offer_of(line, row, products.get(row[0], ()))
        except Unfit as unfit:
            findings.skip(f"{FILE}.csv", line, "unreadable_offer", f"A value {unfit}")
            continue
        if offer.percent_off:
            yield offer


def products_of(tables: Tables) -> dict[str, tuple[str, ...]]:
    codes = tables.lookup("Product", "ProductID", "ProductNumber")
    found: dict[str, list[str]] = defaultdict(list)
    for _, (offer, product) in tables.columns("SpecialOfferProduct", "SpecialOfferID", "ProductID"):
        found[offer].append(codes.get(product, product))
    return {offer: tuple(sorted(each)) for offer, each in found.items()}


def offer_of(line: int, row: tuple[str, ...], products: tuple[str, ...]) -> SpecialOffer:
    number, name, share, kind, category, first, last, least, most = row
    offer = SpecialOffer(
        number=number,
        name=values.name(name),
        percent_off=(values.share(share) * HUNDRED).normalize(),
        first_day=values.day(first),
        last_day=values.day(last),
        kind=values.label(kind),
        category=values.label(category),
        least=values.zero_or_amount(least),
        most=values.optional_amount(most),
        products=products,
        line=line,
    )
    if offer.last_day < offer.first_day:
        raise Unfit(f"{offer.last_day} is before {offer.first_day}: correct one of the two days.")
    if offer.most is not None and offer.most < offer.least:
        raise Unfit(f"{offer.most:,f} is less than {offer.least:,f}, the least quantity.")
    return offer
