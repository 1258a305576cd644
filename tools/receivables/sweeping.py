"""Sweeping: every order held against its shipments, invoices and payments, and what breaks."""

from decimal import Decimal

from domain.analysis.reconciliation_sweep import Break, of_orders, sweep
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Internal, Message, Public, falling
from domain.kernel.words import counted
from tools.reply import Reply, behind, columns, counting
from tools.toolkit import ToolContext, read

AT_ONCE, ROUNDS = 500, 4
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
    found, looked_at, every = await swept(ctx)
    many = len({each.order for each in found})
    does = "does" if many == 1 else "do"
    of = counted(looked_at, "order")
    newest = "" if looked_at == every else f" of the newest {of}"
    some = f"{counted(many, 'order').capitalize()}{newest} {does} not reconcile"
    sums = f"in {counted(len(found), 'pair')} of numbers"
    clean = f"All {of} reconcile." if looked_at else "There is no order on record."
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
        truncated=len(found) > SHOWN,
        note=counting(ctx, looked_at, "order"),
        query="sales orders beside order billing and customer invoices, order by order",
        streams=behind(sales_order.stream(each.order) for each in found),
    )


async def swept(ctx: ToolContext) -> tuple[list[Break], int, int]:
    """The breaks of the newest orders, how many were looked at, and how many there are."""
    row = SalesOrderRow
    newest = (falling(row.ordered_on), falling(row.order))
    found: list[Break] = []
    looked_at = every = 0
    for number in range(ROUNDS):
        asked = sales_orders.where(
            order_by=newest, limit=AT_ONCE, offset=number * AT_ONCE, counted=not number
        )
        page = await ctx.rows(asked)
        every = every or page.total
        orders = [each.order for each in page.rows]
        if not orders:
            break
        lines, invoices = await ctx.many(of_orders(orders))
        found += sweep(page.rows, lines, invoices, ctx.today)
        looked_at += len(orders)
    found.sort(key=lambda each: (-each.amount, each.order, each.pair))
    return found, looked_at, every


def told(found: Break) -> OrderBreak:
    return OrderBreak(
        order=found.order,
        customer_name=found.customer_name,
        pair=found.pair,
        told=found.told,
        amount=found.amount,
        currency=found.currency,
    )
