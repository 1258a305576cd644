"""What buyers ask of orders: what is on order, what is late, what was spent, who delivers well."""

from datetime import date
from decimal import Decimal

from domain.kernel import Command, Fact, dimension, measure
from domain.procurement.order_commands import (
    CancelPurchaseOrder,
    ChangePurchaseOrder,
    ClosePurchaseOrder,
)
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.purchase_order import purchase_order
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.receipts import ReceiptRow, receipts
from tests.domain.business import hides, line, place, receive, take_over, thread
from tests.domain.histories import steps_of
from tests.spec import facts_of


def happened(number: str, *commands: Command) -> list[Fact]:
    events = [event for _, found in steps_of(purchase_order, commands) for event in found]
    return facts_of(purchase_order.stream(number), *events)


def order(*commands: Command) -> PurchaseOrderRow:
    [row] = purchase_orders.fold({}, happened("PO-7", *commands)).values()
    return row


def test_a_placed_order_is_outstanding_in_full() -> None:
    row = order(place(line(), thread()))
    assert (row.status, row.lines, row.currency) == ("placed", 2, "EUR")
    assert row.outstanding_amount == row.amount == Decimal("4175.4")
    assert (row.received_share, row.days_late) == (0, None)


def test_a_part_that_came_late_shows_its_share_and_its_delay() -> None:
    row = order(place(), receive(20, received_on=date(2026, 3, 25)))
    assert (row.status, row.received_share) == ("partly_received", Decimal("0.4"))
    assert (row.last_received_on, row.days_late) == (date(2026, 3, 25), 5)
    assert row.outstanding_amount == Decimal("2475")


def test_an_order_that_came_in_full_owes_nothing_more() -> None:
    row = order(place(), receive(20), receive(32))
    assert (row.status, row.received_share) == ("received", 1)
    assert (row.received, row.settled, row.outstanding_amount) == (52, 50, 0)


def test_what_came_too_much_counts_when_more_is_ordered() -> None:
    row = order(place(), receive(52), ChangePurchaseOrder(line=1, quantity=hides(65)))
    assert (row.status, row.settled, row.received_share) == ("partly_received", 52, Decimal("0.8"))
    assert row.outstanding_amount == Decimal("1072.5")


def test_nothing_is_expected_of_a_closed_or_cancelled_order() -> None:
    closed = order(place(), receive(20), ClosePurchaseOrder(reason="Late"))
    cancelled = order(place(), CancelPurchaseOrder(reason="Late"))
    assert (closed.status, closed.outstanding_amount) == ("closed", 0)
    assert (cancelled.status, cancelled.outstanding_amount) == ("cancelled", 0)


def test_a_line_that_came_is_no_longer_on_order_though_its_order_is() -> None:
    rows = order_lines.fold({}, happened("PO-7", place(line(), thread()), receive(50))).values()
    asked = order_lines.where(OrderLineRow.outstanding > 0)
    assert [row.item for row in asked.answer(rows).rows] == ["THREAD"]


def test_spend_is_asked_by_month_and_category() -> None:
    april = place(thread(1), number="PO-8", ordered_on=date(2026, 3, 5))
    all_facts = [*happened("PO-7", place()), *happened("PO-8", april)]
    rows = order_lines.fold({}, all_facts).values()
    asked = order_lines.summary(
        OrderLineRow.status != "cancelled",
        by=[
            dimension("month", OrderLineRow.ordered_on, "month"),
            dimension("category", OrderLineRow.category),
        ],
        measures=[measure("spent", "sum", OrderLineRow.amount)],
    )
    found = [(group["category"], group["spent"]) for group in asked.answer(rows).groups]
    assert found == [("Leather", Decimal(4125)), ("Thread", Decimal("50.4"))]


def test_a_supplier_is_judged_by_what_arrived() -> None:
    late = receive(10, received_on=date(2026, 3, 22))
    rows = receipts.fold({}, happened("PO-7", place(), receive(30, 6), late)).values()
    asked = receipts.summary(
        by=[dimension("supplier", ReceiptRow.supplier)],
        measures=[
            measure("on_time", "average", ReceiptRow.on_time),
            measure("rejected", "share", ReceiptRow.rejected, ReceiptRow.quantity),
            measure("lead_days", "average", ReceiptRow.lead_days),
        ],
    )
    [conti] = asked.answer(rows).groups
    assert conti == {
        "supplier": "CONTI",
        "on_time": Decimal("0.5"),
        "rejected": Decimal("0.15"),
        "lead_days": Decimal(18),
    }


def test_an_order_from_another_system_brings_its_receipts() -> None:
    [row] = receipts.fold({}, happened("PO-7", take_over("closed"))).values()
    assert (row.quantity, row.rejected, row.on_time, row.lead_days) == (40, 2, 1, 16)
    [known] = order_lines.fold({}, happened("PO-7", take_over("closed"))).values()
    assert (known.status, known.received, known.outstanding) == ("closed", 40, 0)
