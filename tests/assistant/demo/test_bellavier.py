"""The demo business buys and sells for two years, and opens with something to decide."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import chain
from time import perf_counter
from typing import Any

import pytest

from assistant.approvals import Approvals
from assistant.demo.bellavier import PROFILE, TENANT, Founder, complete
from assistant.demo.selling import DISPUTES, Selling
from domain import catalog
from domain.analysis.promotion_performance import stage_of
from domain.command_handler import CommandHandler
from domain.customers.tickets import TicketRow, tickets
from domain.fulfillment.order_commands import PlaceSalesOrder
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.fulfillment.sales_returns import sales_returns
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import Cause, measure
from domain.promotions.promotions import PromotionRow, promotions
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from domain.store.memory import MemoryStore
from guardrails.caller import Caller
from guardrails.gate import Gate
from mcp_servers.visit import House
from tests.tools.conftest import TOOLS
from tests.trade import members

MONDAY = date(2026, 11, 30)


class Asked:
    """The tools as the script asks for them, each past the gate."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def call(
        self, caller: Caller, tool: str, arguments: Any, *, key: str, **how: Any
    ) -> dict[str, Any]:
        answer = await self.house.visit(caller).use(TOOLS[tool], arguments)
        return {"outcome": answer.outcome, "reason": answer.reason}


async def opened(today: date) -> tuple[Founder, CommandHandler]:
    """The business in memory, on the day before it is built."""
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    store = MemoryStore(catalog.PROJECTIONS, lambda: noon)
    await store.open_tenant(TENANT, PROFILE)
    handler = CommandHandler(store, TENANT)
    await handler.record(list(members()), Cause(("tests",)))
    house = House(lambda _: handler, Gate(store.enter, perf_counter), lambda: today)
    approvals = Approvals(house.handler, house.gate)
    return Founder(approvals, Asked(house), today), handler


@pytest.mark.parametrize("days", (0, 3, 6))
async def test_it_can_be_built_on_any_day_of_the_week(days: int) -> None:
    founder, handler = await opened(MONDAY + timedelta(days=days))
    await founder.build()
    assert await complete(founder.approvals)
    waits = [
        sales_orders.where(SalesOrderRow.back_ordered > 0),
        sales_orders.where(SalesOrderRow.status == "placed", SalesOrderRow.back_ordered == 0),
        sales_returns.where(),
        customer_invoices.where(
            CustomerInvoiceRow.customer == DISPUTES, CustomerInvoiceRow.dunning_level > 1
        ),
        customer_payments.where(CustomerPaymentRow.unallocated_amount > 0),
        tickets.where(TicketRow.status == "open", TicketRow.severity == "high"),
    ]
    assert [bool((await handler.rows(query)).total) for query in waits] == [True] * len(waits)
    below = stock_on_hand.where(StockOnHandRow.quantity < 0)
    assert (await handler.rows(below)).total == 0


async def test_what_customers_owe_is_what_their_invoices_have_open() -> None:
    founder, handler = await opened(MONDAY)
    await founder.build()
    owed = measure("owed", "sum", CustomerAccountRow.open_amount)
    open_ = measure("open", "sum", CustomerInvoiceRow.open_amount)
    by_customer = (await handler.summary(customer_accounts.summary(measures=[owed]))).totals
    by_invoice = (await handler.summary(customer_invoices.summary(measures=[open_]))).totals
    assert by_customer["owed"] == by_invoice["open"] > Decimal(1_000)


async def test_one_promotion_is_over_one_runs_and_one_is_to_come() -> None:
    founder, handler = await opened(MONDAY)
    await founder.build()
    row: Any = PromotionRow
    known = (await handler.rows(promotions.where(order_by=(row.first_on,)))).rows
    assert [stage_of(each, MONDAY) for each in known] == ["ended", "running", "planned"]
    line: Any = SalesOrderLineRow
    sold = (await handler.rows(sales_order_lines.where(line.promotion != "", limit=500))).rows
    assert {each.promotion for each in sold} == {each.promotion for each in known[:2]}
    first, last = known[0].first_on, known[0].last_on
    belts = [each for each in sold if each.promotion == known[0].promotion]
    assert all(first <= each.ordered_on <= last for each in belts)
    assert all("less 15 % for Belt weeks" in each.price_reason for each in belts)


async def test_a_start_that_was_broken_off_goes_on_where_it_was() -> None:
    founder, handler = await opened(MONDAY)
    whole, other = await opened(MONDAY)
    await whole.build()
    record, left = founder.approvals.record, 9

    class Killed(Exception):
        pass

    async def dying(self: Approvals, *said: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        await record(*said)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Approvals, "record", dying)
        with pytest.raises(Killed):
            await founder.build()
    await founder.build()
    assert (await handler.rows(sales_orders.where())).total == 330
    assert (await handler.rows(sales_orders.where())).rows == (
        await other.rows(sales_orders.where())
    ).rows


def test_every_start_on_one_day_makes_the_same_business() -> None:
    first, second = (list(Selling(MONDAY).days()) for _ in range(2))
    assert first == second
    assert len({step.stream for _, steps in first for step in steps}) > 900


def test_every_order_says_to_which_country_it_goes() -> None:
    steps = chain.from_iterable(steps for _, steps in Selling(MONDAY).days())
    placed = [step.command for step in steps if isinstance(step.command, PlaceSalesOrder)]
    assert len({order.ship_country for order in placed}) > 5
    assert all(order.ship_to.endswith(f", {order.ship_country}") for order in placed)
    assert "" not in {order.ship_country for order in placed}
