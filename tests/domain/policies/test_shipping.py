"""What an order does to stock: it keeps goods back, books them out, and takes them back in."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import catalog
from domain.command_handler import CommandHandler
from domain.fulfillment.order_commands import (
    CancelSalesOrder,
    RecallShipment,
    ReinstateSalesOrder,
    ReverseReturn,
    TakeReturn,
)
from domain.fulfillment.order_events import (
    BackOrderFilled,
    GoodsBackOrdered,
    ReturnReversed,
    ReturnTaken,
    SalesOrderCancelled,
    SalesOrderReinstated,
    SalesOrderShipped,
    ShipmentRecalled,
)
from domain.fulfillment.sales_order import sales_order
from domain.inventory.place import MAIN, OUTSIDE
from domain.inventory.stock import MoveStock, stock
from domain.kernel import AnyDecider, Cause, Command, Event, Refused, Step
from domain.store.memory import MemoryStore
from tests.domain.fulfillment.next_steps import impossible, possible
from tests.domain.fulfillment.sales import (
    WHY,
    bag,
    bags,
    bring_back,
    fill,
    order,
    pack,
    pick,
    ship,
    wait,
)
from tests.domain.reached import Reached
from tests.domain.walks import is_wrong, one_of

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
BY = Cause(("test",))
ITEMS = ("BAG-NOIR", "BELT")


def stocked(amount: int, lot: str = "") -> Step:
    command = MoveStock(
        item="BAG-NOIR",
        item_name="Satchel, black",
        quantity=bags(amount),
        source=OUTSIDE,
        target=MAIN,
        lot=lot,
    )
    return Step(stock.stream("BAG-NOIR"), command)


def on(command: Command, number: str = "SO-7") -> Step:
    return Step(sales_order.stream(number), command)


class Store:
    """A main store with some bags, and what is promised of them."""

    def __init__(self) -> None:
        self.store = MemoryStore(catalog.PROJECTIONS, lambda: NOON)
        self.handler = CommandHandler(self.store, "bellavier")

    async def after(self, *steps: Step) -> "Store":
        await self.store.open_tenant("bellavier", {"currency": "EUR"})
        for step in steps:
            await self.record(step)
        return self

    async def record(self, step: Step) -> None:
        await self.handler.record([step], BY)

    def rows(self, table: str) -> dict[Any, Any]:
        found: dict[Any, Any] = self.store.kept["bellavier"].rows[table]
        return found

    def state(self, decider: AnyDecider, number: str) -> Any:
        return decider.after(self.store.kept["bellavier"].streams.get(decider.stream(number), ()))

    def tables(self) -> dict[str, Any]:
        """All rows of all tables, by their keys."""
        kept = self.store.kept["bellavier"].rows
        return {name: dict(rows) for name, rows in kept.items() if rows}

    @property
    def last(self) -> Event:
        """What the order said of its last step, beside what followed from it elsewhere."""
        return self.store.kept["bellavier"].streams[sales_order.stream("SO-7")][-1].event

    @property
    def available(self) -> Decimal:
        rows = self.rows("stock_on_hand").values()
        return sum((r.quantity for r in rows if r.status == "available"), Decimal(0))

    @property
    def quarantine(self) -> Decimal:
        rows = self.rows("stock_on_hand").values()
        return sum((r.quantity for r in rows if r.status == "quarantine"), Decimal(0))

    @property
    def reserved(self) -> dict[str, Decimal]:
        return {r.order: r.quantity for r in self.rows("stock_reservations").values()}


async def store(*steps: Step) -> Store:
    return await Store().after(stocked(20), *steps)


async def test_a_placed_order_keeps_its_goods_back() -> None:
    now = await store(on(order()))
    assert (now.available, now.reserved) == (Decimal(20), {"SO-7": Decimal(10)})


async def test_what_waits_keeps_nothing_back() -> None:
    now = await store(on(order(bag(back_ordered=Decimal(10)))))
    assert now.reserved == {}


async def test_two_orders_never_sell_the_same_goods() -> None:
    now = await store(on(order()), on(order(bag(quantity=bags(8)), order="SO-8"), "SO-8"))
    third = on(order(bag(quantity=bags(3)), order="SO-9"), "SO-9")
    with pytest.raises(Refused, match="2 EA Satchel, black are free in the main store") as refusal:
        await now.record(third)
    assert refusal.value.code == "not_enough_free"
    assert now.rows("sales_orders").keys() == {("SO-7",), ("SO-8",)}, "Nothing is half done."


async def test_goods_in_quarantine_or_elsewhere_are_not_sold() -> None:
    now = await Store().after(on(order(bag(back_ordered=Decimal(10)))))
    with pytest.raises(Refused, match="0 EA Satchel, black are free"):
        await now.record(on(fill(1)))


async def test_what_leaves_is_booked_out_and_no_longer_kept_back() -> None:
    now = await store(on(order()), on(pick(6)), on(pack(6)))
    assert (now.available, now.reserved) == (Decimal(20), {"SO-7": Decimal(10)})
    await now.record(on(ship(6)))
    assert (now.available, now.reserved) == (Decimal(14), {"SO-7": Decimal(4)})
    [line] = now.rows("sales_order_lines").values()
    assert (line.status, line.open, line.to_pick) == ("partly_shipped", Decimal(4), Decimal(4))


async def test_goods_leave_out_of_the_lot_that_is_named() -> None:
    now = await Store().after(stocked(6, "L1"), stocked(6, "L2"), on(order()), on(pick(9)))
    await now.record(on(pack(9)))
    with pytest.raises(Refused, match="0 EA of Satchel, black"):
        await now.record(on(ship(3)))
    await now.record(on(ship(3, lot="L2")))
    assert {r.lot: r.quantity for r in now.rows("stock_on_hand").values()} == {
        "L1": Decimal(6),
        "L2": Decimal(3),
    }


async def test_a_cancelled_order_gives_back_what_it_kept() -> None:
    now = await store(on(order()), on(pick(6)), on(pack(6)), on(ship(6)))
    await now.record(on(CancelSalesOrder(reason=WHY)))
    assert (now.available, now.reserved) == (Decimal(14), {})
    await now.record(on(ReinstateSalesOrder()))
    assert now.reserved == {"SO-7": Decimal(4)}


async def test_what_waits_is_free_for_others_until_it_is_filled() -> None:
    now = await store(on(order()), on(wait(10)))
    other = on(order(bag(quantity=bags(15)), order="SO-8"), "SO-8")
    await now.record(other)
    with pytest.raises(Refused, match="5 EA Satchel, black are free"):
        await now.record(on(fill(6)))
    await now.record(on(fill(5)))
    assert now.reserved == {"SO-7": Decimal(5), "SO-8": Decimal(15)}


async def test_what_comes_back_sound_can_be_sold_and_the_damaged_is_kept_apart() -> None:
    now = await store(on(order()), on(pick(6)), on(pack(6)), on(ship(6)), on(bring_back(3, 1)))
    assert (now.available, now.quarantine) == (Decimal(16), Decimal(1))


KINDS = (
    *(SalesOrderShipped, ShipmentRecalled, ReturnTaken, ReturnReversed),
    *(GoodsBackOrdered, BackOrderFilled, SalesOrderCancelled, SalesOrderReinstated),
)
REACHED = Reached(KINDS, at_least=3)


@REACHED
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_stock_and_orders_agree_whatever_happens(data: st.DataObject) -> None:
    """Every step goes down the whole road; a refused one leaves nothing behind."""
    asyncio.run(whatever_happens(data))


async def whatever_happens(data: st.DataObject) -> None:
    now = await Store().after(stocked(12), stocked(4, "L1"))
    belts = stocked(5).command.model_copy(update={"item": "BELT", "item_name": "Belt"})
    await now.record(Step(stock.stream("BELT"), belts))
    for _ in range(data.draw(st.integers(15, 40))):
        so, shelves = now.state(sales_order, "SO-7"), {i: now.state(stock, i) for i in ITEMS}
        wrong = is_wrong(data.draw)
        ways = impossible(so) if wrong else possible(so, shelves)
        before = now.tables()
        try:
            await now.record(on(one_of(data.draw, ways)))
        except Refused:
            assert wrong and now.tables() == before
        else:
            assert not wrong
            REACHED.saw(now.last)
        agree(now)


def agree(now: Store) -> None:
    """What lies there, what is kept back and what left say the same as the order."""
    lines = list(now.rows("sales_order_lines").values())
    kept: dict[str, Decimal] = {}
    for line in lines:
        ended = line.status in ("cancelled", "closed")
        promised = line.ordered - line.back_ordered - line.shipped
        kept[line.item] = Decimal(0) if ended else promised
    found = {r.item: r.quantity for r in now.rows("stock_reservations").values()}
    assert found == {item: amount for item, amount in kept.items() if amount}
    on_hand = now.rows("stock_on_hand").values()
    assert all(row.quantity > 0 for row in on_hand)
    there = sum((row.quantity for row in on_hand), Decimal(0))
    gone = sum((line.shipped - line.returned for line in lines), Decimal(0))
    assert there == Decimal(21) - gone
    shipped = sum((r.quantity for r in now.rows("shipments").values()), Decimal(0))
    returned = sum((r.quantity for r in now.rows("sales_returns").values()), Decimal(0))
    assert shipped == sum((line.shipped for line in lines), Decimal(0))
    assert returned == sum((line.returned for line in lines), Decimal(0))
    for row in now.rows("sales_orders").values():
        assert row.total == sum(line.amount for line in lines)
        assert row.open_amount == sum(line.open_amount for line in lines)
        assert row.shipped_amount == sum(line.shipped_amount for line in lines)


@pytest.mark.parametrize(
    ("last", "back"),
    [(ship(6), RecallShipment(shipment=1)), (bring_back(2, 1), ReverseReturn(return_number=1))],
    ids=["shipment", "return"],
)
async def test_taking_back_goods_puts_stock_and_promises_as_they_were(
    last: Command, back: Command
) -> None:
    """By policy: whoever takes a shipment back need not know what it had moved."""
    before = [on(order()), on(pick(6)), on(pack(6))]
    now = await store(*before, *([on(ship(6))] if isinstance(last, TakeReturn) else []))
    tables = ("stock_on_hand", "stock_reservations", "sales_order_lines", "sales_orders")
    balances = [dict(now.rows(table)) for table in tables]
    await now.record(on(last))
    assert [dict(now.rows(table)) for table in tables] != balances
    await now.record(on(back))
    assert [dict(now.rows(table)) for table in tables] == balances


@pytest.mark.parametrize("last", [ship(6), bring_back(2, 1)], ids=["shipment", "return"])
async def test_what_is_taken_back_by_name_leaves_every_balance_as_it_was(last: Command) -> None:
    """As a reversal does it: each recorded fact by its own undo, the last first."""
    before = [on(order()), on(pick(6)), on(pack(6))]
    now = await store(*before, *([on(ship(6))] if isinstance(last, TakeReturn) else []))
    tables = ("stock_on_hand", "stock_reservations", "sales_order_lines", "sales_orders")
    balances = [dict(now.rows(table)) for table in tables]
    known = len(await now.store.page("bellavier", 0, 1_000))
    await now.record(on(last))
    facts = (await now.store.page("bellavier", 0, 1_000))[known:]
    assert len(facts) > 1
    undoing = [Step(fact.stream, fact.event.undo()) for fact in reversed(facts)]
    undone = await now.handler.rehearsal(BY).run(undoing, entailing=False)
    await now.store.append("bellavier", undone)
    assert [dict(now.rows(table)) for table in tables] == balances
