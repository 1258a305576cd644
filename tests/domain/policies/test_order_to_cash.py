"""Five functions together: whatever is done in whatever order, stock and ledgers agree."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain import catalog
from domain.command_handler import CommandHandler
from domain.fulfillment.order_commands import (
    CancelSalesOrder,
    RecallShipment,
    ReinstateSalesOrder,
    ReverseReturn,
)
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import MoveStock, stock
from domain.kernel import Cause, Fact, Refused, Step
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import customer_payment
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import (
    CancelCreditNote,
    CancelCustomerInvoice,
    IssueCreditNote,
    IssueCustomerInvoice,
    ReinstateCustomerInvoice,
)
from domain.receivables.payment_events import (
    AllocatePayment,
    ReceiveCustomerPayment,
    ReleaseAllocation,
    TakeBackCustomerPayment,
)
from domain.store.memory import MemoryStore
from tests.domain.fulfillment import sales
from tests.domain.fulfillment.sales import bag, bags, order
from tests.domain.policies.test_shipping import on, stocked

TENANT, BY, WHY = "bellavier", Cause(("test",)), "Because"
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DAY = date(2026, 3, 20)
WHO = {"customer": "MARTIN", "customer_name": "Maison Martin", "currency": "EUR"}
FEW, MONEY = st.integers(1, 5), st.integers(1, 600).map(Decimal)
NUMBERS = st.sampled_from(("SO-7", "SO-8"))
INVOICES, PAYMENTS = st.sampled_from(("INV-1", "INV-2")), st.sampled_from(("CP-1", "CP-2"))
PRICE = Decimal("41.30")


def moved(amount: int) -> Step:
    """Goods that leave without an order; never without a movement that says so."""
    command = MoveStock(
        item="BAG-NOIR",
        item_name="Satchel, black",
        quantity=bags(amount),
        source=MAIN,
        target=OUTSIDE,
        reason="Given away",
    )
    return Step(stock.stream("BAG-NOIR"), command)


def placed(number: str, waiting: int) -> Step:
    return on(order(bag(back_ordered=Decimal(waiting)), order=number), number)


def billed(invoice: str, so: str, amount: int) -> Step:
    line = SoldLine(
        position=1,
        description="Satchel, black",
        quantity=bags(amount),
        price=PRICE,
        tax_rate=Decimal(19),
        order_line=1,
    )
    dates = {"issued_on": DAY, "due_on": DAY}
    command = IssueCustomerInvoice.model_validate(
        WHO | dates | {"invoice": invoice, "order": so, "lines": (line,)}
    )
    return Step(customer_invoice.stream(invoice), command)


def of_invoice(invoice: str, command: Any) -> Step:
    return Step(customer_invoice.stream(invoice), command)


def credited(invoice: str, amount: Decimal) -> Step:
    note = {"credit_note": f"CN-{invoice}", "amount": amount, "currency": "EUR"}
    known = note | {"issued_on": DAY, "reason": WHY}
    return of_invoice(invoice, IssueCreditNote.model_validate(known))


def paid(payment: str, amount: Decimal) -> Step:
    known = WHO | {"payment": payment, "received_on": DAY, "amount": amount}
    command = ReceiveCustomerPayment.model_validate(known)
    return Step(customer_payment.stream(payment), command)


def allocated(payment: str, invoice: str, amount: Decimal) -> Step:
    command = AllocatePayment(invoice=invoice, amount=amount, currency="EUR")
    return Step(customer_payment.stream(payment), command)


def released(payment: str, invoice: str, amount: Decimal) -> Step:
    command = ReleaseAllocation(invoice=invoice, amount=amount)
    return Step(customer_payment.stream(payment), command)


def of_order(commands: st.SearchStrategy[Any]) -> st.SearchStrategy[Step]:
    return st.builds(on, commands, NUMBERS)


FORWARD = (
    st.builds(placed, NUMBERS, st.integers(0, 2)),
    of_order(st.builds(sales.pick, FEW)),
    of_order(st.builds(sales.pack, FEW)),
    of_order(st.builds(sales.ship, FEW)),
    st.builds(billed, INVOICES, NUMBERS, FEW),
    st.builds(paid, PAYMENTS, MONEY),
    st.builds(allocated, PAYMENTS, INVOICES, MONEY),
)
STEPS = st.one_of(
    *FORWARD,
    *FORWARD,
    st.builds(stocked, FEW),
    st.builds(moved, FEW),
    of_order(st.builds(sales.bring_back, FEW, st.integers(0, 1))),
    of_order(st.builds(sales.wait, FEW)),
    of_order(st.builds(sales.fill, FEW)),
    of_order(st.just(RecallShipment(shipment=1))),
    of_order(st.just(ReverseReturn(return_number=1))),
    of_order(st.just(CancelSalesOrder(reason=WHY))),
    of_order(st.just(ReinstateSalesOrder())),
    st.builds(of_invoice, INVOICES, st.just(CancelCustomerInvoice(reason=WHY))),
    st.builds(of_invoice, INVOICES, st.just(ReinstateCustomerInvoice())),
    st.builds(credited, INVOICES, MONEY),
    st.builds(
        lambda number: of_invoice(number, CancelCreditNote(credit_note=f"CN-{number}")), INVOICES
    ),
    st.builds(released, PAYMENTS, INVOICES, MONEY),
    st.builds(
        lambda number: Step(customer_payment.stream(number), TakeBackCustomerPayment()), PAYMENTS
    ),
)


class Trade:
    """One business in memory, its tables and its facts."""

    def __init__(self) -> None:
        self.store = MemoryStore(catalog.PROJECTIONS, lambda: NOON)
        self.handler = CommandHandler(self.store, TENANT)

    async def open(self) -> "Trade":
        await self.store.open_tenant(TENANT, {"currency": "EUR"})
        await self.handler.record([stocked(18)], BY)
        return self

    def rows(self, table: str) -> Sequence[Any]:
        return list(self.store.kept[TENANT].rows[table].values())

    async def does(self, step: Step) -> Sequence[Fact]:
        return (await self.handler.record([step], BY)).facts

    async def undoes(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        """As an undo does it: every fact by its own compensation, the last first."""
        steps = [Step(fact.stream, fact.event.undo()) for fact in reversed(facts)]
        undone = await self.handler.rehearsal(BY).run(steps, entailing=False)
        return (await self.store.append(TENANT, undone)).facts

    def balances(self) -> Mapping[str, Any]:
        """All that is not nothing; a record that was taken back stays, and weighs nothing."""
        where = {(r.item, r.location, r.lot): r.quantity for r in self.rows("stock_on_hand")}
        kept = {(r.item, r.order): r.quantity for r in self.rows("stock_reservations")}
        owed = {
            r.customer: (r.open_amount, r.unallocated_amount)
            for r in self.rows("customer_accounts")
            if r.open_amount or r.unallocated_amount
        }
        bills = {
            (r.order, r.line): (r.shipped, r.returned, r.billed)
            for r in self.rows("order_billing")
            if r.shipped or r.billed
        }
        return {"stock": where, "reserved": kept, "owed": owed, "billed": bills}


def agree(trade: Trade) -> None:
    """Stock is above nothing and is what its movements say; ledgers add up to the cent."""
    on_hand = trade.rows("stock_on_hand")
    assert all(row.quantity > 0 for row in on_hand)
    moves = trade.rows("stock_movements")
    came = sum((row.quantity for row in moves if row.source == OUTSIDE.location), Decimal(0))
    went = sum((row.quantity for row in moves if row.target == OUTSIDE.location), Decimal(0))
    assert sum((row.quantity for row in on_hand), Decimal(0)) == came - went
    invoices = trade.rows("customer_invoices")
    for row in invoices:
        claimed = row.gross - row.credited_amount - row.paid_amount
        assert row.open_amount == (Decimal(0) if row.status == "cancelled" else claimed) >= 0
    accounts = trade.rows("customer_accounts")
    aged = sum((row.open_amount for row in invoices), Decimal(0))
    assert sum((row.open_amount for row in accounts), Decimal(0)) == aged
    given = sum((row.amount for row in trade.rows("payment_allocations")), Decimal(0))
    assert given == sum((row.paid_amount for row in invoices), Decimal(0))
    for row in trade.rows("customer_payments"):
        assert 0 <= row.unallocated_amount <= row.amount


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(STEPS, min_size=5, max_size=40))
async def test_stock_and_ledgers_agree_whatever_is_done(steps: list[Step]) -> None:
    trade = await Trade().open()
    for step in steps:
        try:
            await trade.does(step)
        except Refused:
            continue
        agree(trade)


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(STEPS, min_size=5, max_size=30))
async def test_every_action_followed_by_its_undo_leaves_all_balances_as_they_were(
    steps: list[Step],
) -> None:
    trade = await Trade().open()
    for step in steps:
        before = trade.balances()
        try:
            facts = await trade.does(step)
        except Refused:
            continue
        after = trade.balances()
        undone = await trade.undoes(facts)
        assert trade.balances() == before, step
        agree(trade)
        await trade.undoes(undone)
        assert trade.balances() == after, step
