"""Order events: what can have happened to a sales order, and how each is taken back."""

from datetime import date
from typing import ClassVar

from domain.fulfillment.order import (
    Billed,
    Goods,
    LotGoods,
    LotPortion,
    NumberedReturn,
    NumberedShipment,
    Portion,
    Return,
    ReturnedGoods,
    ReturnedPortion,
    Sale,
    SalesHeader,
    Shipment,
    ShipmentNumber,
    ShipTo,
    goods,
)
from domain.fulfillment.order_commands import (
    BackOrderGoods,
    BillSalesOrder,
    CancelSalesOrder,
    FillBackOrder,
    GiveBackSalesOrder,
    PackSalesOrder,
    PickSalesOrder,
    RecallShipment,
    ReinstateSalesOrder,
    ReverseReturn,
    ShipSalesOrder,
    TakeOverSalesOrder,
    TakeReturn,
    UnbillSalesOrder,
    UnpackSalesOrder,
    UnpickSalesOrder,
)
from domain.kernel import Command, Event, Internal, Money
from domain.kernel.part import part
from domain.kernel.words import Reason, counted, day, ended

GIVEN_BACK = "The order goes back to the system it was taken over from"


class SalesOrderPlaced(ShipTo, Sale, Event):
    def __str__(self) -> str:
        wanted = f", wanted by {day(self.requested_on)}" if self.requested_on else ""
        return f"{self.customer_name} orders {self.goods} for {self.total} as {self.order}{wanted}."

    @property
    def at_stake(self) -> Money | None:
        return self.total

    def undo(self) -> Command:
        return CancelSalesOrder(reason="The order is taken back")


class SalesOrderCancelled(Sale, Event):
    """Beside the order, the goods that are no longer reserved, and what they would have brought."""

    released: tuple[Goods, ...]
    left: Internal[Money]
    reason: Reason
    later: tuple[Goods, ...] = ()
    """What of it was promised for later, and is not waited for any more."""

    def __str__(self) -> str:
        what = f"{self.order} of {self.customer_name} is cancelled with {self.left} not shipped"
        return f"{what}: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReinstateSalesOrder()


class SalesOrderReinstated(Sale, Event):
    reserved: tuple[Goods, ...]
    left: Internal[Money]
    reason: Reason
    later: tuple[Goods, ...] = ()

    def __str__(self) -> str:
        return f"{self.order} of {self.customer_name} stands again with {self.left} to ship."

    @property
    def at_stake(self) -> Money:
        return self.left

    def undo(self) -> Command:
        return CancelSalesOrder(reason=self.reason)


class SalesOrderTakenOver(SalesOrderPlaced):
    """An order as another system knows it: what it is worth was agreed there, by others."""

    def __str__(self) -> str:
        ordered = f"{self.customer_name} ordered {self.goods} for {self.total}"
        return f"{ordered} on {day(self.ordered_on)}, taken over as {self.order}."

    @property
    def at_stake(self) -> None:
        return None

    def undo(self) -> Command:
        return GiveBackSalesOrder()


class SalesOrderGivenBack(ShipTo, SalesOrderCancelled):
    def __str__(self) -> str:
        return f"{self.order} of {self.customer_name} is given back, as if it had not come."

    def undo(self) -> Command:
        kept = {name: getattr(self, name) for name in TakeOverSalesOrder.model_fields}
        return TakeOverSalesOrder(**kept)


class OnGoods(SalesHeader):
    """A fact about some goods of an order."""

    lines: tuple[Goods, ...]

    @property
    def goods(self) -> str:
        return goods(self.lines)

    @property
    def portions(self) -> tuple[Portion, ...]:
        return tuple(part(Portion, line) for line in self.lines)


class SalesOrderPicked(OnGoods, Event):
    picked_on: date

    def __str__(self) -> str:
        return f"{self.goods} are picked for {self.order} on {day(self.picked_on)}."

    def undo(self) -> Command:
        return UnpickSalesOrder(lines=self.portions, picked_on=self.picked_on)


class SalesOrderUnpicked(OnGoods, Event):
    picked_on: date

    def __str__(self) -> str:
        return f"{self.goods} of {self.order} go back on their shelf."

    def undo(self) -> Command:
        return PickSalesOrder(lines=self.portions, picked_on=self.picked_on)


