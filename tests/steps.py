"""Steps of the small trade: an amount, a quantity, a command on its own stream."""

from decimal import Decimal

from domain import catalog
from domain.kernel import Command, Money, Quantity, Step


def euros(amount: str) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def of(amount: int | str, unit: str) -> Quantity:
    return Quantity(amount=Decimal(amount), unit=unit)


def on(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)
