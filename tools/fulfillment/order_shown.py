"""One sales order: how far each of its lines has come, and all that happened to it."""

from datetime import date
from decimal import Decimal

from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import Internal, Message, Public
from domain.kernel.wording import money, short_day
from domain.kernel.words import counted, day
from tools.fulfillment.arguments import SalesOrder
from tools.fulfillment.carried import carried
from tools.fulfillment.finding import lines_of, order_of
from tools.happened import Happened, told
from tools.reply import Reply, asked, columns, counting
from tools.toolkit import ToolContext, read


class ShownSale(Message):
    """A line of an order, and how far it has come."""

    line: Public[int]
    product_name: Public[str]
    ordered: Internal[Decimal]
    back_ordered: Internal[Decimal]
    picked: Internal[Decimal]
    packed: Internal[Decimal]
    shipped: Internal[Decimal]
    returned: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    price_reason: Internal[str]
    amount: Internal[Decimal]
    currency: Public[str]
    status: Internal[str]


LINE_COLUMNS = columns(
    ("line", "Line", "number"),
    ("product_name", "Product"),
    ("ordered", "Ordered", "quantity", "unit"),
    ("back_ordered", "Later", "quantity", "unit"),
    ("picked", "Picked", "quantity", "unit"),
    ("packed", "Packed", "quantity", "unit"),
    ("shipped", "Shipped", "quantity", "unit"),
    ("returned", "Returned", "quantity", "unit"),
    ("price", "Price", "price", "currency"),
    ("price_reason", "Why this price"),
    ("amount", "Amount", "money", "currency"),
    ("status", "Status", "status"),
)


@read(
    title="Sales order",
    audience="both",
    own=(
        "where is my order {sales_order}",
        "track {sales_order}",
        "my order {sales_order}",
        "when will {sales_order} arrive",
        "follow {sales_order}",
        "tracking number of {sales_order}",
        "where is my parcel of {sales_order}",
    ),
    says=(
        "{sales_order}",
        "show {sales_order}",
        "what is the status of {sales_order}",
        "status {sales_order}",
        "where is {sales_order}",
        "where is the parcel of {sales_order}",
        "where is the parcel for {sales_order}",
        "where are the goods of {sales_order}",
        "is {sales_order} on its way",
        "has {sales_order} been shipped",
        "details of sales order {sales_order}",
        "what is on {sales_order}",
        "when does {sales_order} leave",
        "how far is {sales_order}",
        "what is the tracking number of {sales_order}",
        "with whom does {sales_order} travel",
        "who is the customer of {sales_order}",
        "look up {sales_order}",
    ),
)
async def show_sales_order(ctx: ToolContext, sales_order: SalesOrder) -> Reply[ShownSale]:
    """Show one customer's order by its number: status, amount, and how far each line has come."""
    row = await order_of(ctx, sales_order)
    rows = await lines_of(ctx, row)
    fields = set(ShownSale.model_fields)
    return Reply(
        headline=f"{state(row, ctx.today)}{await carried(ctx, row.order)}",
        rows=tuple(ShownSale(**line.model_dump(include=fields)) for line in rows),
        columns=LINE_COLUMNS,
        total_rows=len(rows),
        note=counting(ctx, len(rows), "sales order line"),
        query=asked("sales orders", number=row.order),
        streams=(decider.stream(row.order),),
        totals={
            "amount": money(row.total, row.currency),
            "shipped_amount": money(row.shipped_amount, row.currency),
            "open_amount": money(row.open_amount, row.currency),
        },
    )


def state(row: SalesOrderRow, today: date) -> str:
    """The status and the amount first, then what a person may have to act on."""
    status = row.status.replace("_", " ")
    what = f"{row.order} of {row.customer_name} over {money(row.total, row.currency)} is {status}"
    if row.status not in OPEN:
        return f"{what}; it was ordered on {short_day(row.ordered_on, today)}."
    wanted = f"wanted by {day(row.requested_on)}" if row.requested_on else "wanted soon"
    late = (today - row.requested_on).days if row.requested_on else 0
    overdue = f" and {counted(late, 'day')} late" if late > 0 else ""
    return f"{what}; {money(row.open_amount, row.currency)} is to ship, {wanted}{overdue}."


@read(
    title="Sales order history",
    says=(
        "history of {sales_order}",
        "what happened to {sales_order}",
        "show the history of {sales_order}",
        "who shipped {sales_order}",
        "who packed {sales_order}",
        "who signed {sales_order}",
        "events of {sales_order}",
        "log of {sales_order}",
        "when was {sales_order} shipped",
        "tell me the story of {sales_order}",
    ),
)
async def sales_order_history(ctx: ToolContext, sales_order: SalesOrder) -> Reply[Happened]:
    """Tell everything on record about a sales order, the oldest first: what, when, by whom."""
    row = await order_of(ctx, sales_order)
    return await told(ctx, row.order, decider.stream(row.order))
