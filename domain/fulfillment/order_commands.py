"""Order commands: what can be asked of a sales order."""

from datetime import date

from domain.fulfillment.order import (
    Billed,
    LotPortion,
    Portion,
    Return,
    ReturnedPortion,
    Sale,
    Shipment,
    ShipmentNumber,
    ShipTo,
)
from domain.kernel import Command
from domain.kernel.words import Code, Reason


class PlaceSalesOrder(ShipTo, Sale, Command):
    separated = "above_limit"


class TakeOverSalesOrder(ShipTo, Sale, Command):
    """Enter an order as another system knows it; what is reserved for it is reserved here."""


class GiveBackSalesOrder(Command):
    """Take back a takeover; nothing may have happened to the order since."""


class CancelSalesOrder(Command):
    """Ship no more of this order, and give back what is reserved for it."""

    reason: Reason


class ReinstateSalesOrder(Command):
    separated = "above_limit"


class PickSalesOrder(Command):
    """Take goods from their shelf for an order; they stay ours, and in the same store."""

    lines: tuple[Portion, ...]
    picked_on: date


class UnpickSalesOrder(Command):
    """Put picked goods back on their shelf; this undoes a pick."""

    lines: tuple[Portion, ...]
    picked_on: date


class PackSalesOrder(Command):
    lines: tuple[Portion, ...]
    packed_on: date


class UnpackSalesOrder(Command):
    """Take packed goods out of their parcel; this undoes the packing."""

    lines: tuple[Portion, ...]
    packed_on: date


class ShipSalesOrder(Shipment, Command):
    lines: tuple[LotPortion, ...]
    shipment: ShipmentNumber | None = None
    """The number of a shipment that was taken back and leaves after all; else it gets the next."""


class RecallShipment(Command):
    """Take back a shipment as a whole; this undoes it, in the order and in stock."""

    shipment: ShipmentNumber


class BackOrderGoods(Command):
    """Promise goods for later, and give back what is reserved of them."""

    lines: tuple[Portion, ...]
    reason: Reason


class FillBackOrder(Command):
    """Reserve goods that were promised for later, now that they are there."""

    lines: tuple[Portion, ...]


class TakeReturn(Return, Command):
    lines: tuple[ReturnedPortion, ...]
    return_number: ShipmentNumber | None = None
    """The number of a return that was taken back and came after all; else it gets the next."""


class ReverseReturn(Command):
    """Take back a return as a whole; this undoes it, in the order and in stock."""

    return_number: ShipmentNumber


class BillSalesOrder(Billed, Command):
    """Goods of the order are claimed by an invoice; it follows from the invoice."""


class UnbillSalesOrder(Command):
    """An invoice claims its goods no longer; it follows from the end of the invoice."""

    invoice: Code
