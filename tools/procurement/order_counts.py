"""Order counts: how many orders were placed, and what an order is worth on average."""

from domain.kernel import among
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from tools import periods
from tools.order_sizes import Counted, Sized, counts
from tools.procurement.scope import scope
from tools.procurement.spending import EXCLUDED, SPENT
from tools.reply import Reply
from tools.slots import Grain, Period, Supplier
from tools.toolkit import ToolContext, read

PLACED = Sized(purchase_orders, PurchaseOrderRow.amount, "purchase order", EXCLUDED)


@read(
    title="Order counts",
    says=(
        "how many purchase orders did we place [with {supplier}] [{period}]",
        "number of purchase orders [with {supplier}] [{by}] [{period}]",
        "count of purchase orders [{by}] [{period}]",
        "total purchase orders [{period}]",
        "how many orders did we place [with {supplier}] [{period}]",
        "average order value with {supplier} [{period}]",
        "average purchase order value [{by}] [{period}]",
        "what is an average purchase order worth [{period}]",
        "average purchase order [of {supplier}] [{period}]",
        "mean order size with {supplier}",
        "purchase orders {by} [{period}]",
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
    row, grain = PurchaseOrderRow, by or "year"
    conditions = (
        among(row.status, SPENT),
        *about.on(row),
        *periods.within(row.ordered_on, period),
    )
    query = about.query("purchase orders", by=grain)
    return await counts(ctx, PLACED, conditions, grain, about.words(who="with"), query)
