"""A long list of mostly good rows is signed: its good rows are an order, its bad ones are apart."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.category.base_price import SetBasePrice
from domain.category.product import ListProduct
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.item import RegisterItem
from domain.inventory.place import MAIN
from domain.inventory.stock import OpenStock
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Cause, Step
from domain.receivables.invoice import rounded
from tests.steps import euros, of, on
from tests.tools.receivables.test_order_to_cash import Office
from tests.trade import TENANT, house_in, in_memory

SINCE = date(2026, 1, 1)
STORED, SHORT = 50, 3
ROWS = 1_000
BAD = ("ZORK 2", "STRAP-0001 0", "STRAP-0001 -4", "STRAP-0001 1.5", "STRAP-0001 2")
"""No product, no quantity, less than none, half a piece, and one that is asked for already."""
EVERY = 8  # Of so many rows one is bad.
GOOD = tuple(number for number in range(1, ROWS + 1) if number % EVERY)
BATCH = 400  # Steps that are recorded together.


def code(number: int) -> str:
    return f"STRAP-{number:04}"


def asked(number: int) -> int:
    return number % 7 + 1


def cost(number: int) -> str:
    return f"{10 + number / 100:.2f}"


def theirs(number: int) -> Decimal:
    """What it costs this dealer, a tenth less than others."""
    return rounded(Decimal(cost(number)) * Decimal("0.9"), "EUR")


def row(number: int) -> str:
    return f"{code(number)} {asked(number)}" if number in GOOD else BAD[number % len(BAD)]


def goods() -> Iterator[Step]:
    """One product for each good row; of the first there is less than is asked for."""
    for number in GOOD:
        item = code(number)
        name = f"Strap {number:04}"
        yield on(RegisterItem(item=item, name=name, unit="EA", category="Straps"), item)
        yield on(ListProduct(product=item, item=item, name=name, category="Straps"), item)
        price = SetBasePrice(
            product=item,
            product_name=name,
            price=euros(cost(number)),
            effective_from=SINCE,
            decided_on=SINCE,
            reason="new",
        )
        yield on(price, item)
        amount = SHORT if asked(number) > SHORT and number < EVERY else STORED
        there = {"item": item, "item_name": name, "quantity": of(amount, "EA")}
        yield on(OpenStock(**there, place=MAIN, counted_on=SINCE), item)


async def office() -> Office:
    house = await house_in(in_memory(), TENANT)
    steps = list(goods())
    for first in range(0, len(steps), BATCH):
        await house.handler(TENANT).record(steps[first : first + BATCH], Cause(("test",)))
    return Office(house, TENANT)


async def test_of_a_thousand_rows_the_good_are_ordered_and_the_bad_are_told() -> None:
    there = await office()
    handler = there.house.handler(TENANT)
    rows = "\n".join(row(number) for number in range(1, ROWS + 1))
    drafted = await there.ask("draft_sales_order_list", customer="Maison Martin", lines=rows)
    assert drafted.outcome == "answered", drafted
    orders = sales_orders.where(SalesOrderRow.order == "SO-2")
    assert (await handler.rows(orders)).total == 0, "Nothing happens before somebody signs."

    proposal = (await handler.draft(drafted.content["draft"])).proposal
    assert proposal is not None
    apart = {origin.field for origin in proposal.origins if origin.field.startswith("row ")}
    assert proposal.title.endswith(f"{ROWS - len(GOOD)} rows kept apart")
    assert apart == {f"row {number}" for number in range(EVERY, ROWS + 1, EVERY)}

    await there.sign(drafted.content["draft"])
    lines = (
        await handler.rows(sales_order_lines.where(SalesOrderLineRow.order == "SO-2", limit=ROWS))
    ).rows
    assert {line.item: line.ordered for line in lines} == {code(n): asked(n) for n in GOOD}
    [order] = (await handler.rows(orders)).rows
    assert {line.item: line.price for line in lines} == {code(n): theirs(n) for n in GOOD}
    assert order.total == sum(line.ordered * line.price for line in lines)
    kept = stock_reservations.where(StockReservationRow.order == "SO-2", limit=ROWS)
    promised = {r.item: r.quantity for r in (await handler.rows(kept)).rows}
    assert promised == {line.item: line.ordered - line.back_ordered for line in lines}
    waiting = {line.item: line.back_ordered for line in lines if line.back_ordered}
    assert waiting == {code(n): asked(n) - SHORT for n in GOOD if n < EVERY and asked(n) > SHORT}
