"""Stock of one item: it only ever moves between places, and never falls below nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.inventory.place import OUTSIDE, Move, Place
from domain.inventory.reservation import (
    ReleaseStock,
    Reservation,
    ReserveStock,
    StockReleased,
    StockReserved,
    released,
    reserved,
    with_reservation,
)
from domain.inventory.stock_state import Stock
from domain.kernel import Command, Decider, Event, Internal, Message, Money, Quantity, Refused
from domain.kernel.words import Code, Label, Name, day, ended

TAKEN_BACK = "The opening balance is taken back"
BACK = "Taken back"
"""So begins why a move is undone; for which order it was still stands in it."""
LONGEST = 200


class MoveStock(Move, Command):
    moved_on: date | None = None
    reason: Label = ""


class Goods(Message):
    """So much of an item at a place."""

    item: Code
    item_name: Name
    quantity: Internal[Quantity]
    place: Place
    lot: Label = ""


class Opening(Goods):
    """What lay at a place when the books were opened."""

    counted_on: date


class OpenStock(Opening, Command):
    pass


class AdjustStock(Opening, Command):
    """Make the books agree with a count; with the cost of one, a loss is money at stake."""

    separated = "above_limit"

    unit_cost: Internal[Money | None] = None
    reason: Name


class BookProduction(Goods, Command):
    """Take into stock what the workshop made."""

    made_on: date


class StockMoved(Move, Event):
    moved_on: date | None = None
    reason: Label = ""

    def __str__(self) -> str:
        verb = "moves" if self.quantity.amount == 1 else "move"
        on = f" on {day(self.moved_on)}" if self.moved_on else ""
        why = f": {ended(self.reason)}" if self.reason else ""
        return f"{self.goods} {verb} from {self.source} to {self.target}{on}{why}."

    def undo(self) -> Command:
        why = f"{BACK}: {self.reason}" if self.reason else "The move is taken back"
        return back(self, self.moved_on, why[:LONGEST])


class GoodsMade(Move, Event):
    """What came from the workshop, which lies outside of these books."""

    made_on: date

    def __str__(self) -> str:
        verb = "comes" if self.quantity.amount == 1 else "come"
        return f"{self.goods} {verb} from the workshop to {self.target} on {day(self.made_on)}."

    def undo(self) -> Command:
        return back(self, self.made_on, "What was made is taken back")


class StockOpened(Move, Event):
    counted_on: date

    def __str__(self) -> str:
        verb = "lies" if self.quantity.amount == 1 else "lie"
        on = day(self.counted_on)
        return f"{self.goods} {verb} at {self.target} when the books open on {on}."

    def undo(self) -> Command:
        return back(self, self.counted_on, TAKEN_BACK)


class StockAdjusted(Move, Event):
    """What a count moved: from outside when more was found, to outside when less."""

    booked: Internal[Quantity]
    counted: Internal[Quantity]
    counted_on: date
    unit_cost: Internal[Money | None] = None
    reason: Name

    def __str__(self) -> str:
        place = self.target if self.source.is_outside else self.source
        lot = f" of lot {self.lot}" if self.lot else ""
        return (
            f"{self.counted} {self.item_name}{lot} are counted at {place} on "
            f"{day(self.counted_on)}, not {self.booked}: {ended(self.reason)}."
        )

    @property
    def at_stake(self) -> Money | None:
        """What a loss costs."""
        lost = self.target.is_outside
        return self.unit_cost.times(self.quantity.amount) if lost and self.unit_cost else None

    def undo(self) -> Command:
        return back(self, self.counted_on, "The count is taken back")


Moving = MoveStock | BookProduction | OpenStock | AdjustStock
StockCommand = Moving | ReserveStock | ReleaseStock
Moved = StockMoved | GoodsMade | StockOpened | StockAdjusted
StockEvent = Moved | StockReserved | StockReleased


def decide(stock: Stock, command: StockCommand) -> list[StockEvent]:
    if stock.unit and command.quantity.unit != stock.unit:
        done = "reserved" if isinstance(command, Reservation) else "moved"
        reason = (
            f"Not {done}. {command.item_name} is kept in {stock.unit} and {command.quantity} were "
            f"given: give the figure in {stock.unit}."
        )
        raise Refused(reason, "wrong_unit")
    match command:
        case MoveStock():
            return [move(stock, command)]
        case BookProduction():
            return [made(command)]
        case OpenStock():
            return [opened(stock, command)]
        case AdjustStock():
            return [adjusted(stock, command)]
        case ReserveStock():
            return [reserved(stock.free, stock.reserved, command)]
        case ReleaseStock():
            return [released(stock.reserved.get(command.order, Decimal(0)), command)]


def move(stock: Stock, command: MoveStock) -> StockMoved:
    there = command.quantity.same(stock.there(command.source, command.lot))
    if command.quantity.amount <= 0:
        reason = f"Not moved. {command.quantity} is nothing to move: give more than 0."
        raise Refused(reason, "no_quantity")
    if command.source.key == command.target.key:
        raise Refused(f"Not moved. It lies at {command.target} already.", "same_place")
    if not command.source.is_outside and command.quantity.amount > there.amount:
        what = f"{command.item_name}" + (f" of lot {command.lot}" if command.lot else "")
        reason = (
            f"Not moved. {there} of {what} are at {command.source} and {command.quantity} were "
            f"asked: move {there} or less, or count first."
        )
        raise Refused(reason, "not_enough")
    return StockMoved(**dict(command))


def made(command: BookProduction) -> GoodsMade:
    if command.quantity.amount <= 0:
        reason = f"Not booked. {command.quantity} is nothing that was made: give more than 0."
        raise Refused(reason, "no_quantity")
    if command.place.is_outside:
        raise Refused("Not booked. Name the location where the goods go.", "outside")
    moved = moving(command, command.quantity, OUTSIDE, command.place)
    return GoodsMade(**dict(moved), made_on=command.made_on)


def opened(stock: Stock, command: OpenStock) -> StockOpened:
    there = command.quantity.same(stock.there(command.place, command.lot))
    if command.quantity.amount <= 0:
        raise Refused(f"Not opened. {command.quantity} is nothing to enter.", "no_quantity")
    if command.place.is_outside:
        raise Refused("Not opened. Name the location where the goods lie.", "outside")
    if there.amount:
        reason = f"Not opened. {there} lie at {command.place} already: adjust the stock instead."
        raise Refused(reason, "already_open")
    moved = moving(command, command.quantity, OUTSIDE, command.place)
    return StockOpened(**dict(moved), counted_on=command.counted_on)


def adjusted(stock: Stock, command: AdjustStock) -> StockAdjusted:
    counted = command.quantity
    booked = counted.same(stock.there(command.place, command.lot))
    more = counted.amount - booked.amount
    if counted.amount < 0:
        raise Refused(f"Not adjusted. {counted} cannot be counted: give 0 or more.", "no_quantity")
    if command.place.is_outside:
        raise Refused("Not adjusted. Name the location that was counted.", "outside")
    if not more:
        reason = f"Not adjusted. {booked} are in the books at {command.place}, as counted."
        raise Refused(reason, "no_change")
    ends = (OUTSIDE, command.place) if more > 0 else (command.place, OUTSIDE)
    moved = moving(command, counted.same(abs(more)), *ends)
    return StockAdjusted(
        **dict(moved),
        booked=booked,
        counted=counted,
        counted_on=command.counted_on,
        unit_cost=command.unit_cost,
        reason=command.reason,
    )


def moving(goods: Goods, quantity: Quantity, source: Place, target: Place) -> Move:
    what = {"item": goods.item, "item_name": goods.item_name, "lot": goods.lot}
    return Move(**what, quantity=quantity, source=source, target=target)


def back(move: Move, on: date | None, reason: str) -> MoveStock:
    """The way back: what came goes, and what went comes."""
    return MoveStock(
        item=move.item,
        item_name=move.item_name,
        quantity=move.quantity,
        source=move.target,
        target=move.source,
        lot=move.lot,
        moved_on=on,
        reason=reason,
    )


def evolve(stock: Stock, event: StockEvent) -> Stock:
    if isinstance(event, Reservation):
        kept = with_reservation(stock.reserved, event)
        unit = event.quantity.unit if stock.at or kept else ""
        return replace(stock, unit=unit, reserved=kept)
    at = dict(stock.at)
    amount = event.quantity.amount
    for place, change in (event.source, -amount), (event.target, amount):
        key = (*place.key, event.lot)
        at[key] = at.get(key, Decimal(0)) + change
        if place.is_outside or not at[key]:
            del at[key]
    unit = event.quantity.unit if at or stock.reserved else ""
    return replace(stock, unit=unit, at=at)


stock = Decider(
    name="stock",
    commands=StockCommand,
    events=StockEvent,
    initial=Stock(),
    decide=decide,
    evolve=evolve,
)
