"""The queue: what is to be picked, packed and shipped, and what waits for goods."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.kernel import Internal, Message, Public, among, dimension, measure
from domain.kernel.words import counted
from tools.fulfillment.arguments import Customer
from tools.fulfillment.finding import scope
from tools.fulfillment.promising import free_of
from tools.reply import Reply, asked, columns, table
from tools.slots import Item, choice
from tools.toolkit import ToolContext, read

SHOWN = 100
ZERO = Decimal(0)
Stage = Annotated[
    Literal["pick", "pack", "ship"],
    choice(
        "To pick, to pack or to ship?",
        "What is to be done next with the goods.",
        pick=("pick", "be picked", "picking"),
        pack=("pack", "be packed", "packing"),
        ship=("ship", "be shipped", "shipping", "dispatch"),
    ),
]


class ToHandle(Message):
    """A line of which something is to be picked, packed or shipped."""

    order: Public[str]
    customer_name: Internal[str]
    product_name: Public[str]
    item: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    requested_on: Internal[date | None]
    days_late: Internal[int]


QUEUE_COLUMNS = columns(
    ("order", "Order"),
    ("customer_name", "Customer"),
    ("product_name", "Product"),
    ("item", "Item"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("requested_on", "Wanted", "date"),
    ("days_late", "Late", "days"),
)
AMOUNTS = {
    "pick": SalesOrderLineRow.to_pick,
    "pack": SalesOrderLineRow.to_pack,
    "ship": SalesOrderLineRow.to_ship,
}


@read(
    title="Picking queue",
    says=(
        "what is there to {stage}",
        "what is to {stage}",
        "what do we have to {stage}",
        "what do we {stage} next",
        "what can be {stage} now",
        "{stage} list",
        "{stage} queue",
        "pick list @ stage=pick",
        "what is ready to {stage}",
        "which orders are ready to {stage}",
        "what is waiting to {stage}",
        "what must go out @ stage=ship",
        "what has to go out @ stage=ship",
        "which orders must go out @ stage=ship",
        "what must leave @ stage=ship",
        "what has to leave @ stage=ship",
        "next orders to {stage}",
    ),
)
async def fulfillment_queue(ctx: ToolContext, stage: Stage) -> Reply[ToHandle]:
    """List what is to be picked, packed or shipped next, in the order of the days it is wanted."""
    row, amount = SalesOrderLineRow, AMOUNTS[stage]
    conditions = (among(row.status, OPEN), amount > 0)
    soonest = (row.requested_on, row.ordered_on, row.order, row.line)
    page = await ctx.rows(sales_order_lines.where(*conditions, order_by=soonest, limit=SHOWN))
    orders = await ctx.summary(
        sales_order_lines.summary(*conditions, measures=(measure("orders", "distinct", row.order),))
    )
    many = counted(page.total, "line")
    of = counted(int(orders.totals["orders"] or 0), "order")
    verb = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"{many} of {of} {verb} to {stage}." if page.total else f"Nothing is to {stage}.",
        page,
        [to_handle(line, stage, ctx.today) for line in page.rows],
        QUEUE_COLUMNS,
        noun="sales order line",
        query=asked(f"sales order lines to {stage}"),
        streams=[decider.stream(line.order) for line in page.rows],
    )


def to_handle(row: SalesOrderLineRow, stage: str, today: date) -> ToHandle:
    late = (today - row.requested_on).days if row.requested_on else 0
    shared = set(ToHandle.model_fields) - {"quantity", "days_late"}
    amount: Decimal = getattr(row, f"to_{stage}")
    return ToHandle(**row.model_dump(include=shared), quantity=amount, days_late=max(late, 0))


class Waiting(Message):
    """A line of which something waits, with what the main store has free by now."""

    order: Public[str]
    customer_name: Internal[str]
    product_name: Public[str]
    back_ordered: Internal[Decimal]
    free: Internal[Decimal]
    unit: Public[str]
    ordered_on: Internal[date]
    requested_on: Internal[date | None]


WAITING_COLUMNS = columns(
    ("order", "Order"),
    ("customer_name", "Customer"),
    ("product_name", "Product"),
    ("back_ordered", "Waiting", "quantity", "unit"),
    ("free", "Free now", "quantity", "unit"),
    ("ordered_on", "Ordered", "date"),
    ("requested_on", "Wanted", "date"),
)


@read(
    title="Back orders",
    says=(
        "back orders [of {customer}] [for {item}]",
        "list back orders [of {customer}]",
        "what is on back order [for {customer}]",
        "which orders are waiting for {item}",
        "which orders wait for goods",
        "which back orders can be filled",
        "open back orders",
        "who is waiting for {item}",
        "what is {customer} waiting for",
        "is anything on back order",
        "how much {item} is on back order",
    ),
)
async def list_back_orders(
    ctx: ToolContext, customer: Customer | None = None, item: Item | None = None
) -> Reply[Waiting]:
    """List what customers wait for, the oldest first, beside what is free in the main store."""
    about, row = await scope(ctx, customer, item), SalesOrderLineRow
    conditions = (*about.on(row), among(row.status, OPEN), row.back_ordered > 0)
    oldest = (row.ordered_on, row.order, row.line)
    page = await ctx.rows(sales_order_lines.where(*conditions, order_by=oldest, limit=SHOWN))
    items = sorted({line.item for line in page.rows})
    free = await free_of(ctx, items) if items else {}
    groups = await ctx.summary(
        sales_order_lines.summary(
            *conditions, by=(dimension("item", row.item),), measures=(measure("lines", "count"),)
        )
    )
    fillable = sum(1 for line in page.rows if free[line.item] > 0)
    told = f"; of {counted(fillable, 'line')} something is free now" if fillable else ""
    many = f"{counted(page.total, 'line')} over {counted(groups.total, 'item')}"
    verb = "waits" if page.total == 1 else "wait"
    none = f"Nothing{about.words()} is on back order."
    return table(
        ctx,
        f"{many}{about.words()} {verb} for goods{told}." if page.total else none,
        page,
        [waiting(line, free[line.item]) for line in page.rows],
        WAITING_COLUMNS,
        noun="sales order line",
        query=about.query("back orders"),
        streams=[decider.stream(line.order) for line in page.rows],
    )


def waiting(row: SalesOrderLineRow, free: Decimal) -> Waiting:
    shared = set(Waiting.model_fields) - {"free"}
    return Waiting(**row.model_dump(include=shared), free=free)
