"""At once: what was picked, packed and shipped elsewhere is recorded as done on one day."""

from domain.fulfillment.order import Portion
from domain.fulfillment.order_commands import PackSalesOrder, PickSalesOrder, ShipSalesOrder
from domain.kernel.part import part

Steps = tuple[PickSalesOrder, PackSalesOrder, ShipSalesOrder]


def at_once(shipment: ShipSalesOrder) -> Steps:
    """The commands by which these goods leave, of which another system knows only the last."""
    lines = tuple(part(Portion, line) for line in shipment.lines)
    return (
        PickSalesOrder(lines=lines, picked_on=shipment.shipped_on),
        PackSalesOrder(lines=lines, packed_on=shipment.shipped_on),
        shipment,
    )
