"""Read models follow the facts one by one, agree with each other, and forget what was undone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.catalog import PROJECTIONS
from domain.category.base_price import base_price
from domain.category.base_prices import base_prices
from domain.category.market_price import market_price
from domain.category.market_prices import market_prices
from domain.category.product import product
from domain.category.products import products
from domain.customers.consent import consent
from domain.customers.consents import consents
from domain.customers.customer import customer
from domain.customers.customers import customers
from domain.customers.list_prices import list_prices
from domain.customers.price_list import price_list
from domain.customers.price_lists import price_lists
from domain.customers.ticket import ticket
from domain.customers.tickets import tickets
from domain.fulfillment.order_events import SalesOrderPlaced
from domain.fulfillment.order_rhythms import order_rhythms
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_order_lines import sales_order_lines
from domain.fulfillment.sales_orders import sales_orders
from domain.fulfillment.sales_returns import sales_returns
from domain.fulfillment.shipments import shipments
from domain.inventory.item import item
from domain.inventory.items import items
from domain.inventory.location import location
from domain.inventory.locations import locations
from domain.inventory.place import Move
from domain.inventory.stock import stock
from domain.inventory.stock_levels import stock_levels
from domain.inventory.stock_movements import stock_movements
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.inventory.unit import unit
from domain.inventory.units import units
from domain.kernel import AnyDecider, AnyProjection, Command, Event, Fact
from domain.kernel.sensitivity import sensitivity_of
from domain.payables.supplier_invoice import supplier_invoice
from domain.payables.supplier_invoice_lines import supplier_invoice_lines
from domain.payables.supplier_invoices import supplier_invoices
from domain.procurement.order_events import PurchaseOrderPlaced
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_order import purchase_order
from domain.procurement.purchase_orders import purchase_orders
from domain.procurement.receipts import receipts
from domain.procurement.sourcing import sourcing
from domain.procurement.sourcing_terms import sourcing_terms
from domain.procurement.supplier import supplier
from domain.procurement.suppliers import suppliers
from domain.receivables.invoice_events import CustomerInvoiceIssued
from tests.domain import lives
from tests.domain.histories import histories, steps_of
from tests.domain.promises import promised_too_much
from tests.spec import facts_of

READ: tuple[tuple[AnyDecider, AnyProjection], ...] = (
    (consent, consents),
    (customer, customers),
    (item, items),
    (item, stock_levels),
    (location, locations),
    (price_list, list_prices),
    (price_list, price_lists),
    (base_price, base_prices),
    (base_price, products),
    (item, items),
    (item, stock_levels),
    (location, locations),
    (market_price, market_prices),
    (product, products),
    (purchase_order, order_lines),
    (purchase_order, purchase_orders),
    (purchase_order, receipts),
    (sales_order, order_rhythms),
    (sales_order, sales_order_lines),
    (sales_order, sales_orders),
    (sales_order, sales_returns),
    (sales_order, shipments),
    (sourcing, sourcing_terms),
    *lives.READ,
    (stock, stock_levels),
    (stock, stock_movements),
    (stock, stock_on_hand),
    (stock, stock_reservations),
    (supplier, suppliers),
    (supplier_invoice, supplier_invoice_lines),
    (supplier_invoice, supplier_invoices),
    (ticket, tickets),
    (unit, units),
)
each_reading = pytest.mark.parametrize(
    ("decider", "projection"), READ, ids=lambda value: str(value.name)
)
KEPT = (PurchaseOrderPlaced, SalesOrderPlaced, CustomerInvoiceIssued)
Rows = dict[tuple[Any, ...], Any]


def facts(decider: AnyDecider, commands: Sequence[Command]) -> list[Fact]:
    events = [event for _, found in steps_of(decider, commands) for event in found]
    return facts_of(decider.stream("PO-7"), *events)


def stored(projection: AnyProjection, rows: Mapping[tuple[Any, ...], Any], fact: Fact) -> Rows:
    """What a store does: fetch the rows a fact touches, fold them, and write them back."""
    touched = {projection.key_of(row) for row in projection.touches(fact)}
    fetched = {key: row for key, row in rows.items() if key in touched}
    after = projection.fold(fetched, [fact])
    written = {
        key: type(row).model_validate_json(row.model_dump_json()) for key, row in after.items()
    }
    return {key: row for key, row in rows.items() if key not in touched} | written


@each_reading
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_rows_kept_fact_by_fact_are_those_of_a_fresh_fold(
    decider: AnyDecider, projection: AnyProjection, data: st.DataObject
) -> None:
    happened = facts(decider, data.draw(histories(decider)))
    rows: Rows = {}
    for fact in happened:
        rows = stored(projection, rows, fact)
    assert rows == projection.fold({}, happened)


@each_reading
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_rows_forget_what_was_undone(
    decider: AnyDecider, projection: AnyProjection, data: st.DataObject
) -> None:
    if projection is stock_movements:
        return  # A move and the move back are two movements, for good.
    happened = facts(decider, data.draw(histories(decider)))
    if not happened or isinstance(happened[-1].event, KEPT):
        return  # An order or an invoice that is taken back stays, as cancelled.
    if promised_too_much(decider, decider.initial, [fact.event for fact in happened]):
        return
    state = decider.fold(fact.event for fact in happened)
    undoing: list[Event] = decider.decide(state, happened[-1].event.undo())
    after = facts_of(happened[0].stream, *(f.event for f in happened), *undoing)
    assert projection.fold({}, after) == projection.fold({}, happened[:-1])


@settings(deadline=None, max_examples=100)
@given(commands=histories(purchase_order))
def test_an_order_is_the_sum_of_its_lines_and_a_line_of_its_receipts(
    commands: list[Command],
) -> None:
    happened = facts(purchase_order, commands)
    orders, lines = (p.fold({}, happened) for p in (purchase_orders, order_lines))
    came = receipts.fold({}, happened).values()
    for order in orders.values():
        mine = list(lines.values())
        assert order.amount == sum(line.amount for line in mine)
        assert order.outstanding_amount == sum(line.outstanding_amount for line in mine)
        assert order.received == sum(line.received for line in mine)
        assert 0 <= order.received_share <= 1
        for line in mine:
            assert 0 <= line.outstanding <= line.ordered
            assert line.received == sum(r.quantity for r in came if r.line == line.line)
            assert line.rejected == sum(r.rejected for r in came if r.line == line.line)


@settings(deadline=None, max_examples=100)
@given(commands=histories(purchase_order))
def test_no_line_receives_more_than_the_tolerance(commands: list[Command]) -> None:
    for row in order_lines.fold({}, facts(purchase_order, commands)).values():
        assert row.received <= row.ordered * Decimal("1.1")


@settings(deadline=None, max_examples=100)
@given(commands=histories(stock))
def test_stock_is_never_negative_and_only_the_outside_gives_or_takes(
    commands: list[Command],
) -> None:
    happened = facts(stock, commands)
    state = stock.fold(fact.event for fact in happened)
    moves = [fact.event for fact in happened if isinstance(fact.event, Move)]
    came: Decimal = sum(map(entering, moves), Decimal(0))
    assert all(amount > 0 for amount in (*state.at.values(), *state.reserved.values()))
    assert sum(state.at.values()) == came
    on_hand = stock_on_hand.fold({}, happened).values()
    assert {(r.location, r.status, r.lot): r.quantity for r in on_hand} == state.at
    assert sum(row.total for row in stock_levels.fold({}, happened).values()) == came


def entering(move: Move) -> Decimal:
    return move.quantity.amount * (move.source.is_outside - move.target.is_outside)


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda p: str(p.name))
def test_every_column_says_how_far_it_may_travel(projection: AnyProjection) -> None:
    fields = projection.row.model_fields.items()
    assert [name for name, field in fields if sensitivity_of(field) is None] == []
