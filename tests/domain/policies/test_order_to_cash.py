"""Five functions together: whatever is done in whatever order, stock and ledgers agree."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.fulfillment import order_events as orders
from domain.inventory.reservation import StockReleased, StockReserved
from domain.inventory.stock import StockMoved
from domain.kernel import Fact, Refused
from domain.receivables import invoice_events as invoices
from domain.receivables import payment_events as payments
from tests.domain.policies.trade import Trade, agree
from tests.domain.policies.trade_steps import OPENING, next_step, wrong_step
from tests.domain.reached import Reached
from tests.domain.walks import is_wrong

KINDS = (
    orders.SalesOrderPlaced,
    orders.SalesOrderPicked,
    orders.SalesOrderUnpicked,
    orders.SalesOrderPacked,
    orders.SalesOrderUnpacked,
    orders.SalesOrderShipped,
    orders.ShipmentRecalled,
    orders.GoodsBackOrdered,
    orders.BackOrderFilled,
    orders.ReturnTaken,
    orders.ReturnReversed,
    orders.SalesOrderCancelled,
    orders.SalesOrderReinstated,
    orders.SalesOrderBilled,
    orders.SalesOrderUnbilled,
    invoices.CustomerInvoiceIssued,
    invoices.CustomerInvoiceCancelled,
    invoices.CustomerInvoiceReinstated,
    invoices.CreditNoteIssued,
    invoices.CreditNoteCancelled,
    invoices.InvoiceSettled,
    invoices.InvoiceUnsettled,
    invoices.CustomerReminded,
    invoices.ReminderWithdrawn,
    payments.CustomerPaymentReceived,
    payments.CustomerPaymentTakenBack,
    payments.PaymentAllocated,
    payments.AllocationReleased,
    StockMoved,
    StockReserved,
    StockReleased,
)
"""All that happens between an order and its money."""
REACHED = Reached((*KINDS, Refused), at_least=3)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
LENGTHS = st.integers(30, 60)


async def begun(data: st.DataObject) -> Trade:
    """A trade that has just opened, or in which the first order is on its way to its money."""
    trade = await Trade().open()
    for step in OPENING[: data.draw(st.integers(0, len(OPENING)))]:
        saw(await trade.does(step))
    return trade


async def refuses(trade: Trade, draw: st.DrawFn) -> None:
    """What must not be is refused, and nothing of it is half done."""
    known, before = trade.known, trade.balances()
    with pytest.raises(Refused) as refused:
        await trade.does(wrong_step(draw, trade))
    assert (trade.known, trade.balances()) == (known, before)
    REACHED.saw(refused.value)


def saw(facts: Iterable[Fact]) -> None:
    REACHED.saw(*(fact.event for fact in facts))


@REACHED
@settings(deadline=None, max_examples=30, suppress_health_check=SLOW)
@given(data=st.data())
def test_stock_and_ledgers_agree_whatever_is_done(data: st.DataObject) -> None:
    asyncio.run(every_step_agrees(data))


async def every_step_agrees(data: st.DataObject) -> None:
    trade = await begun(data)
    for _ in range(data.draw(LENGTHS)):
        if is_wrong(data.draw):
            await refuses(trade, data.draw)
            continue
        saw(await trade.does(next_step(data.draw, trade)))
        agree(trade)


def short_of(trade: Trade) -> set[str]:
    """The items of which less lies there than was promised: of these nothing is promised anew."""
    return {item for item, shelf in trade.shelves.items() if shelf.free < 0}


def promises_again(facts: Sequence[Fact], short: set[str]) -> bool:
    return any(isinstance(f.event, StockReleased) and f.event.item in short for f in facts)


@REACHED
@settings(deadline=None, max_examples=25, suppress_health_check=SLOW)
@given(data=st.data())
def test_every_action_followed_by_its_undo_leaves_all_balances_as_they_were(
    data: st.DataObject,
) -> None:
    asyncio.run(every_step_is_undone(data))


async def every_step_is_undone(data: st.DataObject) -> None:
    trade = await begun(data)
    for _ in range(data.draw(LENGTHS)):
        if is_wrong(data.draw):
            await refuses(trade, data.draw)
            continue
        before, short = trade.balances(), short_of(trade)
        step = next_step(data.draw, trade)
        facts = await trade.does(step)
        after = trade.balances()
        saw(facts)
        if promises_again(facts, short):
            with pytest.raises(Refused, match="are free in the main store"):
                await trade.undoes(facts)
            assert trade.balances() == after
            continue
        undone = await trade.undoes(facts)
        assert trade.balances() == before, step
        agree(trade)
        await trade.undoes(undone)
        assert trade.balances() == after, step
