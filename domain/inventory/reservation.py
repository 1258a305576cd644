"""A reservation: goods of the main store that are kept back for an order until they leave."""

from collections.abc import Mapping
from decimal import Decimal

from domain.kernel import Command, Event, Internal, Message, Quantity, Refused
from domain.kernel.part import part
from domain.kernel.words import Code, Name


class Reservation(Message):
    """So much of an item, for one order."""

    item: Code
    item_name: Name
    quantity: Internal[Quantity]
    order: Code


class ReserveStock(Reservation, Command):
    pass


class ReleaseStock(Reservation, Command):
    pass


class StockReserved(Reservation, Event):
    def __str__(self) -> str:
        verb = "is" if self.quantity.amount == 1 else "are"
        return f"{self.quantity} {self.item_name} {verb} reserved for {self.order}."

    def undo(self) -> Command:
        return ReleaseStock(**dict(self))


class StockReleased(Reservation, Event):
    def __str__(self) -> str:
        verb = "is" if self.quantity.amount == 1 else "are"
        return f"{self.quantity} {self.item_name} {verb} no longer reserved for {self.order}."

    def undo(self) -> Command:
        return ReserveStock(**dict(self))


def reserved(free: Decimal, command: ReserveStock) -> StockReserved:
    """Refuse to promise what is not there, or is promised to somebody else."""
    some(command, "reserved")
    if command.quantity.amount > free:
        left = command.quantity.same(max(free, Decimal(0)))
        reason = (
            f"Not reserved. {left} {command.item_name} are free in the main store and "
            f"{command.quantity} were asked for {command.order}: order {left} or less, or "
            f"promise the rest for later."
        )
        raise Refused(reason, "not_enough_free")
    return part(StockReserved, command)


def released(held: Decimal, command: ReleaseStock) -> StockReleased:
    some(command, "released")
    if command.quantity.amount > held:
        kept = command.quantity.same(held)
        reason = (
            f"Not released. {kept} {command.item_name} are reserved for {command.order} and "
            f"{command.quantity} were asked."
        )
        raise Refused(reason, "not_reserved")
    return part(StockReleased, command)


def some(command: Reservation, done: str) -> None:
    if command.quantity.amount <= 0:
        reason = f"Not {done}. {command.quantity} {command.item_name} is nothing: give more than 0."
        raise Refused(reason, "no_quantity")


def with_reservation(
    kept: Mapping[str, Decimal], event: StockReserved | StockReleased
) -> dict[str, Decimal]:
    """What is kept back for each order after this; an order of which nothing is kept is gone."""
    sign = 1 if isinstance(event, StockReserved) else -1
    amount = kept.get(event.order, Decimal(0)) + sign * event.quantity.amount
    after = {**kept, event.order: amount}
    return {order: after[order] for order in sorted(after) if after[order]}
