"""Offers: what the demo business has promoted, promotes today, or will promote."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.demo.buyers import Buyer
from assistant.demo.catalogue import Piece, pieces
from domain.kernel import Step
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import PlanPromotion
from domain.promotions.promotion_terms import Buyers, Chosen, Kind

PLANNED_AHEAD = timedelta(days=10)


@dataclass(frozen=True)
class Offer:
    """So much off some pieces; its days are counted from the day on which one looks."""

    code: str
    name: str
    first: int
    last: int
    percent_off: Decimal
    pieces: tuple[str, ...]
    kind: Kind = ""
    target_units: Decimal | None = None

    def days(self, today: date) -> tuple[date, date]:
        return today + timedelta(days=self.first), today + timedelta(days=self.last)

    def planned_on(self, today: date) -> date:
        """Before its first day, and not in days to come."""
        return min(self.days(today)[0] - PLANNED_AHEAD, today - timedelta(days=1))

    def holds(self, piece: Piece, buyer: Buyer, on: date, today: date) -> bool:
        first, last = self.days(today)
        for_them = self.kind in ("", buyer.kind)
        return piece.code in self.pieces and for_them and first <= on <= last

    def planned(self, today: date) -> Iterator[Step]:
        first, last = self.days(today)
        command = PlanPromotion(
            promotion=self.code,
            name=self.name,
            planned_on=self.planned_on(today),
            first_on=first,
            last_on=last,
            products=tuple(chosen(piece) for piece in pieces() if piece.code in self.pieces),
            percent_off=self.percent_off,
            buyers=Buyers(kind=self.kind),
            target_units=self.target_units,
        )
        yield Step(promotion.stream(self.code), command)


OFFERS = (
    Offer(
        code="PRO-1",
        name="Belt weeks",
        first=-96,
        last=-68,
        percent_off=Decimal(15),
        pieces=("BLT-30-NOIR", "BLT-30-TAN"),
        target_units=Decimal(12),
    ),
    Offer(
        code="PRO-2",
        name="The Rive days",
        first=-12,
        last=3,
        percent_off=Decimal(10),
        pieces=("BAG-RIVE-NOIR", "BAG-RIVE-COGN"),
        target_units=Decimal(8),
    ),
    Offer(
        code="PRO-3",
        name="Spring order",
        first=40,
        last=61,
        percent_off=Decimal(12),
        pieces=("BAG-QUAI-TAN", "BAG-QUAI-VERT"),
        kind="dealer",
        target_units=Decimal(20),
    ),
)


def offer_of(piece: Piece, buyer: Buyer, on: date, today: date) -> Offer | None:
    """The one that lowers this price; no two of them are for the same piece."""
    return next((each for each in OFFERS if each.holds(piece, buyer, on, today)), None)


def chosen(piece: Piece) -> Chosen:
    return Chosen(
        product=piece.code, product_name=piece.name, item=piece.code, category=piece.category
    )
