"""A market price: what somebody else asks for a product like one of ours, as seen on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.kernel import Command, Decider, Event, Internal, Message, Money, Refused, Unit
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Name, day

MOST = 5_000  # Sightings of one product.


class Compared(Message):
    """Which of our products it is compared with."""

    product: Code
    product_name: Name
    category: Label = ""
    unit: Unit = "EA"


class Sighting(Message):
    """Who asked how much on which day, and where that can be looked up."""

    seller: Name
    price: Internal[Money]
    seen_on: date
    source: Label = ""


class RecordMarketPrice(Compared, Sighting, Command):
    pass


class WithdrawMarketPrice(Command):
    """Take back a sighting that was wrong."""

    seller: Name
    seen_on: date


class Seen(Compared, Sighting):
    """What both facts repeat: with the sighting of this seller that came before."""

    newest: bool = True
    """Whether nothing later was seen of this seller."""
    earlier: Sighting | None = None


class MarketPriceRecorded(Seen, Event):
    def __str__(self) -> str:
        before = f", {self.earlier.price} before" if self.earlier else ""
        return (
            f"{self.seller} asks {self.price} per {self.unit} for what we sell as "
            f"{self.product_name}, seen on {day(self.seen_on)}{before}."
        )

    def undo(self) -> Command:
        return WithdrawMarketPrice(seller=self.seller, seen_on=self.seen_on)


class MarketPriceWithdrawn(Seen, Event):
    def __str__(self) -> str:
        return (
            f"That {self.seller} asked {self.price} for {self.product_name} on "
            f"{day(self.seen_on)} is taken back."
        )

    def undo(self) -> Command:
        return RecordMarketPrice(**dict(part(Compared, self)), **dict(part(Sighting, self)))


MarketPriceCommand = RecordMarketPrice | WithdrawMarketPrice
MarketPriceEvent = MarketPriceRecorded | MarketPriceWithdrawn


@dataclass(frozen=True)
class MarketPrice:
    compared: Compared | None = None
    seen: tuple[Sighting, ...] = ()
    """By day and then by seller, so that the order in which they were told is forgotten."""


def decide(market: MarketPrice, command: MarketPriceCommand) -> list[MarketPriceEvent]:
    match command:
        case RecordMarketPrice():
            return [recorded(market, command)]
        case WithdrawMarketPrice(seller=seller, seen_on=seen_on):
            there = sighted(market, seller, seen_on)
            if there is None or market.compared is None:
                reason = f"Not taken back. Nothing was seen of {seller} on {day(seen_on)}."
                raise Refused(reason, "unknown_sighting")
            return [MarketPriceWithdrawn(**dict(market.compared), **around(market, there))]


def recorded(market: MarketPrice, command: RecordMarketPrice) -> MarketPriceRecorded:
    new = part(Sighting, command)
    if new.price.amount <= 0:
        reason = f"Not recorded. Nobody sells for {new.price}: give a price above 0."
        raise Refused(reason, "no_price")
    there = sighted(market, new.seller, new.seen_on)
    if there:
        reason = (
            f"Not recorded. {there.seller} was seen on {day(there.seen_on)} already, at "
            f"{there.price}: take that back first."
        )
        raise Refused(reason, "seen_already")
    if len(market.seen) >= MOST:
        name = command.product_name
        reason = f"Not recorded. {MOST:,} prices were seen of {name}: take some back first."
        raise Refused(reason, "too_many_prices")
    return MarketPriceRecorded(**dict(part(Compared, command)), **around(market, new))


def around(market: MarketPrice, one: Sighting) -> dict[str, Any]:
    """The sighting, whether it is the newest of its seller, and the one before it."""
    of_seller = [each for each in market.seen if same(each.seller, one.seller)]
    earlier = [each for each in of_seller if each.seen_on < one.seen_on]
    return {
        **dict(one),
        "newest": all(each.seen_on <= one.seen_on for each in of_seller),
        "earlier": earlier[-1] if earlier else None,
    }


def sighted(market: MarketPrice, seller: str, on: date) -> Sighting | None:
    return next(
        (each for each in market.seen if same(each.seller, seller) and each.seen_on == on), None
    )


def same(one: str, other: str) -> bool:
    """Sellers have no codes: the same name in other capitals is the same seller."""
    return one.casefold() == other.casefold()


def evolve(market: MarketPrice, event: MarketPriceEvent) -> MarketPrice:
    match event:
        case MarketPriceRecorded():
            seen = (*market.seen, part(Sighting, event))
            return MarketPrice(part(Compared, event), tuple(sorted(seen, key=place_of)))
        case MarketPriceWithdrawn():
            left = tuple(each for each in market.seen if place_of(each) != place_of(event))
            return MarketPrice(market.compared, left) if left else MarketPrice()


def place_of(one: Sighting) -> tuple[date, str]:
    return one.seen_on, one.seller.casefold()


market_price = Decider(
    name="market_price",
    commands=MarketPriceCommand,
    events=MarketPriceEvent,
    initial=MarketPrice(),
    decide=decide,
    evolve=evolve,
)
