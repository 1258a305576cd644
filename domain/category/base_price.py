"""A base price: what one unit of a product costs everybody who has agreed on nothing else."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.category.schedule import (
    Dated,
    Schedule,
    Standing,
    after,
    ahead,
    at,
    before,
    is_history,
    standing,
    with_price,
    without,
)
from domain.kernel import Command, Decider, Event, Message, Refused, Unit
from domain.kernel.part import part
from domain.kernel.words import Code, Name, day, ended

MOST = 1_000  # Prices of one product: a change every week for twenty years.


class Priced(Message):
    """Whose price it is, per which unit, and the item whose cost it is held against."""

    product: Code
    product_name: Name
    unit: Unit = "EA"
    item: Code | None = None


class SetBasePrice(Priced, Dated, Command):
    """A price from a day on; a second one for the same day corrects the first."""


class WithdrawBasePrice(Command):
    """Take back a price as if it had not been set; those that have ended are history."""

    effective_from: date


class Repriced(Priced, Dated):
    """What a change of the schedule repeats: the prices around it, and what holds after it."""

    until: date | None = None
    earlier: Dated | None = None
    standing: Standing


class BasePriceSet(Repriced, Event):
    def __str__(self) -> str:
        instead = f" instead of {self.earlier.price}" if self.earlier else ""
        until = f" until {day(self.until)}" if self.until else ""
        return (
            f"{self.product_name} costs {self.price} per {self.unit}{instead} from "
            f"{day(self.effective_from)} on{until}: {ended(self.reason)}."
        )

    def undo(self) -> Command:
        return WithdrawBasePrice(effective_from=self.effective_from)


class BasePriceCorrected(Repriced, Event):
    corrected: Dated

    def __str__(self) -> str:
        return (
            f"The price of {self.product_name} from {day(self.effective_from)} on is corrected "
            f"from {self.corrected.price} to {self.price} per {self.unit}: {ended(self.reason)}."
        )

    def undo(self) -> Command:
        return SetBasePrice(**dict(part(Priced, self)), **dict(self.corrected))


class BasePriceWithdrawn(Repriced, Event):
    def __str__(self) -> str:
        kept = f"; it stays at {self.earlier.price}" if self.earlier else "; it has no other price"
        return (
            f"The price of {self.price} for {self.product_name} from {day(self.effective_from)} on "
            f"is taken back{kept}."
        )

    def undo(self) -> Command:
        return SetBasePrice(**dict(part(Priced, self)), **dict(part(Dated, self)))


BasePriceCommand = SetBasePrice | WithdrawBasePrice
BasePriceEvent = BasePriceSet | BasePriceCorrected | BasePriceWithdrawn


@dataclass(frozen=True)
class BasePrice:
    priced: Priced | None = None
    schedule: Schedule = ()


def decide(base: BasePrice, command: BasePriceCommand) -> list[BasePriceEvent]:
    match command:
        case SetBasePrice():
            return [set_price(base, command, part(Dated, command))]
        case WithdrawBasePrice() if base.priced is None:
            reason = "Nothing to take back: no price was set for this product."
            raise Refused(reason, "no_base_price")
        case WithdrawBasePrice(effective_from=since):
            return [withdrawn(base, base.priced, since)]


def set_price(base: BasePrice, whose: Priced, new: Dated) -> BasePriceSet | BasePriceCorrected:
    name, corrected = whose.product_name, at(base.schedule, new.effective_from)
    possible(base, name, new)
    if corrected:
        unspent(base.schedule, name, new.effective_from)
    schedule = with_price(base.schedule, new)
    one_ahead(schedule, name, new)
    unspent(schedule, name, new.effective_from)
    told = around(schedule, whose, new)
    if corrected is None:
        return BasePriceSet(**told)
    if corrected.price == new.price:
        since = day(new.effective_from)
        raise Refused(f"Not set. {name} costs {new.price} from {since} on already.", "no_change")
    return BasePriceCorrected(**told, corrected=corrected)


def possible(base: BasePrice, name: str, new: Dated) -> None:
    """Refuse a price that nobody could be charged."""
    if new.price.amount <= 0:
        reason = f"Not set. A price of {new.price} for {name} is no price: give more than 0."
        raise Refused(reason, "no_price")
    if not base.schedule:
        return
    usual = base.schedule[0].price.currency
    if new.price.currency != usual:
        reason = f"Not set. {name} is priced in {usual}, not in {new.price.currency}."
        raise Refused(reason, "other_currency")
    if len(base.schedule) >= MOST and at(base.schedule, new.effective_from) is None:
        reason = f"Not set. {name} has had {MOST:,} prices, which is the most: list it anew."
        raise Refused(reason, "too_many_prices")


def unspent(schedule: Schedule, name: str, since: date) -> None:
    """Refuse to rewrite what has been charged."""
    now = standing(schedule).now
    if now and is_history(schedule, since):
        reason = (
            f"Not changed. {name} costs {now.price} since {day(now.effective_from)}, and what was "
            "charged before is history: give a later day."
        )
        raise Refused(reason, "in_the_past")


def one_ahead(schedule: Schedule, name: str, one: Dated) -> None:
    """Of two prices to come, a reader of the catalogue would overlook one."""
    coming = [each for each in ahead(schedule) if each != one]
    if len(ahead(schedule)) > 1:
        reason = (
            f"Not changed. {name} costs {coming[0].price} from {day(coming[0].effective_from)} on, "
            "which is still to come: correct that price, or take it back first."
        )
        raise Refused(reason, "one_ahead")


def withdrawn(base: BasePrice, whose: Priced, since: date) -> BasePriceWithdrawn:
    name, there = whose.product_name, at(base.schedule, since)
    if there is None:
        reason = f"Not taken back. No price of {name} begins on {day(since)}."
        raise Refused(reason, "unknown_price")
    unspent(base.schedule, name, since)
    left = without(base.schedule, since)
    one_ahead(left, name, there)
    return BasePriceWithdrawn(**around(left, whose, there))


def around(schedule: Schedule, whose: Priced, one: Dated) -> dict[str, Any]:
    """The prices around one of them, and what holds in the schedule as it is then."""
    follower = after(schedule, one.effective_from)
    return {
        **dict(part(Priced, whose)),
        **dict(one),
        "until": follower and follower.effective_from,
        "earlier": before(schedule, one.effective_from),
        "standing": standing(schedule),
    }


def evolve(base: BasePrice, event: BasePriceEvent) -> BasePrice:
    match event:
        case BasePriceSet() | BasePriceCorrected():
            return BasePrice(part(Priced, event), with_price(base.schedule, part(Dated, event)))
        case BasePriceWithdrawn(effective_from=since):
            left = without(base.schedule, since)
            return BasePrice(base.priced, left) if left else BasePrice()


base_price = Decider(
    name="base_price",
    commands=BasePriceCommand,
    events=BasePriceEvent,
    initial=BasePrice(),
    decide=decide,
    evolve=evolve,
)
