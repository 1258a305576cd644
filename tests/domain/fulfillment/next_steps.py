"""Next steps of a sales order: what can be done with it as it and its store stand, or cannot."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import strategies as st

from domain.fulfillment.booking_events import AskBooking, DropBooking, TrackShipment
from domain.fulfillment.order import ReturnedPortion, SalesLine
from domain.fulfillment.order_commands import (
    BillSalesOrder,
    CancelSalesOrder,
    GiveBackSalesOrder,
    RecallShipment,
    ReinstateSalesOrder,
    ReverseReturn,
    UnbillSalesOrder,
)
from domain.fulfillment.order_state import SalesOrder, amount_of
from domain.fulfillment.sales_order import placed
from domain.inventory.place import MAIN, QUARANTINE, Place
from domain.inventory.stock_state import Stock
from domain.kernel import Command
from tests.domain.fulfillment import sales
from tests.domain.walks import Choice, Draw, just, pieces

Shelves = Mapping[str, Stock]
PLENTY = Decimal(1_000)
LOTS = ("", "L1")
FULL = Stock("EA", {(*place.key, lot): PLENTY for place in (MAIN, QUARANTINE) for lot in LOTS})
ENDLESS: Shelves = {"BAG-NOIR": FULL, "BELT": FULL}
"""Where only the order itself can say no."""
NUMBERS = ("SO-7", "SO-8")
WHYS = st.sampled_from([sales.WHY, "No reason", "It rains"])
INVOICES = ("INV-1", "INV-2")
Moved = Callable[..., Command]
FORWARD = 3  # Goods go on more often than they go back, or hardly any would ever leave.


def possible(so: SalesOrder, shelves: Shelves = ENDLESS, number: str = "SO-7") -> list[Choice]:
    if so.sale is None:
        return [partial(some_order, shelves=shelves, number=number)]
    lines = so.sale.lines
    found = [choice for line in lines for choice in coming_back(so, line, shelves)]
    found += [*goods_back(so, shelves), *on_bookings(so)]
    if so.stage == "cancelled":
        there = all(so.reserved(line) <= max(free(shelves, line), 0) for line in lines)
        return [*found, *([just(ReinstateSalesOrder())] * FORWARD if there else [])]
    found += [choice for line in lines for choice in handling(so, line, shelves)]
    if any(so.shipped(line.line) < line.quantity.amount for line in lines):
        found.append(lambda draw: CancelSalesOrder(reason=draw(WHYS)))
    return found


def some_order(draw: Draw, shelves: Shelves, number: str) -> Command:
    """Some bags and perhaps some belts, of which as many wait as are not free."""
    lines = [(sales.bag, 10), (sales.belt, 4)][: draw(st.integers(1, 2))]
    told = []
    for line, most in lines:
        wanted = pieces(draw, Decimal(most))
        short = max(wanted - int(max(free(shelves, line()), 0)), 0)
        waiting = draw(st.one_of(st.just(short), st.integers(short, wanted)))
        told.append(line(quantity=sales.bags(wanted), back_ordered=Decimal(waiting)))
    return sales.order(*told, order=number)


def free(shelves: Shelves, line: SalesLine) -> Decimal:
    return shelves[line.item].free


def handling(so: SalesOrder, line: SalesLine, shelves: Shelves) -> Iterator[Choice]:
    """Goods that go on to their next stage, or back to the one before."""
    shelf = shelves[line.item]
    forward = (
        (sales.pick, so.to_pick(line)),
        (sales.pack, so.to_pack(line)),
        *(
            (partial(sales.ship, lot=lot, tracking=""), min(so.to_ship(line), there))
            for lot in LOTS
            if (there := shelf.there(MAIN, lot)) > 0
        ),
    )
    back = (
        (sales.unpick, so.to_pack(line)),
        (sales.unpack, so.to_ship(line)),
        (sales.wait, so.to_pick(line)),
        (sales.fill, min(so.to_fill(line), shelf.free)),
    )
    for command, most in (*forward * FORWARD, *back * 2):
        if most > 0:
            yield partial(some, command=command, most=most, line=line.line)


def some(draw: Draw, command: Moved, most: Decimal, line: int) -> Command:
    return command(pieces(draw, most), line=line)


def coming_back(so: SalesOrder, line: SalesLine, shelves: Shelves) -> Iterator[Choice]:
    def brought(draw: Draw) -> Command:
        amount = pieces(draw, so.returnable(line))
        damaged = draw(st.integers(0, amount))
        return sales.bring_back(amount, damaged, line.line, draw(st.sampled_from(LOTS)))

    if so.returnable(line) > 0:
        yield brought


def goods_back(so: SalesOrder, shelves: Shelves) -> Iterator[Choice]:
    """Shipments and returns that never were, as long as nothing else rests on them."""
    sent = [RecallShipment(shipment=number) for number in recallable(so, shelves)]
    came = [
        ReverseReturn(return_number=each.return_number)
        for each in so.returns
        if all(lies_there(so, portion, shelves) for portion in each.lines)
    ]
    for kind in (sent, came):
        if kind:
            yield from [partial(any_of, commands=kind)] * FORWARD


def any_of(draw: Draw, commands: Sequence[Command]) -> Command:
    return commands[draw(st.integers(0, len(commands) - 1))]


def recallable(so: SalesOrder, shelves: Shelves) -> Iterator[int]:
    """Of these nothing came back or was billed, and no carrier is being asked.

    Where a count found less than was promised, nothing can be promised anew.
    """
    for sent in so.shipments if so.stage == "placed" else ():
        kept = {line.line: amount_of(line.line, sent.lines) for line in lines_of(so)}
        bound = any(
            so.shipped(line) - amount < max(so.returned(line), so.billed(line))
            for line, amount in kept.items()
        )
        short = any(free(shelves, line) < 0 for line in lines_of(so) if kept[line.line])
        if sent.shipment not in so.asked and not bound and not short:
            yield sent.shipment


def lies_there(so: SalesOrder, portion: ReturnedPortion, shelves: Shelves) -> bool:
    """Whether what came back is still where it was put."""
    [shelf] = [shelves[line.item] for line in lines_of(so) if line.line == portion.line]
    sound = portion.quantity.amount - portion.damaged
    parts: tuple[tuple[Place, Decimal], ...] = (MAIN, sound), (QUARANTINE, portion.damaged)
    return all(shelf.there(place, portion.lot) >= amount for place, amount in parts)


def lines_of(so: SalesOrder) -> tuple[SalesLine, ...]:
    return so.sale.lines if so.sale else ()


def on_bookings(so: SalesOrder) -> Iterator[Choice]:
    """A carrier is asked about the last shipment, or somebody types what the carrier said."""
    for sent in so.shipments[-1:]:
        if sent.shipment in so.asked:
            yield from [just(DropBooking(shipment=sent.shipment))] * 2 * FORWARD
            continue
        number = "CR 9" if sent.tracking != "CR 9" else ""
        yield just(TrackShipment(shipment=sent.shipment, tracking=number))
        if not sent.tracking:
            yield from [just(AskBooking(shipment=sent.shipment))] * 2


def placed_here(so: SalesOrder) -> list[Choice]:
    """The same where nobody else is asked, and it may be billed."""
    return [*possible(so), *[*bills(so)] * FORWARD]


def taken_over(so: SalesOrder) -> list[Choice]:
    """The number of another system, which goes back there as long as nothing happened to it."""
    if so.sale is None:
        return [just(TAKEN)]
    found = placed_here(so)
    fresh = so.taken is not None and so == placed(so.sale, so.taken)
    return found + [just(GiveBackSalesOrder())] * (len(found) if fresh else 0)


TAKEN = sales.taken(sales.bag(back_ordered=Decimal(2)))


def bills(so: SalesOrder) -> Iterator[Choice]:
    """An invoice claims of one line what left and nobody claimed."""
    number = next((number for number in INVOICES if so.bill(number) is None), "")
    for line in lines_of(so):
        most = so.shipped(line.line) - so.billed(line.line)
        if number and most > 0:
            yield partial(some_bill, number=number, line=line.line, most=most)
    for bill in so.bills:
        yield just(UnbillSalesOrder(invoice=bill.invoice))


def some_bill(draw: Draw, number: str, line: int, most: Decimal) -> Command:
    return BillSalesOrder(invoice=number, lines=(sales.of(pieces(draw, most), line),))


def impossible(so: SalesOrder) -> list[Choice]:
    """One more than there is, twice the same, and what was never there."""
    if so.sale is None:
        nothing: list[Any] = [sales.pick(1), CancelSalesOrder(reason=sales.WHY)]
        nothing += [sales.order(sales.bag(quantity=sales.bags(0))), ReverseReturn(return_number=1)]
        return [just(command) for command in nothing]
    found = [sales.order(), RecallShipment(shipment=99), ReverseReturn(return_number=99)]
    for line in so.sale.lines:
        limits = {
            sales.pick: so.to_pick(line),
            sales.unpick: so.to_pack(line),
            sales.pack: so.to_pack(line),
            sales.unpack: so.to_ship(line),
            sales.ship: so.to_ship(line),
            sales.wait: so.to_pick(line),
            sales.fill: so.to_fill(line),
            sales.bring_back: so.returnable(line),
        }
        found += [command(int(most) + 1, line=line.line) for command, most in limits.items()]
    if so.stage == "placed":
        return [just(command) for command in (*found, ReinstateSalesOrder())]
    return [just(command) for command in (*found, CancelSalesOrder(reason=sales.WHY))]
