"""A reservation: goods of the main store that are kept back for an order until they leave."""

from collections.abc import Mapping
from decimal import Decimal

from domain.kernel import Command, Event, Internal, Message, Quantity, Refused
from domain.kernel.part import part
from domain.kernel.words import Code, Name, counted, listed


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


NAMED = 5
"""So many orders are named that hold what somebody else would like; the rest are counted."""


def reserved(free: Decimal, kept: Mapping[str, Decimal], command: ReserveStock) -> StockReserved:
    """Refuse to promise what is not there, or is promised to somebody else."""
    some(command, "reserved")
    if command.quantity.amount > free:
        left = command.quantity.same(max(free, Decimal(0)))
        less = f"order {left} or less, or promise the rest for later"
        reason = (
            f"Not reserved. {left} {command.item_name} are free in the main store and "
            f"{command.quantity} were asked for {command.order}: "
            f"{less if left.amount else 'promise it for later'}."
        )
        held = held_by_others(kept, command, command.quantity.amount - free)
        raise Refused(reason, "not_enough_free", inside=held)
    return part(StockReserved, command)


def held_by_others(kept: Mapping[str, Decimal], command: ReserveStock, short: Decimal) -> str:
    """Which orders hold the goods, and the sentence that frees as much as is missing."""
    others = sorted(((amount, order) for order, amount in kept.items() if order != command.order))
    if not others:
        return ""
    enough = next((pair for pair in others if pair[0] >= short), others[-1])
    wait = f"put {command.quantity.same(min(enough[0], short))} {command.item_name} of {enough[1]}"
    named = [f"{command.quantity.same(a)} for {order}" for a, order in others[::-1][:NAMED]]
    more = len(others) - len(named)
    rest = [f"more for {counted(more, 'other order')}"] if more else []
    return (
        f"Kept back are {listed([*named, *rest])}. To free {command.quantity.same(short)}, let "
        f"somebody else wait first, as with “{wait} on back order”, or cancel an order; "
        "what is picked already is put back by hand."
    )


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
