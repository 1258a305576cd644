"""Order events: what can have happened to a purchase order, and how each is taken back."""

from datetime import date

from domain.kernel import Amount, Command, Event, Internal, Money
from domain.kernel.differences import differences
from domain.kernel.words import Reason, day, ended
from domain.procurement.order import (
    Header,
    Line,
    Order,
    Receipt,
    Stage,
    TakenOrder,
    TakenReceipt,
)
from domain.procurement.order_commands import (
    CancelPurchaseOrder,
    ChangePurchaseOrder,
    ClosePurchaseOrder,
    GiveBackPurchaseOrder,
    ReceiveGoods,
    ReinstatePurchaseOrder,
    ReleasePurchaseOrder,
    ReopenPurchaseOrder,
    ReturnGoods,
    TakeOverPurchaseOrder,
    WithholdPurchaseOrder,
)


class PurchaseOrderPlaced(Order, Event):
    def __str__(self) -> str:
        return (
            f"{self.number} orders {self.goods} from {self.supplier_name} "
            f"for {self.total}, due {day(self.due_on)}."
        )

    @property
    def at_stake(self) -> Money:
        return self.total

    def undo(self) -> Command:
        return CancelPurchaseOrder(reason="The order is taken back")


class PurchaseOrderReleased(Order, Event):
    def __str__(self) -> str:
        return (
            f"{self.number} is placed with {self.supplier_name}: {self.goods} "
            f"for {self.total}, due {day(self.due_on)}."
        )

    @property
    def at_stake(self) -> Money:
        return self.total

    def undo(self) -> Command:
        return WithholdPurchaseOrder()


class PurchaseOrderWithheld(Order, Event):
    def __str__(self) -> str:
        return (
            f"{self.number} to {self.supplier_name} is a draft order again: "
            f"{self.goods} for {self.total} are not ordered yet."
        )

    def undo(self) -> Command:
        return ReleasePurchaseOrder()


class PurchaseOrderChanged(Header, Event):
    """Beside the line before and after, what the change leads to for the order as a whole."""

    before: Line
    after: Line
    received: Internal[Amount]
    total: Internal[Money]
    due_on: date
    complete_by: date

    def __str__(self) -> str:
        return (
            f"{self.number} changes in line {self.after.line}, {self.after.item_name} from "
            f"{self.supplier_name}: {differences(self.before, self.after)}."
        )

    @property
    def at_stake(self) -> Money | None:
        """All of the order when it grows, or a large one could be reached in small steps."""
        grows = self.after.amount.amount > self.before.amount.amount
        return self.total if grows else None

    def undo(self) -> Command:
        then = self.before
        return ChangePurchaseOrder(
            line=then.line, quantity=then.quantity, price=then.price, due_on=then.due_on
        )


class PurchaseOrderCancelled(Order, Event):
    reason: Reason

    def __str__(self) -> str:
        what = f"{self.number} to {self.supplier_name} over {self.total}"
        return f"{what} is cancelled: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReinstatePurchaseOrder()


class PurchaseOrderReinstated(Order, Event):
    stage: Stage
    reason: Reason

    def __str__(self) -> str:
        what = f"{self.number} to {self.supplier_name} over {self.total}"
        form = " as a draft order" if self.stage == "draft" else ""
        return f"{what} stands again{form}, due {day(self.due_on)}."

    @property
    def at_stake(self) -> Money | None:
        return None if self.stage == "draft" else self.total

    def undo(self) -> Command:
        return CancelPurchaseOrder(reason=self.reason)


class GoodsReceived(Receipt, Event):
    def __str__(self) -> str:
        one = len(self.lines) == 1 and self.lines[0].quantity.amount == 1
        note = f", delivery note {self.delivery_note}" if self.delivery_note else ""
        file = f", read from “{self.document.name}”" if self.document else ""
        return (
            f"{self.goods} {'arrives' if one else 'arrive'} from {self.supplier_name} "
            f"for {self.number} on {day(self.received_on)}{note}{file}."
        )

    def undo(self) -> Command:
        return ReturnGoods(**dict(self.delivery))


class GoodsReturned(TakenReceipt, Event):
    def __str__(self) -> str:
        return (
            f"The receipt of {self.goods} from {self.supplier_name} for {self.number} "
            f"on {day(self.received_on)} is taken back."
        )

    def undo(self) -> Command:
        return ReceiveGoods(**dict(self.delivery))


class PurchaseOrderClosed(Order, Event):
    outstanding: Internal[Money]
    reason: Reason

    def __str__(self) -> str:
        what = f"{self.number} to {self.supplier_name} is closed"
        rest = f"{self.outstanding}" if self.outstanding.amount else "nothing"
        return f"{what} with {rest} outstanding: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReopenPurchaseOrder()


class PurchaseOrderReopened(Order, Event):
    outstanding: Internal[Money]
    reason: Reason

    def __str__(self) -> str:
        what = f"{self.number} to {self.supplier_name} is open again"
        rest = f"{self.outstanding}" if self.outstanding.amount else "nothing"
        return f"{what} with {rest} outstanding, due {day(self.due_on)}."

    @property
    def at_stake(self) -> Money:
        return self.outstanding

    def undo(self) -> Command:
        return ClosePurchaseOrder(reason=self.reason)


class PurchaseOrderTakenOver(TakenOrder, Event):
    def __str__(self) -> str:
        form = "a draft order" if self.stage == "draft" else self.stage
        return (
            f"{self.number} to {self.supplier_name} over {self.total}, ordered on "
            f"{day(self.ordered_on)}, is taken over as {form}."
        )

    @property
    def at_stake(self) -> Money | None:
        """What is still to come of an order that stands: who signs it commits us to that."""
        return self.outstanding if self.stage == "placed" and self.outstanding.amount else None

    def undo(self) -> Command:
        return GiveBackPurchaseOrder()


class PurchaseOrderGivenBack(TakenOrder, Event):
    def __str__(self) -> str:
        what = f"{self.number} to {self.supplier_name} over {self.total}"
        return f"{what}, ordered on {day(self.ordered_on)}, leaves our books again."

    def undo(self) -> Command:
        return TakeOverPurchaseOrder(**dict(self))
