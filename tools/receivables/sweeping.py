"""Sweeping: every order held against its shipments, invoices and payments, and what breaks."""

from decimal import Decimal

from domain.analysis.credits_owed import orders_with_returns
from domain.analysis.reconciliation_sweep import (
    Break,
    contradicting,
    left_undone,
    of_orders,
    sweep,
)
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Internal, Message, Public, among
from domain.kernel.words import counted
from tools.reply import Reply, behind, columns, counting
from tools.toolkit import ToolContext, read

AT_ONCE = 500
"""Of each kind of break, the largest; orders that agree are not among them."""
SHOWN = 100


class OrderBreak(Message):
    """Two numbers of an order that must agree and do not, and by how much."""

    order: Public[str]
    customer_name: Internal[str]
    pair: Public[str]
    told: Internal[str]
    amount: Internal[Decimal]
    currency: Public[str]


@read(
    title="What does not reconcile",
    says=(
        "what does not reconcile",
        "which orders do not reconcile",
        "which orders do not add up",
        "reconcile all orders",
        "reconcile everything",
        "reconciliation breaks",
        "list the reconciliation breaks",
        "does everything reconcile",
        "do orders, shipments, invoices and payments agree",
        "where do orders and invoices disagree",
    ),
)
async def unreconciled_orders(ctx: ToolContext) -> Reply[OrderBreak]:
    """List orders whose numbers disagree: ordered, shipped, billed, paid; the largest first.

    A clean match is an order of which all that left and stayed is billed, nothing is to be
    credited, and no invoice is open beyond its day.
    """
    found, whole = await swept(ctx)
    every = (await ctx.rows(sales_orders.where(limit=1))).total
    many = len({each.order for each in found})
    does = "does" if many == 1 else "do"
    least = "" if whole else "At least "
    some = f"{least}{counted(many, 'order')}".capitalize() + f" {does} not reconcile"
    sums = f"in {counted(len(found), 'pair')} of numbers"
    clean = (
        f"All of {counted(every, 'order')} reconcile." if every else "There is no order on record."
    )
    worst = f": {found[0]}" if found else ""
    return Reply(
        headline=f"{some}, {sums}{worst}." if found else clean,
        rows=tuple(told(each) for each in found[:SHOWN]),
        columns=columns(
            ("order", "Order"),
            ("customer_name", "Customer"),
            ("pair", "Pair"),
            ("told", "What breaks"),
            ("amount", "By", "money", "currency"),
        ),
        total_rows=len(found),
        truncated=len(found) > SHOWN or not whole,
        note=counting(ctx, every, "order"),
        query="sales orders beside order billing and customer invoices, order by order",
        streams=behind(sales_order.stream(each.order) for each in found),
    )


async def swept(ctx: ToolContext) -> tuple[list[Break], bool]:
    """The breaks of all orders that show a sign of one, and whether those were all."""
    signs = await ctx.many(
        [
            *contradicting(AT_ONCE, counted=True),
            orders_with_returns(AT_ONCE, counted=True),
            *left_undone(ctx.today, AT_ONCE),
        ]
    )
    orders = sorted({row.order for page in signs for row in page.rows})
    found: list[Break] = []
    for first in range(0, len(orders), AT_ONCE):
        some = orders[first : first + AT_ONCE]
        placed = sales_orders.where(among(SalesOrderRow.order, some), limit=AT_ONCE, counted=False)
        rows, lines, invoices = await ctx.many([placed, *of_orders(some)])
        found += sweep(rows.rows, lines, invoices, ctx.today)
    found.sort(key=lambda each: (-each.amount, each.order, each.pair))
    return found, all(page.total <= len(page.rows) for page in signs)


def told(found: Break) -> OrderBreak:
    return OrderBreak(
        order=found.order,
        customer_name=found.customer_name,
        pair=found.pair,
        told=found.told,
        amount=found.amount,
        currency=found.currency,
    )
