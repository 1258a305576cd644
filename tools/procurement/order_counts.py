"""Order counts: how many orders were placed, and what an order is worth on average."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Public, among, dimension, measure
from domain.kernel.row import Column
from domain.kernel.wording import money
from domain.kernel.words import counted, listed, opening
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from tools import periods
from tools.amounts import by_currency
from tools.procurement.scope import scope
from tools.procurement.spending import EXCLUDED, SPENT
from tools.reply import Chart, Reply, columns, counting
from tools.series import label
from tools.slots import Grain, Period, Supplier
from tools.toolkit import ToolContext, read

STEPS = 120
CENT = Decimal("0.01")
CURRENCY = dimension("currency", PurchaseOrderRow.currency)
MEASURES = (
    measure("orders", "count"),
    measure("average", "average", PurchaseOrderRow.amount),
    measure("largest", "most", PurchaseOrderRow.amount),
    measure("amount", "sum", PurchaseOrderRow.amount),
)
COLUMNS = columns(
    ("name", "Period"),
    ("orders", "Orders", "number"),
    ("average", "Average order", "money", "currency"),
    ("largest", "Largest order", "money", "currency"),
    ("amount", "Together", "money", "currency"),
)


class Counted(Message):
    """The orders of one month, quarter or year."""

    name: Public[str]
    orders: Internal[int]
    average: Internal[Decimal | None]
    largest: Internal[Decimal | None]
    amount: Internal[Decimal]
    currency: Public[str]


@read(
    title="Order counts",
    says=(
        "how many purchase orders did we place [with {supplier}] [{period}]",
        "number of purchase orders [with {supplier}] [{by}] [{period}]",
        "count of orders [{by}] [{period}]",
        "number of orders [{period}]",
        "total orders [{period}]",
        "how many orders did we place [{period}]",
        "average order value [with {supplier}] [{period}]",
        "what is an average order worth [{period}]",
        "average purchase order [of {supplier}] [{period}]",
        "mean order size [with {supplier}]",
        "orders {by} [{period}]",
        "how often do we order from {supplier}",
        "how often do we buy from {supplier}",
        "orders placed {by} [{period}]",
    ),
)
async def purchase_counts(
    ctx: ToolContext,
    supplier: Supplier | None = None,
    period: Period | None = None,
    by: Grain | None = None,
) -> Reply[Counted]:
    """Count purchase orders, with the average and the largest order, by month, quarter or year."""
    about = await scope(ctx, supplier, period=period)
    row = PurchaseOrderRow
    conditions = (
        among(row.status, SPENT),
        *about.on(row),
        *periods.within(row.ordered_on, period),
    )
    grain = by or "year"
    total = await by_currency(ctx, purchase_orders, conditions, *MEASURES)
    start = dimension("start", row.ordered_on, grain)
    order = (Column("start"), Column("currency"))
    steps = await ctx.summary(
        purchase_orders.summary(
            *conditions, by=(start, CURRENCY), measures=MEASURES, order_by=order, limit=STEPS
        )
    )
    rows = tuple(of_step(group, grain) for group in steps.groups)
    orders = opening(counted(total.rows, "purchase order"))
    placed = "was" if total.rows == 1 else "were"
    return Reply(
        headline=f"{orders} {placed} placed{about.words(who='with')}{worth(total.groups)}.",
        rows=rows,
        columns=COLUMNS,
        total_rows=steps.total,
        truncated=steps.truncated,
        totals={"orders": str(total.rows)},
        chart=charted(rows, grain),
        note=f"{counting(ctx, total.rows, 'order')} · {EXCLUDED}",
        query=about.query("purchase orders", by=grain),
    )


def of_step(group: Mapping[str, Any], grain: str) -> Counted:
    return Counted(
        name=label(group["start"], grain),
        orders=group["orders"],
        average=rounded(group["average"]),
        largest=group["largest"],
        amount=group["amount"],
        currency=group["currency"],
    )


def rounded(average: Decimal | None) -> Decimal | None:
    """An average is nobody's price, so cents are enough."""
    return None if average is None else average.quantize(CENT)


def worth(groups: tuple[Mapping[str, Any], ...]) -> str:
    averages = [money(group["average"].quantize(CENT), group["currency"]) for group in groups]
    largest = [money(group["largest"], group["currency"]) for group in groups]
    if not averages:
        return ""
    return f", worth {listed(averages)} on average and {listed(largest)} at most"


def charted(rows: tuple[Counted, ...], grain: str) -> Chart | None:
    if len(rows) < 2 or len({row.currency for row in rows}) > 1:
        return None
    x, y = tuple(row.name for row in rows), tuple(Decimal(row.orders) for row in rows)
    return Chart(kind="bar", title=f"Purchase orders by {grain}", x=x, y=y)
