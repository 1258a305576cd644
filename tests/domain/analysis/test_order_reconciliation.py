"""What was ordered, shipped, billed and paid of one order adds up to the cent, or it is said."""

from datetime import date
from decimal import Decimal

import pytest

from domain.analysis.order_billing import order_billing
from domain.analysis.order_reconciliation import Reconciled, reconciled
from domain.fulfillment.order import LotPortion, Portion, ReturnedPortion, SalesLine
from domain.fulfillment.order_commands import (
    CancelSalesOrder,
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
    TakeReturn,
)
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_orders import sales_orders
from domain.kernel import Command
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import (
    CancelCustomerInvoice,
    IssueCreditNote,
    IssueCustomerInvoice,
)
from tests.domain.analysis.world import World
from tests.steps import euros, of

DAY = date(2026, 5, 4)
WHO = {"customer": "C-1", "customer_name": "Pelletteria Rossi", "currency": "EUR"}


def placed(price: str = "9.995", amount: int = 3) -> Command:
    goods = {"product": "BAG", "product_name": "Bag", "item": "BAG", "item_name": "Bag"}
    line = SalesLine(line=1, quantity=of(amount, "EA"), price=euros(price), **goods)
    return PlaceSalesOrder(order="SO-1", ordered_on=DAY, lines=(line,), **WHO)


def leaves(amount: int) -> list[Command]:
    portion = Portion(line=1, quantity=of(amount, "EA"))
    return [
        PickSalesOrder(lines=(portion,), picked_on=DAY),
        PackSalesOrder(lines=(portion,), packed_on=DAY),
        ShipSalesOrder(lines=(LotPortion(**dict(portion)),), shipped_on=DAY),
    ]


def back(amount: int) -> Command:
    portion = ReturnedPortion(line=1, quantity=of(amount, "EA"))
    return TakeReturn(lines=(portion,), returned_on=DAY, reason="Torn")


def bill(number: int, amount: int, price: str = "9.995", line: int = 1) -> Command:
    sold = SoldLine(
        position=1,
        order_line=line,
        description="Bag",
        quantity=of(amount, "EA"),
        price=Decimal(price),
        tax_rate=Decimal(22),
    )
    known = {"invoice": f"INV-{number}", "order": "SO-1", "issued_on": DAY, "due_on": DAY}
    return IssueCustomerInvoice(**WHO, **known, lines=(sold,))


def credit(amount: str) -> Command:
    known = {"credit_note": "CN-1", "currency": "EUR", "issued_on": DAY, "reason": "Torn"}
    return IssueCreditNote(amount=Decimal(amount), **known)


def found(*commands: Command) -> Reconciled:
    """What becomes of an order of three bags at 9.995 after these commands."""
    world, invoice = World().after(sales_order, "SO-1", placed()), ""
    for command in commands:
        if isinstance(command, IssueCustomerInvoice):
            invoice = command.invoice
        ours = isinstance(command, IssueCustomerInvoice | CancelCustomerInvoice | IssueCreditNote)
        where = (customer_invoice, invoice) if ours else (sales_order, "SO-1")
        world = world.after(*where, command)
    [order] = sales_orders.fold({}, world.facts).values()
    lines = list(order_billing.fold({}, world.facts).values())
    return reconciled(order, lines, list(customer_invoices.fold({}, world.facts).values()))


def left(result: Reconciled) -> dict[str, str]:
    return {name: f"{amount:.2f}" for name, amount in result.left}


def test_what_is_billed_in_parts_is_a_cent_of_rounding_and_no_difference() -> None:
    parts = found(*leaves(3), bill(1, 1), bill(2, 2))
    assert parts.differences == ()
    assert parts.shipped.amount == Decimal("29.99")
    assert left(parts) == {"to be paid": "36.59"}
    thirds = found(*leaves(3), bill(1, 1), bill(2, 1), bill(3, 1))
    assert thirds.shipped.part("rounding") == Decimal("-0.01")
    assert thirds.differences == ()


def test_what_is_cancelled_is_neither_to_ship_nor_to_bill() -> None:
    closed = found(*leaves(1), CancelSalesOrder(reason="Too late"))
    assert closed.ordered.part("cancelled") == Decimal("19.990")
    assert closed.differences == ()
    assert left(closed) == {"to bill": "10.00"}


def test_what_came_back_before_it_was_billed_is_not_billed() -> None:
    returned = found(*leaves(3), back(1))
    assert returned.shipped.part("returned before it was billed") == Decimal("10")
    assert left(returned)["to bill"] == "19.99"


def test_what_came_back_after_it_was_billed_is_to_be_credited() -> None:
    billed = found(*leaves(3), bill(1, 3), back(1))
    assert left(billed)["to credit"] == "10.00"
    assert "to credit" not in left(found(*leaves(3), bill(1, 3), back(1), credit("12.20")))
    assert billed.differences == ()


def test_an_invoice_in_one_sum_covers_what_it_comes_to() -> None:
    whole = found(*leaves(3), bill(1, 1, "29.99", line=0))
    assert (whole.differences, "to bill" in left(whole)) == ((), False)
    more = found(*leaves(3), bill(1, 1, "30.99", line=0))
    assert [each.difference for each in more.differences] == [Decimal("-1.00")]


def test_a_cancelled_invoice_leaves_all_of_it_to_bill() -> None:
    again = found(*leaves(3), bill(1, 3), CancelCustomerInvoice(reason="Wrong address"))
    assert left(again) == {"to bill": "29.99"}
    assert again.differences == ()


@pytest.mark.parametrize("amount", [2, 3])
def test_what_is_billed_and_did_not_leave_is_a_difference(amount: int) -> None:
    early = found(*leaves(1), bill(1, amount))
    assert early.shipped.difference < 0
    assert not early.settled
