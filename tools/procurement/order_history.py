"""Order history: one purchase order as it stands, and everything that happened to it."""

from datetime import date
from decimal import Decimal

from domain.kernel import Internal, Message, Public
from domain.kernel.wording import money, short_day, weekday
from domain.kernel.words import counted
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from domain.procurement.purchase_orders import PurchaseOrderRow
from tools import resolve
from tools.happened import Happened, told
from tools.reply import Reply, asked, columns, table
from tools.slots import PurchaseOrder
from tools.toolkit import ToolContext, read

LINES = 200
WORDS = {
    "draft": "is a draft and not placed",
    "placed": "is placed and nothing has come yet",
    "partly_received": "is partly received",
    "received": "is fully received",
    "closed": "is closed",
    "cancelled": "is cancelled",
}


class ShownLine(Message):
    """One line of the order: what was ordered, at what price, and what came of it."""

    line: Public[int]
    item: Public[str]
    item_name: Public[str]
    status: Internal[str]
    ordered: Internal[Decimal]
    received: Internal[Decimal]
    rejected: Internal[Decimal]
    outstanding: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    amount: Internal[Decimal]
    currency: Public[str]
    due_on: Internal[date]
    last_received_on: Internal[date | None]


LINE_COLUMNS = columns(
    ("line", "Line", "number"),
    ("item_name", "Item"),
    ("ordered", "Ordered", "quantity", "unit"),
    ("received", "Came", "quantity", "unit"),
    ("rejected", "Damaged", "quantity", "unit"),
    ("price", "Price", "price", "currency"),
    ("amount", "Amount", "money", "currency"),
    ("due_on", "Due", "date"),
)


@read(
    title="Purchase order",
    core=True,
    says=(
        "{order}",
        "show {order}",
        "what is the status of {order}",
        "status {order}",
        "has {order} arrived",
        "did {order} arrive",
        "is {order} here",
        "where is {order}",
        "details of purchase order {order}",
        "what is on {order}",
        "when is {order} due",
        "when will {order} come",
        "open {order}",
        "is {order} late",
        "why is {order} late",
        "when is {order} coming",
        "any news on {order}",
        "any news of {order}",
        "ETA of {order}",
        "how much is {order}",
        "who did we place {order} with",
        "look up {order}",
        "what is there on {order}",
    ),
)
async def show_purchase_order(ctx: ToolContext, order: PurchaseOrder) -> Reply[ShownLine]:
    """Show one purchase order by its number: status, supplier, amount, due day and its lines."""
    row = await resolve.purchase_order(ctx, order)
    lines = await ctx.rows(
        order_lines.where(
            OrderLineRow.order == row.order, order_by=(OrderLineRow.line,), limit=LINES
        )
    )
    fields = set(ShownLine.model_fields)
    return table(
        ctx,
        state(row, ctx.today),
        lines,
        [ShownLine(**line.model_dump(include=fields)) for line in lines.rows],
        LINE_COLUMNS,
        noun="order line",
        query=asked("purchase orders", number=row.number),
        streams=(row.order,),
        totals={
            "amount": money(row.amount, row.currency),
            "outstanding_amount": money(row.outstanding_amount, row.currency),
        },
    )


def state(row: PurchaseOrderRow, today: date) -> str:
    """The status and the amount first, then what a person may have to act on."""
    amount = money(row.amount, row.currency)
    what = f"{row.number} to {row.supplier_name} over {amount} {WORDS[row.status]}"
    if row.status not in OPEN or row.due_on is None:
        ordered = short_day(row.ordered_on, today)
        return f"{what}; it was ordered on {ordered}."
    late = (today - row.due_on).days
    due = weekday(row.due_on, today)
    if late > 0:
        return f"{what}; it was due {due} and is {counted(late, 'day')} late."
    return f"{what}; it is due {due}."


@read(
    title="Order history",
    says=(
        "history of {order}",
        "what happened to {order}",
        "show the history of {order}",
        "who ordered {order}",
        "who ordered {order} and when",
        "who approved {order}",
        "when did we place {order}",
        "when did we order {order}",
        "who signed {order}",
        "events of {order}",
        "order history {order}",
        "when was {order} placed",
        "when did {order} arrive",
        "log of {order}",
        "what has been done with {order}",
        "who changed {order}",
        "tell me the story of {order}",
    ),
)
async def order_history(ctx: ToolContext, order: PurchaseOrder) -> Reply[Happened]:
    """Tell everything on record about an order, the oldest first: what, when, by whose hands."""
    row = await resolve.purchase_order(ctx, order)
    return await told(ctx, row.number, row.order)
