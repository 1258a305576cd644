"""Histories of sales orders and of what they keep back, by hand and by chance."""

from decimal import Decimal

from hypothesis import strategies as st

from domain.fulfillment.booking_events import AskBooking, DropBooking, TrackShipment
from domain.fulfillment.order import Portion
from domain.fulfillment.order_commands import (
    BillSalesOrder,
    CancelSalesOrder,
    GiveBackSalesOrder,
    RecallShipment,
    ReinstateSalesOrder,
    ReverseReturn,
    UnbillSalesOrder,
)
from domain.inventory.reservation import ReleaseStock, ReserveStock
from domain.kernel import Command
from tests.domain.business import hides
from tests.domain.fulfillment import sales

WHYS = st.sampled_from([sales.WHY, "No reason", "It rains"])


def reserve(amount: int, order: str = "SO-7") -> ReserveStock:
    known = {"item": "CALF", "item_name": "Calf hide", "order": order}
    return ReserveStock.model_validate(known | {"quantity": hides(amount)})


def release(amount: int, order: str = "SO-7") -> ReleaseStock:
    return ReleaseStock(**dict(reserve(amount, order)))


def bill(invoice: str, *lines: int) -> BillSalesOrder:
    return BillSalesOrder(
        invoice=invoice,
        lines=tuple(Portion(line=line, quantity=sales.bags(1)) for line in lines),
    )


RESERVED_BY_HAND: tuple[Command, ...] = (reserve(8), reserve(2, "SO-8"), release(3))
TAKEN = sales.taken(sales.bag(back_ordered=Decimal(2)))
SALES_BY_HAND: tuple[Command, ...] = (
    TAKEN,
    GiveBackSalesOrder(),
    sales.order(sales.bag(back_ordered=Decimal(2)), sales.belt()),
    sales.fill(1),
    sales.wait(2),
    sales.pick(5),
    sales.unpick(1),
    sales.pack(4),
    sales.unpack(1),
    sales.ship(2, lot="L1"),
    RecallShipment(shipment=1),
    sales.ship(3),
    *sales.BOOKED[:4],
    sales.bring_back(2, 1),
    ReverseReturn(return_number=1),
    sales.bring_back(1),
    bill("INV-1", 1),
    UnbillSalesOrder(invoice="INV-1"),
    bill("INV-2"),
    CancelSalesOrder(reason=sales.WHY),
    ReinstateSalesOrder(),
)


def of_reservations(amounts: st.SearchStrategy[int]) -> st.SearchStrategy[Command]:
    orders = st.sampled_from(["SO-7", "SO-8"])
    return st.one_of(st.builds(reserve, amounts, orders), st.builds(release, amounts, orders))


def of_sales() -> st.SearchStrategy[Command]:
    few, lines = st.integers(0, 6), st.sampled_from([1, 1, 2])
    lots, numbers = st.sampled_from(["", "L1"]), st.sampled_from([1, 2])
    first = sales.bag(back_ordered=Decimal(2))
    forward = (
        st.builds(sales.pick, few, lines),
        st.builds(sales.pack, few, lines),
        st.builds(sales.ship, few, lines, lots),
    )
    return st.one_of(
        st.sampled_from([sales.order(), sales.order(first, sales.belt()), TAKEN]),
        *forward,
        *forward,
        st.builds(sales.bring_back, few, st.integers(0, 2), lines),
        st.one_of(
            st.builds(sales.unpick, few, lines),
            st.builds(sales.unpack, few, lines),
            st.builds(sales.wait, few, lines),
            st.builds(sales.fill, few, lines),
            st.builds(RecallShipment, shipment=numbers),
            st.builds(AskBooking, shipment=numbers),
            st.builds(DropBooking, shipment=numbers),
            st.builds(TrackShipment, shipment=numbers, tracking=st.sampled_from(["", "CR 9"])),
            st.builds(ReverseReturn, return_number=numbers),
            st.builds(CancelSalesOrder, reason=WHYS),
            st.sampled_from([ReinstateSalesOrder(), GiveBackSalesOrder()]),
            st.builds(bill, st.sampled_from(["INV-1", "INV-2"]), st.sampled_from([1, 2])),
            st.just(UnbillSalesOrder(invoice="INV-1")),
        ),
    )
