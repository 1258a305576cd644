"""Receipts: what has come of which order, and what is still to be received."""

from datetime import date
from decimal import Decimal

from domain.kernel import Internal, Message, Public, falling, measure
from domain.kernel.wording import quantity
from domain.kernel.words import counted, opening
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.receipts import ReceiptRow, receipts
from tools import resolve
from tools.amounts import by_currency, sums
from tools.procurement.scope import scope
from tools.reply import Reply, asked, columns, table
from tools.slots import Item, Period, PurchaseOrder, Supplier
from tools.toolkit import ToolContext, read

SHOWN = 50


class Received(Message):
    """What came of one order line on one day."""

    number: Public[str]
    received_on: Internal[date]
    supplier_name: Public[str]
    item_name: Public[str]
    quantity: Internal[Decimal]
    rejected: Internal[Decimal]
    unit: Public[str]
    days_late: Internal[int]
    delivery_note: Internal[str]
    amount: Internal[Decimal]
    currency: Public[str]


RECEIVED_COLUMNS = columns(
    ("received_on", "Came", "date"),
    ("number", "Order"),
    ("supplier_name", "Supplier"),
    ("item_name", "Item"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("rejected", "Damaged", "quantity", "unit"),
    ("days_late", "Late", "days"),
    ("amount", "Value", "money", "currency"),
)


@read(
    title="Receipts",
    says=(
        "receipts [of {item}] [from {supplier}] [{period}]",
        "what has arrived [from {supplier}] [{period}]",
        "what did we receive [from {supplier}] [{period}]",
        "goods received {period}",
        "list receipts [{period}]",
        "what came in {period}",
        "did anything arrive [from {supplier}] {period}",
        "has anything arrived [from {supplier}] [{period}]",
        "did anything come in [from {supplier}] {period}",
        "what was delivered {period}",
        "has {supplier} delivered [{period}]",
        "goods in [{period}]",
        "which deliveries came [from {supplier}] [{period}]",
        "how much {item} did we receive [{period}]",
        "incoming goods {period}",
        "deliveries received from {supplier} [{period}]",
        "what was damaged on arrival [from {supplier}] [{period}]",
        "when did {item} last arrive",
        "when did we last get {item}",
        "what did {supplier} deliver [{period}]",
        "how much did {supplier} deliver [{period}]",
        "how much damaged stuff did {supplier} send [{period}]",
        "what went wrong with the goods of {supplier} [{period}]",
    ),
)
async def list_receipts(
    ctx: ToolContext,
    supplier: Supplier | None = None,
    item: Item | None = None,
    period: Period | None = None,
) -> Reply[Received]:
    """List what was received, the newest first, with how much of it was damaged and how late."""
    about = await scope(ctx, supplier, item, period)
    conditions = about.on(ReceiptRow, ReceiptRow.received_on)
    newest = (falling(ReceiptRow.received_on), falling(ReceiptRow.number), ReceiptRow.line)
    page = await ctx.rows(receipts.where(*conditions, order_by=newest, limit=SHOWN))
    worth = await by_currency(ctx, receipts, conditions, measure("worth", "sum", ReceiptRow.amount))
    totals = {"amount": sums(worth, "worth", ctx.currency)}
    lines = opening(counted(page.total, "delivery line"))
    came = f"{lines}{about.words()} came, worth {totals['amount']}."
    return table(
        ctx,
        came if page.total else f"Nothing was received{about.words()}.",
        page,
        [Received(**row.model_dump(include=set(Received.model_fields))) for row in page.rows],
        RECEIVED_COLUMNS,
        noun="delivery line",
        query=about.query("receipts"),
        streams=[row.order for row in page.rows],
        totals=totals,
    )


class ToReceive(Message):
    """A line that is not complete yet: how much of it came, and how much is outstanding."""

    number: Public[str]
    line: Public[int]
    supplier_name: Public[str]
    item_name: Public[str]
    ordered: Internal[Decimal]
    received: Internal[Decimal]
    outstanding: Internal[Decimal]
    unit: Public[str]
    due_on: Internal[date]


OPEN_COLUMNS = columns(
    ("number", "Order"),
    ("supplier_name", "Supplier"),
    ("item_name", "Item"),
    ("ordered", "Ordered", "quantity", "unit"),
    ("received", "Came", "quantity", "unit"),
    ("outstanding", "To come", "quantity", "unit"),
    ("due_on", "Due", "date"),
)


@read(
    title="Open receipts",
    says=(
        "open receipts [of {order}]",
        "what is still outstanding on {order}",
        "what is still open on {order}",
        "what is left on {order}",
        "what is missing from {order}",
        "which orders are partly received",
        "partial deliveries",
        "which receipts are open",
        "goods receipts of {order}",
        "how much of {order} has come",
        "how much have we received of {order}",
        "incomplete orders",
        "receipt status of {order}",
        "receipts of {order}",
        "outstanding lines [of {order}]",
    ),
)
async def open_receipts(ctx: ToolContext, order: PurchaseOrder | None = None) -> Reply[ToReceive]:
    """Show how much of an order has come, or which orders have come only in part."""
    known = None if order is None else await resolve.purchase_order(ctx, order)
    conditions = (
        (OrderLineRow.order == known.order,)
        if known
        else (OrderLineRow.status == "partly_received",)
    )
    soonest = (OrderLineRow.due_on, OrderLineRow.number, OrderLineRow.line)
    page = await ctx.rows(order_lines.where(*conditions, order_by=soonest, limit=SHOWN))
    return table(
        ctx,
        progress(known.number, page.rows) if known else partly(page.total),
        page,
        [ToReceive(**row.model_dump(include=set(ToReceive.model_fields))) for row in page.rows],
        OPEN_COLUMNS,
        noun="order line",
        query=asked("order lines", order=order, status=None if known else "partly received"),
        streams=[row.order for row in page.rows],
    )


def progress(number: str, rows: tuple[OrderLineRow, ...]) -> str:
    missing = [row for row in rows if row.outstanding]
    if not missing:
        return f"Nothing of {number} is outstanding."
    if len(rows) > 1:
        return f"{len(missing)} of {counted(len(rows), 'line')} of {number} are not complete."
    [row] = rows
    came, ordered = quantity(row.received, row.unit), quantity(row.ordered, row.unit)
    left = quantity(row.outstanding, row.unit)
    return f"{came} of {ordered} {row.item_name} have come on {number}; {left} are outstanding."


def partly(total: int) -> str:
    there = "is" if total == 1 else "are"
    return f"{opening(counted(total, 'order line'))} {there} received only in part."
