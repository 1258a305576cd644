"""The fulfillment agent: fills what waits, and has what is ready picked, packed and shipped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from domain.agents.agent import (
    MOST,
    PAGES,
    Agent,
    Answer,
    Answering,
    Looking,
    Question,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    every,
    in_parts,
    occasion,
    said,
)
from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.fulfillment.sales_returns import SalesReturnRow, sales_returns
from domain.inventory.place import MAIN
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Query, among
from domain.kernel.wording import number, quantity
from domain.kernel.words import day

NAME = "fulfillment-agent"
ZERO = Decimal(0)
Line = SalesOrderLineRow
Ready = Callable[[SalesOrderRow], bool]


def fill_back_order(today: date) -> Looking:
    """Reserve what arrived for whoever has waited longest; the rest goes on waiting."""
    row = SalesOrderLineRow
    lines = yield from every(
        sales_order_lines.where(
            among(row.status, OPEN),
            row.back_ordered > 0,
            order_by=(row.ordered_on, row.order, row.line),
            limit=MOST,
            counted=False,
        )
    )
    free: dict[str, Decimal] = defaultdict(Decimal)
    for items in in_parts(sorted({line.item for line in lines})):
        pages = yield [question for item in items for question in stock_of(item)]
        for item, there, kept in zip(items, pages[::2], pages[1::2], strict=True):
            if not (there.truncated or kept.truncated):
                free[item] = amount_of(there.rows) - amount_of(kept.rows)
    return tuple(fillable(lines, free))


def stock_of(item: str) -> tuple[Query[StockOnHandRow], Query[StockReservationRow]]:
    """Of what is not wholly seen nobody knows how much is free: then nothing of it is."""
    there, kept = StockOnHandRow, StockReservationRow
    on_hand = stock_on_hand.where(
        there.item == item,
        there.location == MAIN.location,
        there.status == MAIN.status,
        limit=MOST * PAGES,
    )
    return on_hand, stock_reservations.where(kept.item == item, limit=MOST * PAGES)


def amount_of(rows: Iterable[StockOnHandRow | StockReservationRow]) -> Decimal:
    return sum((row.quantity for row in rows), ZERO)


def fillable(lines: Iterable[Line], free: dict[str, Decimal]) -> Iterator[Suggestion]:
    """The oldest first; what one order is offered is no longer free for the next."""
    for line in lines:
        amount = min(line.back_ordered, free[line.item])
        if amount <= 0:
            continue
        free[line.item] -= amount
        here, wanted = quantity(amount, line.unit), number(line.back_ordered)
        part = amount < line.back_ordered
        yield Suggestion(
            occasion=occasion(NAME, "fill", f"{line.order}.{line.line}", line.back_ordered),
            about=line.order,
            tool="draft_back_order_filling",
            arguments={
                "sales_order": line.order,
                "item": line.item,
                "quantity": said(amount, line.unit),
            },
            because=f"{here} {line.product_name} are free, and {line.order} waits for {wanted}.",
            subject={"order": line.order, "item": line.item, "customer": line.customer},
            asks=(Question("procurement-agent", "arrives"),) if part else (),
        )


def handling(
    step: str, tool: str, because: str, ready: Ready, asks: tuple[Question, ...] = ()
) -> Callable[[date], Looking]:
    """A rule over open orders: a step is suggested when all that can be is ready for it.

    It looks at the sums of each order and never at its lines, so a long order hides no other.
    """

    def look(today: date) -> Looking:
        row = SalesOrderRow
        undone = {
            "pick": (row.back_ordered == ZERO, row.picked < row.ordered),
            "pack": (row.packed < row.picked,),
            "ship": (row.shipped < row.packed,),
        }[step]
        orders = yield from every(
            sales_orders.where(
                among(row.status, OPEN),
                *undone,
                order_by=(row.ordered_on, row.order),
                limit=MOST,
                counted=False,
            )
        )
        return tuple(steps(orders))

    def steps(rows: Iterable[SalesOrderRow]) -> Iterator[Suggestion]:
        for row in rows:
            if ready(row):
                yield Suggestion(
                    occasion=occasion(NAME, step, row.order, done_of(row, step)),
                    about=row.order,
                    tool=tool,
                    arguments={"sales_order": row.order},
                    because=f"{row.order} {because}.",
                    subject={"order": row.order, "customer": row.customer},
                    asks=asks,
                )

    return look


def done_of(row: SalesOrderRow, step: str) -> Decimal:
    """How much of an order has gone through a step: with it an occasion comes but once."""
    return {"pick": row.picked, "pack": row.packed, "ship": row.shipped}[step]


def all_reserved(row: SalesOrderRow) -> bool:
    """Nothing of the order waits for goods, so that it is picked in one go."""
    return not row.back_ordered and row.picked < row.ordered


def all_picked(row: SalesOrderRow) -> bool:
    """All that does not wait for goods."""
    return row.picked + row.back_ordered == row.ordered and row.packed < row.picked


def all_packed(row: SalesOrderRow) -> bool:
    ready = row.picked + row.back_ordered == row.ordered and row.packed == row.picked
    return ready and row.shipped < row.packed


def came_back(suggestion: Suggestion, today: date) -> Answering:
    """Whether goods of an order came back, so that its bill is a person's to think about."""
    order, row = suggestion.subject["order"], SalesReturnRow
    [back] = yield [
        sales_returns.where(row.order == order, order_by=(row.return_number,), limit=MOST)
    ]
    if not back.rows:
        return agreed(f"Nothing of {order} came back", order)
    last = back.rows[-1]
    what = f"{quantity(last.quantity, last.unit)} {last.product_name}"
    return against(f"{what} of {order} came back on {day(last.returned_on)}", order)


