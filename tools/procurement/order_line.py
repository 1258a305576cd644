"""Order line: which line of which order a person means, when not every part of it was said."""

from collections.abc import Sequence

from domain.kernel import Refused, among
from domain.kernel.wording import quantity, short_day
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.order_status import OPEN
from domain.procurement.purchase_orders import PurchaseOrderRow
from tools.procurement.scope import Scope
from tools.resolve import Candidate, missing
from tools.toolkit import ToolContext

LINES = 500
OFFERED = 6


async def lines_of(ctx: ToolContext, order: PurchaseOrderRow, about: Scope) -> list[OrderLineRow]:
    """The lines of an order, or those with the item that was named."""
    asked = order_lines.where(
        OrderLineRow.order == order.order,
        *about.on(OrderLineRow),
        order_by=(OrderLineRow.line,),
        limit=LINES,
    )
    page = await ctx.rows(asked)
    if page.rows:
        return list(page.rows)
    raise Refused(
        f"Not drafted. {order.number} is with {order.supplier_name} and has no line"
        f"{about.words()}: check the number.",
        "unknown_line",
    )


async def only_line(ctx: ToolContext, order: PurchaseOrderRow, about: Scope) -> OrderLineRow:
    """The one line that can be meant; among several the person says which item."""
    lines = await lines_of(ctx, order, about)
    if len(lines) == 1:
        return lines[0]
    reason = f"Not drafted. {order.number} has {len(lines)} lines: say which item."
    raise missing("item", "Which item?", reason, tuple(map(as_item, lines)))


async def open_line(ctx: ToolContext, about: Scope) -> OrderLineRow:
    """The one line on which such goods are still expected; among several the person chooses."""
    asked = order_lines.where(
        among(OrderLineRow.status, OPEN),
        *about.on(OrderLineRow),
        order_by=(OrderLineRow.due_on, OrderLineRow.number),
        limit=OFFERED,
    )
    page = await ctx.rows(asked)
    if page.total == 1:
        return page.rows[0]
    if not page.rows:
        reason = f"Not drafted. Nothing{about.words()} is on order: name the purchase order."
        raise missing("order", "Which purchase order?", reason)
    reason = f"Not drafted. {page.total} open order lines{about.words()} fit: say which order."
    options = tuple(as_order(row, ctx) for row in page.rows)
    raise missing("order", "Which purchase order?", reason, options)


def as_item(row: OrderLineRow) -> Candidate:
    detail = f"line {row.line}, {quantity(row.outstanding, row.unit)} outstanding"
    return Candidate(value=row.item, label=row.item_name, detail=detail)


def as_order(row: OrderLineRow, ctx: ToolContext) -> Candidate:
    left = quantity(row.outstanding, row.unit)
    due = short_day(row.due_on, ctx.today)
    detail = f"{row.supplier_name}, {left} {row.item_name} outstanding, due {due}"
    return Candidate(value=row.number, label=row.number, detail=detail)


def outstanding(lines: Sequence[OrderLineRow]) -> list[OrderLineRow]:
    return [line for line in lines if line.outstanding]
