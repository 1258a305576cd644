"""Drafting: what draft tools share, which is how values are found and where they came from."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.governance.proposal import Origin, OriginKind
from domain.inventory.items import ItemRow
from domain.kernel import Command, Money, Quantity, Refused
from domain.kernel.wording import number
from domain.kernel.words import day
from tools.readings import Said
from tools.resolve import missing
from tools.toolkit import Edit

UNSAID = "No reason given"
QUANTITY = Edit("quantity", "Quantity", "number")
PRICE = Edit("price", "Price", "money")
REASON = Edit("reason", "Reason", "text")


def origin(field: str, value: object, source: str, kind: OriginKind = "record") -> Origin:
    return Origin(field=field, value=str(value), source=source, kind=kind)


def usual(said: Mapping[str, object], command: Command, **why: str) -> tuple[Origin, ...]:
    """Where the values came from that nobody gave: the command has what is usual."""
    plain = "default, nobody said otherwise"
    return tuple(
        origin(field, getattr(command, field), why.get(field, plain), "default")
        for field, value in said.items()
        if value is None
    )


def must_say(asks: str, reason: str, **said: object) -> None:
    """A change says what is to be different; the first of its parts is what is asked for."""
    if all(value is None for value in said.values()):
        raise missing(next(iter(said)), asks, reason)


def reason_of(said: str | None) -> tuple[str, tuple[Origin, ...]]:
    """The reason, or that none was given, which the card then says."""
    if said:
        return said, ()
    return UNSAID, (origin("reason", UNSAID, "default, nobody gave one", "default"),)


def on_day(field: str, said: date | None, today: date) -> tuple[date, tuple[Origin, ...]]:
    """The day that was given, or today, which the card then says; what is to come has not been."""
    if said and said > today:
        reason = f"Not drafted. {day(said)} lies in the future: draft it when it has happened."
        raise Refused(reason, "in_the_future")
    if said:
        return said, ()
    return today, (origin(field, day(today), "today, no other day was given", "default"),)


def in_unit(said: Said, unit: str, name: str) -> Quantity:
    """The quantity in the unit of the record; units are never converted without a word."""
    if said.of and said.of.casefold() != unit.casefold():
        reason = f"Not drafted. {name} is counted in {unit}: give the figure in {unit}."
        raise Refused(reason, "wrong_unit")
    return Quantity(amount=said.amount, unit=unit)


def money_of(field: str, said: Said, currency: str, whose: str) -> tuple[Money, tuple[Origin, ...]]:
    """The amount, in the currency that was said or else in the usual one, which the card says."""
    if said.of:
        return Money(amount=said.amount, currency=said.of), ()
    source = f"currency of {whose}, none was given"
    amount = Money(amount=said.amount, currency=currency)
    return amount, (origin(f"{field}_currency", currency, source, "default"),)


def goods(quantity: Quantity, item: ItemRow | str) -> str:
    """As a title says it: 500 Chainring, but 20 M Calfskin."""
    name = item if isinstance(item, str) else item.name
    unit = "" if quantity.unit == "EA" else f" {quantity.unit}"
    return f"{number(quantity.amount)}{unit} {name}"


def positive(said: Said, what: str) -> Decimal:
    if said.amount <= 0:
        raise Refused(f"Not drafted. {what} must be more than 0.", "no_quantity")
    return said.amount
