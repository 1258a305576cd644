"""Receiving: when goods arrive, the sound ones go into the main store."""

from decimal import Decimal

from domain.inventory.place import MAIN, OUTSIDE, Place
from domain.inventory.stock import MoveStock, stock
from domain.kernel import Fact, Step
from domain.procurement.order import Arrived
from domain.procurement.order_events import GoodsReceived


def put_into_stock(fact: Fact) -> list[Step]:
    match fact.event:
        case GoodsReceived(lines=lines) as receipt:
            sound = ((line, line.quantity.amount - line.damaged) for line in lines)
            return [into(MAIN, receipt, line, amount) for line, amount in sound if amount]
        case _:
            return []


def into(place: Place, receipt: GoodsReceived, line: Arrived, amount: Decimal) -> Step:
    """The step that takes so much of what arrived from outside to a place."""
    move = MoveStock(
        item=line.item,
        item_name=line.item_name,
        quantity=line.quantity.same(amount),
        source=OUTSIDE,
        target=place,
        moved_on=receipt.received_on,
        reason=f"Received for {receipt.number}",
    )
    return Step(stock.stream(line.item), move)