class SalesOrderPacked(OnGoods, Event):
    packed_on: date

    def __str__(self) -> str:
        return f"{self.goods} are packed for {self.order} on {day(self.packed_on)}."

    def undo(self) -> Command:
        return UnpackSalesOrder(lines=self.portions, packed_on=self.packed_on)


class SalesOrderUnpacked(OnGoods, Event):
    packed_on: date

    def __str__(self) -> str:
        return f"{self.goods} of {self.order} are taken out of their parcel."

    def undo(self) -> Command:
        return PackSalesOrder(lines=self.portions, packed_on=self.packed_on)


class Consigned(OnGoods, Shipment):
    """A shipment as it is recorded, with its number within the order."""

    sign: ClassVar[int] = 1
    """How its goods count among what has left."""
    shipment: ShipmentNumber
    lines: tuple[LotGoods, ...]

    @property
    def numbered(self) -> NumberedShipment:
        lines = tuple(part(LotPortion, line) for line in self.lines)
        return part(NumberedShipment, self).model_copy(update={"lines": lines})

    @property
    def by(self) -> str:
        number = f", {self.tracking}" if self.tracking else ""
        return f" with {self.carrier}{number}" if self.carrier else ""


class SalesOrderShipped(Consigned, Event):
    def __str__(self) -> str:
        when = day(self.shipped_on)
        return f"{self.goods} leave for {self.customer_name} on {when}{self.by}, for {self.order}."

    def undo(self) -> Command:
        return RecallShipment(shipment=self.shipment)


class ShipmentRecalled(Consigned, Event):
    """What was to leave and did not, or came back at once; the last shipment is an earlier one."""

    sign = -1
    last_shipped_on: date | None

    def __str__(self) -> str:
        return f"The shipment of {self.goods} for {self.order} is taken back."

    def undo(self) -> Command:
        return ShipSalesOrder(**dict(self.numbered))


class GoodsBackOrdered(OnGoods, Event):
    reason: Reason

    def __str__(self) -> str:
        return f"{self.goods} of {self.order} are promised for later: {ended(self.reason)}."

    def undo(self) -> Command:
        return FillBackOrder(lines=self.portions)


class BackOrderFilled(OnGoods, Event):
    def __str__(self) -> str:
        return f"{self.goods} of {self.order} are there now and reserved."

    def undo(self) -> Command:
        return BackOrderGoods(lines=self.portions, reason="The reservation is taken back")


class OnReturn(OnGoods, Return):
    """Goods that came back, as they are recorded."""

    sign: ClassVar[int] = 1
    """How its goods count among what has come back."""
    return_number: ShipmentNumber
    lines: tuple[ReturnedGoods, ...]

    @property
    def numbered(self) -> NumberedReturn:
        lines = tuple(part(ReturnedPortion, line) for line in self.lines)
        return part(NumberedReturn, self).model_copy(update={"lines": lines})


class ReturnTaken(OnReturn, Event):
    def __str__(self) -> str:
        when = day(self.returned_on)
        back = f"{self.goods} of {self.order} come back from {self.customer_name} on {when}"
        return f"{back}: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReverseReturn(return_number=self.return_number)


class ReturnReversed(OnReturn, Event):
    sign = -1

    def __str__(self) -> str:
        return f"The return of {self.goods} of {self.order} is taken back."

    def undo(self) -> Command:
        return TakeReturn(**dict(self.numbered))


class SalesOrderBilled(SalesHeader, Billed, Event):
    """What makes two invoices over the same goods meet: both must be written on the order."""

    def __str__(self) -> str:
        return f"{self.invoice} claims {self.claimed} of {self.order}."

    @property
    def claimed(self) -> str:
        if not self.lines:
            return "a sum"
        return counted(len(self.lines), "line")

    def undo(self) -> Command:
        return UnbillSalesOrder(invoice=self.invoice)


class SalesOrderUnbilled(SalesHeader, Billed, Event):
    def __str__(self) -> str:
        return f"{self.invoice} claims nothing of {self.order} any more."

    def undo(self) -> Command:
        return BillSalesOrder(invoice=self.invoice, lines=self.lines)
