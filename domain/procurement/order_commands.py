"""Order commands: what can be asked of a purchase order."""

from datetime import date

from domain.kernel import Command, Internal, Money, Quantity
from domain.kernel.words import Reason
from domain.procurement.order import Delivery, LineNumber, Order, TakenOrder


class PlacePurchaseOrder(Order, Command):
    separated = "above_limit"


class ReleasePurchaseOrder(Command):
    """Place an order that came as a draft from another system."""

    separated = "above_limit"


class WithholdPurchaseOrder(Command):
    """Make a released order a draft again; this undoes a release."""


class ChangePurchaseOrder(Command):
    """Change one line; None leaves a value as it is."""

    separated = "above_limit"

    line: LineNumber
    quantity: Internal[Quantity | None] = None
    price: Internal[Money | None] = None
    due_on: date | None = None


class CancelPurchaseOrder(Command):
    reason: Reason


class ReinstatePurchaseOrder(Command):
    separated = "above_limit"


class ReceiveGoods(Delivery, Command):
    pass


class ReturnGoods(Delivery, Command):
    """Take back a receipt as a whole; this undoes it, in the order and in stock."""


class ClosePurchaseOrder(Command):
    """Expect nothing more of this order, whether or not all of it has come."""

    reason: Reason


class ReopenPurchaseOrder(Command):
    separated = "above_limit"


class TakeOverPurchaseOrder(TakenOrder, Command):
    """Enter an order as another system knows it, its receipts included; no stock moves."""

    separated = "above_limit"


class GiveBackPurchaseOrder(Command):
    """Take back a takeover; nothing may have happened to the order since."""
