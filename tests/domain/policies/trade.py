"""A small trade in memory, whose stock and ledgers must agree whatever is done in it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from domain import catalog
from domain.command_handler import CommandHandler
from domain.fulfillment.order import SHIPPED_FOR
from domain.inventory.place import MAIN, OUTSIDE, Place
from domain.inventory.stock import MoveStock, stock
from domain.inventory.stock_state import Stock
from domain.kernel import AnyDecider, Cause, Fact, Step
from domain.store.memory import MemoryStore
from tests.domain.fulfillment.sales import bags

TENANT, BY = "bellavier", Cause(("test",))
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
ITEMS = {"BAG-NOIR": "Satchel, black", "BELT": "Belt"}
ZERO = Decimal(0)
Balances = Mapping[str, Mapping[Any, Any]]


def moved(item: str, amount: int, ends: tuple[Place, Place], lot: str = "", why: str = "") -> Step:
    command = MoveStock(
        item=item,
        item_name=ITEMS[item],
        quantity=bags(amount),
        source=ends[0],
        target=ends[1],
        lot=lot,
        reason=why,
    )
    return Step(stock.stream(item), command)


class Trade:
    """One business in memory, its tables and its facts."""

    def __init__(self) -> None:
        self.store = MemoryStore(catalog.PROJECTIONS, lambda: NOON)
        self.handler = CommandHandler(self.store, TENANT)
        self.folded: dict[str, tuple[int, Any]] = {}

    async def open(self) -> "Trade":
        await self.store.open_tenant(TENANT, {"currency": "EUR"})
        came = (OUTSIDE, MAIN)
        for item, amount, lot in (("BAG-NOIR", 12, ""), ("BAG-NOIR", 4, "L1"), ("BELT", 5, "")):
            await self.does(moved(item, amount, came, lot))
        return self

    def rows(self, table: str) -> Sequence[Any]:
        return list(self.store.of(TENANT).rows[table].values())

    def state(self, decider: AnyDecider, number: str) -> Any:
        """One record as it stands now; only what is new of it is folded."""
        stream = decider.stream(number)
        facts = self.store.of(TENANT).streams.get(stream, [])
        version, state = self.folded.get(stream, (0, decider.initial))
        for fact in facts[version:]:
            state = decider.evolve(state, fact.event)
        self.folded[stream] = len(facts), state
        return state

    @property
    def shelves(self) -> Mapping[str, Stock]:
        return {item: self.state(stock, item) for item in ITEMS}

    @property
    def known(self) -> int:
        """How many facts are on record."""
        return len(self.store.of(TENANT).facts)

    async def does(self, step: Step) -> Sequence[Fact]:
        return (await self.handler.record([step], BY)).facts

    async def undoes(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        """As an undo does it: every fact by its own compensation, the last first."""
        steps = [Step(fact.stream, fact.event.undo()) for fact in reversed(facts)]
        undone = await self.handler.rehearsal(BY).run(steps, entailing=False)
        return (await self.store.append(TENANT, undone)).facts

    def balances(self) -> Balances:
        """All that is not nothing; a record that was taken back stays, and weighs nothing."""
        figures = {
            "stock_on_hand": ("quantity",),
            "stock_reservations": ("quantity",),
            "customer_accounts": ("billed_amount", "open_amount", "unallocated_amount"),
            "order_billing": ("shipped", "returned", "billed", "to_bill", "to_credit"),
            "order_accounts": ("ahead_amount", "to_credit_amount", "billed_amount"),
            "unmoved_goods": ("missing",),
            "awaited_goods": ("free", "awaited", "fillable"),
            "customer_invoices": ("open_amount", "dunning_level"),
            "customer_payments": ("amount", "unallocated_amount"),
            "payment_allocations": ("amount",),
            "credit_notes": ("amount",),
            "sales_order_lines": ("to_pick", "to_pack", "to_ship", "shipped", "returned", "open"),
            "shipments": ("quantity",),
            "sales_returns": ("quantity",),
        }
        return {table: self.weighing(table, names) for table, names in figures.items()}

    def weighing(self, table: str, figures: tuple[str, ...]) -> Mapping[Any, Any]:
        """By key, the figures of the rows that have any."""
        kept = self.store.of(TENANT).rows[table].items()
        said = {key: tuple(getattr(row, name) for name in figures) for key, row in kept}
        return {key: amounts for key, amounts in said.items() if any(amounts)}


def agree(trade: Trade) -> None:
    stock_agrees(trade)
    promises_agree(trade)
    ledgers_agree(trade)
    signs_agree(trade)


def stock_agrees(trade: Trade) -> None:
    """Whatever lies anywhere is what came there less what went, and is never below nothing."""
    lies: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for move in trade.rows("stock_movements"):
        lies[move.item, move.source, move.source_status, move.lot] -= move.quantity
        lies[move.item, move.target, move.target_status, move.lot] += move.quantity
    inside = {key: amount for key, amount in lies.items() if key[1] != OUTSIDE.location and amount}
    rows = trade.rows("stock_on_hand")
    assert {(r.item, r.location, r.status, r.lot): r.quantity for r in rows} == inside
    assert all(amount > 0 for amount in inside.values())


def promises_agree(trade: Trade) -> None:
    """What is kept back is what orders still have to get; short only of what somebody took."""
    kept: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in trade.rows("sales_order_lines"):
        assert 0 <= line.returned <= line.shipped <= line.ordered - line.back_ordered
        ended = line.status in ("cancelled", "closed")
        kept[line.item, line.order] += (
            ZERO if ended else line.ordered - line.back_ordered - line.shipped
        )
    found = {(r.item, r.order): r.quantity for r in trade.rows("stock_reservations")}
    assert found == {key: amount for key, amount in kept.items() if amount}
    for item, shelf in trade.shelves.items():
        taken = sum(
            (
                move.quantity
                for move in trade.rows("stock_movements")
                if move.item == item and (move.source, move.source_status) == MAIN.key
                if move.reason and not move.reason.startswith(SHIPPED_FOR)
            ),
            ZERO,
        )
        assert shelf.free >= -taken, "More is promised than lies there, and no move says why."


def ledgers_agree(trade: Trade) -> None:
    """To the cent: open is billed less paid less credited, allocated is paid less unallocated."""
    assert all(row.billed <= row.shipped for row in trade.rows("order_billing"))
    invoices, payments = trade.rows("customer_invoices"), trade.rows("customer_payments")
    allocations = trade.rows("payment_allocations")
    for row in invoices:
        claimed = row.gross - row.credited_amount - row.paid_amount
        assert row.open_amount == (ZERO if row.status == "cancelled" else claimed) >= 0
        given = sum((each.amount for each in allocations if each.invoice == row.invoice), ZERO)
        assert row.paid_amount == given
    for row in payments:
        given = sum((each.amount for each in allocations if each.payment == row.payment), ZERO)
        assert given == row.amount - row.unallocated_amount >= 0
        assert row.unallocated_amount >= 0
    for account in trade.rows("customer_accounts"):
        mine = [row for row in invoices if row.customer == account.customer]
        came = [row for row in payments if row.customer == account.customer]
        standing = [row for row in mine if row.status != "cancelled"]
        paid = account.received_amount - account.unallocated_amount
        assert account.open_amount == account.billed_amount - paid - account.credited_amount
        assert account.billed_amount == sum((row.gross for row in standing), ZERO)
        assert account.open_amount == sum((row.open_amount for row in mine), ZERO)
        assert account.received_amount == sum((row.amount for row in came), ZERO)
        assert account.unallocated_amount == sum((row.unallocated_amount for row in came), ZERO)
        notes = [row for row in trade.rows("credit_notes") if row.customer == account.customer]
        assert account.credited_amount == sum((row.amount for row in notes), ZERO)


def signs_agree(trade: Trade) -> None:
    """What the queue asks for is what a look at every order, item and invoice would find."""
    assert not trade.rows("unmoved_goods"), "Whatever was shipped was booked out."
    assert not [row for row in trade.rows("order_billing") if row.adrift_amount]
    waits: dict[str, Decimal] = defaultdict(Decimal)
    for line in trade.rows("sales_order_lines"):
        waits[line.item] += ZERO if line.status in ("cancelled", "closed") else line.back_ordered
    known = {row.item: row for row in trade.rows("awaited_goods")}
    for item, shelf in trade.shelves.items():
        row = known.get(item)
        assert (row.free if row else ZERO) == shelf.free
        assert (row.awaited if row else ZERO) == waits[item]
    for account in trade.rows("order_accounts"):
        bills = [b for b in trade.rows("customer_invoices") if b.order == account.order]
        claimed = sum((b.revenue_amount for b in bills if b.status != "cancelled"), ZERO)
        assert account.billed_amount - account.credited_amount == claimed
        assert not account.untaxed_amount
