"""Sales counts: how many orders customers placed, and what one of them is worth on average."""

from domain.fulfillment.order_status import ENDED, EVERY
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import among
from tools.fulfillment.arguments import Customer
from tools.fulfillment.finding import scope
from tools.order_sizes import Counted, Sized, counts
from tools.reply import Reply
from tools.slots import Grain, Period
from tools.toolkit import ToolContext, read

STANDING = tuple(status for status in EVERY if status not in ENDED)
SOLD = Sized(sales_orders, SalesOrderRow.total, "sales order", "cancelled orders left out")


@read(
    title="Sales order counts",
    says=(
        "how many orders did we get [from {customer}] [{period}]",
        "how many sales orders did we get [from {customer}] [{period}]",
        "how many orders came in [from {customer}] [{period}]",
        "how many orders do we have [{period}]",
        "how many orders [{period}]",
        "number of orders [{period}]",
        "count of orders [{by}] [{period}]",
        "total orders [{period}]",
        "orders {by} [{period}]",
        "average order value [of {customer}] [{period}]",
        "average order value {by} [{period}]",
        "average sales order value [{by}] [{period}]",
        "what is an average order worth [{period}]",
        "mean order size [of {customer}]",
        "how many orders did {customer} place [{period}]",
        "how often does {customer} order",
        "how many times did {customer} order [{period}]",
    ),
)
async def sales_counts(
    ctx: ToolContext,
    customer: Customer | None = None,
    period: Period | None = None,
    by: Grain | None = None,
) -> Reply[Counted]:
    """Count customers' orders, with the average and the largest, by month, quarter or year."""
    about = await scope(ctx, customer, period=period)
    row, grain = SalesOrderRow, by or "year"
    conditions = (among(row.status, STANDING), *about.on(row, row.ordered_on))
    query = about.query("sales orders", by=grain)
    return await counts(ctx, SOLD, conditions, grain, about.words(who="by"), query)
