"""Special offers of AdventureWorks: how much off which products, from when to when."""

from collections.abc import Iterator

from assistant.importing.entry import Entry
from assistant.importing.tables import Tables

READ = ("SpecialOffer", "SpecialOfferProduct")
OFFER = "OFFER-"
BUYERS = {"Reseller": "dealer", "Customer": "consumer"}
NOTES = (
    "A special offer with something off becomes a promotion, offer 2 as OFFER-2: for dealers "
    "where it is for resellers and for consumers where it is for customers, from its least to its "
    "largest quantity, beside no other; of several, the buyer gets the best.",
    "A special offer counts as planned on its first day, because no other is recorded; what is off "
    "by it is not held against today's costs and limits.",
)


def promotions(tables: Tables) -> Iterator[Entry]:
    """Every offer, but for the one that stands for no discount."""
    asked = "SpecialOfferID Description DiscountPct Category StartDate EndDate MinQty MaxQty"
    for line, row in tables.columns("SpecialOffer", *asked.split()):
        number, name, share, buyers, first, last, least, most = row
        if is_nothing(share):
            continue
        values = {
            "promotion": f"{OFFER}{number}",
            "name": name,
            "first_on": first,
            "last_on": last,
            "off": share,
            "buyers": BUYERS.get(buyers, buyers),
            "from_quantity": least,
            "to_quantity": most,
        }
        yield Entry("SpecialOffer.csv", line, values)


def promoted(tables: Tables) -> Iterator[Entry]:
    """Each product of an offer; those of the one without a discount are all there are."""
    codes = tables.lookup("Product", "ProductID", "ProductNumber")
    shares = tables.lookup("SpecialOffer", "SpecialOfferID", "DiscountPct")
    asked = "SpecialOfferID ProductID"
    for line, (offer, product) in tables.columns("SpecialOfferProduct", *asked.split()):
        if not is_nothing(shares.get(offer, "")):
            values = {"promotion": f"{OFFER}{offer}", "product": codes.get(product, product)}
            yield Entry("SpecialOfferProduct.csv", line, values)


def is_nothing(share: str) -> bool:
    """Whether it is a zero, however many digits it has; an empty text is told of where it is."""
    return "0" in share and not share.strip("0.")


FEEDS = {"promotion": promotions, "promoted": promoted}
"""What is read for each kind of record."""
