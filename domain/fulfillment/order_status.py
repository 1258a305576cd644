"""Order status: how far a sales order or one of its lines has come, in one word."""

from dataclasses import dataclass
from decimal import Decimal

from domain.fulfillment.order import ZERO
from domain.fulfillment.order_events import (
    BackOrderFilled,
    GoodsBackOrdered,
    OnGoods,
    ReturnReversed,
    ReturnTaken,
    SalesOrderPacked,
    SalesOrderPicked,
    SalesOrderShipped,
    SalesOrderUnpacked,
    SalesOrderUnpicked,
    ShipmentRecalled,
)

OPEN = ("placed", "back_ordered", "picked", "packed", "partly_shipped")
"""The statuses in which something is still to leave."""
ENDED = ("cancelled", "closed")
"""Nothing more leaves of it: before anything did, or after some of it had."""
STANDING = (*OPEN, "shipped")
"""What was sold counts, unless its order is ended."""
EVERY = (*STANDING, *ENDED)
COLUMN: dict[type[OnGoods], tuple[str, int]] = {
    SalesOrderPicked: ("picked", 1),
    SalesOrderUnpicked: ("picked", -1),
    SalesOrderPacked: ("packed", 1),
    SalesOrderUnpacked: ("packed", -1),
    SalesOrderShipped: ("shipped", 1),
    ShipmentRecalled: ("shipped", -1),
    GoodsBackOrdered: ("back_ordered", 1),
    BackOrderFilled: ("back_ordered", -1),
    ReturnTaken: ("returned", 1),
    ReturnReversed: ("returned", -1),
}
"""The amount of a row that a fact about goods changes, and in which direction."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How much was ordered, and how much of it waits, is picked, is packed and has left."""

    ordered: Decimal
    back_ordered: Decimal
    picked: Decimal
    packed: Decimal
    shipped: Decimal

    def status(self, before: str) -> str:
        """What has ended stays so until it is reinstated."""
        if self.shipped >= self.ordered:
            return "shipped"
        if before in ENDED:
            return "closed" if self.shipped else "cancelled"
        if self.shipped:
            return "partly_shipped"
        ready = self.ordered - self.back_ordered
        if not ready:
            return "back_ordered"
        if self.packed >= ready:
            return "packed"
        return "picked" if self.picked >= ready else "placed"


def left(status: str, ordered: Decimal, shipped: Decimal) -> Decimal:
    """What is still to leave."""
    return ordered - shipped if status in OPEN else ZERO
