"""Orders: which purchase orders there are, and what is still to come of them."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from domain.kernel import Internal, Message, Page, Public, among, falling, measure
from domain.kernel.wording import quantity
from domain.kernel.words import counted, day
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from tools.amounts import by_currency, sums
from tools.procurement.scope import Scope, scope
from tools.reply import Reply, columns, table
from tools.slots import Item, Period, Supplier, choice
from tools.toolkit import ToolContext, read

SHOWN = 50
COMPLETE = ("received", "closed")

Status = Annotated[
    Literal["open", "late", "draft", "complete", "cancelled"],
    choice(
        "Open, late, draft, complete or cancelled?",
        "Which stage the orders are in; late is open and past its day.",
        open=("open", "outstanding", "still open", "not yet received", "undelivered"),
        late=("late", "overdue", "past due", "behind schedule", "delayed"),
        draft=("draft", "pending", "unapproved", "awaiting approval", "not placed"),
        complete=("complete", "completed", "closed", "finished", "fully received"),
        cancelled=("cancelled", "canceled", "called off", "rejected", "refused"),
    ),
]


class ListedOrder(Message):
    """An order, or one line of it when the question was about an item."""

    number: Public[str]
    supplier: Public[str]
    supplier_name: Public[str]
    goods: Internal[str]
    status: Internal[str]
    ordered_on: Internal[date]
    due_on: Internal[date | None]
    amount: Internal[Decimal]
    outstanding_amount: Internal[Decimal]
    currency: Public[str]


class OnOrder(Message):
    """What is still to come of one line."""

    number: Public[str]
    supplier_name: Public[str]
    item: Public[str]
    item_name: Public[str]
    outstanding: Internal[Decimal]
    ordered: Internal[Decimal]
    unit: Public[str]
    due_on: Internal[date]
    days_late: Internal[int]
    outstanding_amount: Internal[Decimal]
    currency: Public[str]


ORDER_COLUMNS = columns(
    ("number", "Order"),
    ("supplier_name", "Supplier"),
    ("goods", "Goods"),
    ("status", "Status", "status"),
    ("ordered_on", "Ordered", "date"),
    ("due_on", "Due", "date"),
    ("amount", "Amount", "money", "currency"),
    ("outstanding_amount", "Outstanding", "money", "currency"),
)
ON_ORDER_COLUMNS = columns(
    ("number", "Order"),
    ("supplier_name", "Supplier"),
    ("item_name", "Item"),
    ("outstanding", "To come", "quantity", "unit"),
    ("ordered", "Ordered", "quantity", "unit"),
    ("due_on", "Due", "date"),
    ("days_late", "Late", "days"),
    ("outstanding_amount", "Value", "money", "currency"),
)


@read(
    title="Purchase orders",
    core=True,
    says=(
        "show [{status}] purchase orders [with {supplier}] [{period}]",
        "which {status} orders do we have with {supplier}",
        "list [{status}] POs for {item}",
        "{status} POs",
        "{status} orders",
        "POs {supplier} [{period}]",
        "{supplier} purchase orders",
        "what did we order from {supplier} {period}",
        "what have we ordered {period}",
        "what did we order {period}",
        "orders from {supplier} [{period}]",
        "orders with {supplier} [{period}]",
        "what did we buy [from {supplier}] {period}",
        "what have we bought from {supplier} {period}",
        "order history of {item}",
        "order history with {supplier}",
        "last order from {supplier}",
        "when did we last order from {supplier}",
        "what is the value of {status} orders [with {supplier}]",
        "all orders [{period}]",
        "orders placed with {supplier} [{period}]",
        "orders for {item} [{period}]",
        "how many orders are {status}",
        "overview of purchase orders [{period}]",
        "purchase orders over {item} [{period}]",
    ),
)
async def list_purchase_orders(
    ctx: ToolContext,
    supplier: Supplier | None = None,
    item: Item | None = None,
    status: Status | None = None,
    period: Period | None = None,
) -> Reply[ListedOrder]:
    """List purchase orders by supplier, item, status or the day they were ordered.

    With an item, each row is the line of an order that has it. Use `what_is_on_order` for the
    quantities still to come, and `show_purchase_order` when the number is known.
    """
    about = await scope(ctx, supplier, item, period)
    source: Any = order_lines if about.item else purchase_orders
    row = source.row
    conditions = (*about.on(row, row.ordered_on), *staged(row, status, ctx.today))
    newest = (falling(row.ordered_on), falling(row.number))
    page = await ctx.rows(source.where(*conditions, order_by=newest, limit=SHOWN))
    worth = await by_currency(
        ctx,
        source,
        conditions,
        measure("amount", "sum", row.amount),
        measure("outstanding_amount", "sum", row.outstanding_amount),
    )
    totals = {name: sums(worth, name, ctx.currency) for name in ("amount", "outstanding_amount")}
    return table(
        ctx,
        orders_headline(page, status, about.words("over", "with"), totals),
        page,
        map(listed_order, page.rows),
        ORDER_COLUMNS,
        noun="order line" if about.item else "order",
        query=about.query("purchase orders", status=status),
        streams=[row.order for row in page.rows],
        totals=totals,
    )


def staged(row: Any, status: str | None, today: date) -> tuple[bool, ...]:
    """The conditions that orders or lines are in a stage as people speak of it."""
    match status:
        case "open":
            return (among(row.status, OPEN),)
        case "late":
            return (among(row.status, OPEN), row.due_on < today)
        case "complete":
            return (among(row.status, COMPLETE),)
        case "draft" | "cancelled":
            return (row.status == status,)
        case _:
            return ()


def orders_headline(page: Page[Any], status: str | None, said: str, totals: dict[str, str]) -> str:
    total, newest = page.total, next(iter(page.rows), None)
    kind = f"{status} purchase order" if status else "purchase order"
    if not total:
        return f"There are no {kind}s{said}."
    there = "is" if total == 1 else "are"
    worth = f"worth {totals['amount']}, of which {totals['outstanding_amount']} is still to come"
    named = f" The newest is {newest.number} of {day(newest.ordered_on)}." if newest else ""
    last = named if total > 1 else ""
    return f"There {there} {counted(total, kind)}{said}, {worth}.{last}"


def listed_order(row: PurchaseOrderRow | OrderLineRow) -> ListedOrder:
    if isinstance(row, OrderLineRow):
        goods = f"{quantity(row.ordered, row.unit)} {row.item_name}"
    else:
        goods = counted(row.lines, "line")
    shared = {name: getattr(row, name) for name in ListedOrder.model_fields if name != "goods"}
    return ListedOrder(**shared, goods=goods)


@read(
    title="On order",
    says=(
        "what is on order [from {supplier}]",
        "is any {item} on order [from {supplier}]",
        "is there anything on order for {item}",
        "when is {item} coming in",
        "how many {item} are on order [from {supplier}]",
        "how much {item} is on the way",
        "on order {item}",
        "on order from {supplier}",
        "on order with {supplier}",
        "on order {supplier}",
        "{item} on order",
        "incoming {item}",
        "what is still to come from {supplier}",
        "what is {supplier} still delivering",
        "expected deliveries [of {item}] [from {supplier}] [{period}]",
        "what have we got on order",
        "what are we waiting for from {supplier}",
        "what are we waiting for",
        "when will we get the {item}",
        "when do we get the {item}",
        "which deliveries do we expect [from {supplier}] [{period}]",
        "which deliveries arrive [from {supplier}] {period}",
        "what arrives [from {supplier}] {period}",
        "what is arriving [from {supplier}] [{period}]",
        "what is coming in [from {supplier}] {period}",
        "what will {supplier} deliver [{period}]",
        "what is due {period}",
        "what is in transit",
        "when do the {item} come",
        "when will the {item} arrive",
        "what is outstanding [with {supplier}] [{period}]",
        "deliveries due [{period}]",
        "what is coming from {supplier}",
        "is anything still coming from {supplier}",
        "are there any more {item} on the way",
        "is there more {item} on the way",
    ),
)
async def what_is_on_order(
    ctx: ToolContext,
    item: Item | None = None,
    supplier: Supplier | None = None,
    period: Period | None = None,
) -> Reply[OnOrder]:
    """List what is still to come, line by line: how much, from whom, by when.

    Look here before drafting an order, so that nothing is ordered twice. With a period, only
    what is due in it.
    """
    about = await scope(ctx, supplier, item, period)
    due = about.on(OrderLineRow, OrderLineRow.due_on)
    conditions = (among(OrderLineRow.status, OPEN), *due)
    soonest = (OrderLineRow.due_on, OrderLineRow.number, OrderLineRow.line)
    page = await ctx.rows(order_lines.where(*conditions, order_by=soonest, limit=SHOWN))
    worth = await by_currency(
        ctx,
        order_lines,
        conditions,
        measure("worth", "sum", OrderLineRow.outstanding_amount),
        measure("to_come", "sum", OrderLineRow.outstanding),
    )
    totals = {"outstanding_amount": sums(worth, "worth", ctx.currency)}
    to_come = sum((group["to_come"] for group in worth.groups), Decimal(0))
    return table(
        ctx,
        on_order_headline(about, page.total, to_come, totals["outstanding_amount"]),
        page,
        [on_order(row, ctx.today) for row in page.rows],
        ON_ORDER_COLUMNS,
        noun="order line",
        query=about.query("lines on order"),
        streams=[row.order for row in page.rows],
        totals=totals,
    )


def on_order_headline(about: Scope, lines: int, to_come: Decimal, worth: str) -> str:
    if about.period:
        due = counted(lines, "order line") if lines else "Nothing"
        worth = f", worth {worth}" if lines else ""
        return f"{due} {'are' if lines > 1 else 'is'} due{about.words()}{worth}."
    if not lines:
        return f"Nothing{about.words()} is on order."
    if about.item:
        amount = quantity(to_come, about.item.unit)
        return f"{amount}{about.words()} are on order, worth {worth}."
    there = "is" if lines == 1 else "are"
    return f"{counted(lines, 'order line')}{about.words()} {there} still to come, worth {worth}."


def on_order(row: OrderLineRow, today: date) -> OnOrder:
    shared = {name: getattr(row, name) for name in OnOrder.model_fields if name != "days_late"}
    return OnOrder(**shared, days_late=max((today - row.due_on).days, 0))