def open_demand(suggestion: Suggestion, today: date) -> Answering:
    """How much of an item customers wait for; an order to the supplier should cover it."""
    item, row = suggestion.subject["item"], SalesOrderLineRow
    [lines] = yield [
        sales_order_lines.where(
            row.item == item,
            among(row.status, OPEN),
            row.back_ordered > 0,
            order_by=(row.ordered_on, row.order, row.line),
            limit=MOST,
        )
    ]
    waited = sum((line.back_ordered for line in lines.rows), ZERO)
    orders = tuple(dict.fromkeys(line.order for line in lines.rows))[:3]
    return demand_answer(suggestion, waited, orders)


def demand_answer(suggestion: Suggestion, waited: Decimal, orders: tuple[str, ...]) -> Answer:
    amount, _, unit = str(suggestion.arguments["quantity"]).partition(" ")
    if waited <= Decimal(amount):
        told = f"Customers wait for {quantity(waited, unit)}, which this covers"
        return agreed(told if waited else "No customer waits for it", *orders)
    return Answer(
        stance="counter",
        reason=f"Customers wait for {quantity(waited, unit)}: order as much",
        evidence=orders,
        arguments={"quantity": said(waited, unit)},
    )


def still_ordered(suggestion: Suggestion, today: date) -> Answering:
    """Whether a product that is to leave the catalogue is still owed to customers."""
    product, row = suggestion.subject["product"], SalesOrderLineRow
    [lines] = yield [
        sales_order_lines.where(
            row.product == product,
            among(row.status, OPEN),
            order_by=(row.ordered_on, row.order, row.line),
            limit=MOST,
        )
    ]
    orders = tuple(dict.fromkeys(line.order for line in lines.rows))[:3]
    if orders:
        return against(f"{orders[0]} still waits for it", *orders)
    return agreed("No open order has it")


agent = Agent(
    function="fulfillment",
    mandate="Sees to it that what customers ordered leaves as soon as it can.",
    off="What can be reserved, picked, packed and shipped is counted from orders and stock.",
    handoff="Who does it signs it; where another agent speaks against a shipment, people decide.",
    rules=(
        Rule(
            name="fill",
            says="Reserve goods for back orders when they have arrived.",
            reads=("fulfillment", "inventory"),
            drafts="draft_back_order_filling",
            command="FillBackOrder",
            look=fill_back_order,
        ),
        Rule(
            name="pick",
            says="Pick an order when all of it is reserved.",
            reads=("fulfillment",),
            drafts="draft_picking",
            command="PickSalesOrder",
            look=handling("pick", "draft_picking", "is reserved and can be picked", all_reserved),
        ),
        Rule(
            name="pack",
            says="Pack an order when all that is reserved of it is picked.",
            reads=("fulfillment",),
            drafts="draft_packing",
            command="PackSalesOrder",
            look=handling("pack", "draft_packing", "is picked and can be packed", all_picked),
        ),
        Rule(
            name="ship",
            says="Ship an order when all that is reserved of it is packed.",
            reads=("fulfillment",),
            drafts="draft_shipment",
            command="ShipSalesOrder",
            look=handling(
                "ship",
                "draft_shipment",
                "is packed and can leave",
                all_packed,
                (
                    Question("customers-agent", "may_be_served"),
                    Question("receivables-agent", "pays"),
                ),
            ),
        ),
    ),
    topics=(
        Topic(
            name="came_back",
            says="Did goods of this order come back?",
            reads=("fulfillment",),
            answer=came_back,
        ),
        Topic(
            name="open_demand",
            says="How much of this item do customers wait for?",
            reads=("fulfillment",),
            answer=open_demand,
        ),
        Topic(
            name="still_ordered",
            says="Is this product still owed to customers?",
            reads=("fulfillment",),
            answer=still_ordered,
        ),
    ),
)
