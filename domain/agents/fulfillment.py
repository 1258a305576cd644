"""The fulfillment agent: fills what waits, and has what is ready picked, packed and shipped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from domain.agents.agent import (
    MOST,
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
    occasion,
    said,
)
from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
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
Ready = Callable[[Sequence[Line]], bool]


def fill_back_order(today: date) -> Looking:
    """Reserve what arrived for whoever has waited longest; the rest goes on waiting."""
    row = SalesOrderLineRow
    waits = sales_order_lines.where(
        among(row.status, OPEN),
        row.back_ordered > 0,
        order_by=(row.ordered_on, row.order, row.line),
        limit=MOST,
        counted=False,
    )
    [lines] = yield [waits]
    items = sorted({line.item for line in lines.rows})
    if not items:
        return ()
    there, kept = StockOnHandRow, StockReservationRow
    on_hand, reserved = yield [
        stock_on_hand.where(
            among(there.item, items),
            there.location == MAIN.location,
            there.status == MAIN.status,
            limit=MOST * 10,
        ),
        stock_reservations.where(among(kept.item, items), limit=MOST * 10),
    ]
    if on_hand.truncated or reserved.truncated:
        return ()  # Of what is not wholly seen nobody knows how much is free.
    free: dict[str, Decimal] = defaultdict(Decimal)
    for lot in on_hand.rows:
        free[lot.item] += lot.quantity
    for promise in reserved.rows:
        free[promise.item] -= promise.quantity
    return tuple(fillable(lines.rows, free))


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
    """A rule over the lines of each open order: a step is suggested when all of it is ready."""

    def look(today: date) -> Looking:
        row = SalesOrderLineRow
        amount = {"pick": row.to_pick, "pack": row.to_pack, "ship": row.to_ship}[step]
        some = sales_order_lines.where(
            among(row.status, OPEN),
            amount > 0,
            order_by=(row.ordered_on, row.order, row.line),
            limit=MOST,
            counted=False,
        )
        [some_lines] = yield [some]
        orders = list(dict.fromkeys(line.order for line in some_lines.rows))
        if not orders:
            return ()
        [lines] = yield [of_orders(orders)]
        return tuple(steps(lines.rows)) if not lines.truncated else ()

    def steps(rows: Iterable[Line]) -> Iterator[Suggestion]:
        for order, lines in by_order(rows).items():
            if ready(lines):
                done = sum((done_of(line, step) for line in lines), ZERO)
                yield Suggestion(
                    occasion=occasion(NAME, step, order, done),
                    about=order,
                    tool=tool,
                    arguments={"sales_order": order},
                    because=f"{order} {because}.",
                    subject={"order": order, "customer": lines[0].customer},
                    asks=asks,
                )

    return look


def of_orders(orders: Sequence[str]) -> Query[Line]:
    row = SalesOrderLineRow
    order = (row.order, row.line)
    return sales_order_lines.where(among(row.order, orders), order_by=order, limit=MOST * 20)


def by_order(rows: Iterable[Line]) -> dict[str, list[Line]]:
    orders: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        orders[row.order].append(row)
    return orders


def done_of(line: Line, step: str) -> Decimal:
    """How much of a line has gone through a step: with it an occasion comes but once."""
    return {"pick": line.picked, "pack": line.packed, "ship": line.shipped}[step]


def all_reserved(lines: Sequence[Line]) -> bool:
    """Nothing of the order waits for goods, so that it is picked in one go."""
    return all(not line.back_ordered for line in lines) and any(line.to_pick for line in lines)


def all_picked(lines: Sequence[Line]) -> bool:
    return not any(line.to_pick for line in lines) and any(line.to_pack for line in lines)


def all_packed(lines: Sequence[Line]) -> bool:
    unready = any(line.to_pick or line.to_pack for line in lines)
    return not unready and any(line.to_ship for line in lines)


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
    owner_role="staff",
    rules=(
        Rule(
            name="fill",
            says="Reserve goods for back orders when they have arrived.",
            reads=("fulfillment", "inventory"),
            look=fill_back_order,
        ),
        Rule(
            name="pick",
            says="Pick an order when all of it is reserved.",
            reads=("fulfillment",),
            look=handling("pick", "draft_picking", "is reserved and can be picked", all_reserved),
        ),
        Rule(
            name="pack",
            says="Pack an order when all that is reserved of it is picked.",
            reads=("fulfillment",),
            look=handling("pack", "draft_packing", "is picked and can be packed", all_picked),
        ),
        Rule(
            name="ship",
            says="Ship an order when all that is reserved of it is packed.",
            reads=("fulfillment",),
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
