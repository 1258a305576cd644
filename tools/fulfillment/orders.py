"""Orders: which sales orders there are, by customer, item, stage and period."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Internal, Message, Public, among, falling, measure
from domain.kernel.wording import quantity
from domain.kernel.words import counted
from tools.amounts import by_currency, sums
from tools.fulfillment.arguments import Customer
from tools.fulfillment.finding import scope
from tools.reply import Reply, columns, table
from tools.slots import Item, Period, choice
from tools.toolkit import ToolContext, read

SHOWN = 50
Status = Annotated[
    Literal["open", "late", "waiting", "shipped", "cancelled"],
    choice(
        "Open, late, waiting, shipped or cancelled?",
        "How far the orders are; late is open and past its day, waiting is on back order.",
        open=("open", "unshipped", "still open"),
        late=("late", "overdue", "delayed"),
        waiting=("waiting", "back-ordered"),
        shipped=("shipped", "delivered", "complete"),
        cancelled=("cancelled", "canceled"),
    ),
]


class ListedSale(Message):
    """An order, or one line of it when the question was about an item."""

    order: Public[str]
    customer_name: Internal[str]
    goods: Internal[str]
    status: Internal[str]
    ordered_on: Internal[date]
    requested_on: Internal[date | None]
    amount: Internal[Decimal]
    open_amount: Internal[Decimal]
    currency: Public[str]


ORDER_COLUMNS = columns(
    ("order", "Order"),
    ("customer_name", "Customer"),
    ("goods", "Goods"),
    ("status", "Status", "status"),
    ("ordered_on", "Ordered", "date"),
    ("requested_on", "Wanted", "date"),
    ("amount", "Amount", "money", "currency"),
    ("open_amount", "To ship", "money", "currency"),
)


@read(
    title="Sales orders",
    audience="both",
    own=(
        "my orders [{period}]",
        "my {status} orders [{period}]",
        "show my orders",
        "what did i order [{period}]",
        "what have we ordered [{period}]",
        "my order history [{period}]",
        "our orders [{period}]",
        "which of my orders are {status}",
        "list my {status} orders",
    ),
    says=(
        "show [{status}] sales orders [of {customer}] [{period}]",
        "list [{status}] sales orders [for {item}] [{period}]",
        "{status} sales orders",
        "sales orders [of {customer}] [{period}]",
        "customer orders [{period}]",
        "which {status} sales orders are there [of {customer}]",
        "what did {customer} order [{period}]",
        "what has {customer} ordered [{period}]",
        "orders of {customer} [{period}]",
        "what have we sold to {customer} [{period}]",
        "who ordered {item} from us [{period}]",
        "which customers ordered {item} [{period}]",
        "how many sales orders are {status}",
        "what is the value of {status} sales orders",
        "what has {customer} bought [{period}]",
        "what did {customer} buy last",
        "what did {customer} last order",
        "last orders of {customer}",
        "what did {customer} buy [{period}]",
    ),
)
async def list_sales_orders(
    ctx: ToolContext,
    customer: Customer | None = None,
    item: Item | None = None,
    status: Status | None = None,
    period: Period | None = None,
) -> Reply[ListedSale]:
    """List customers' orders by customer, item, status or the day they were placed.

    With an item, each row is the line of an order that has it.
    """
    about = await scope(ctx, customer, item, period)
    source: Any = sales_order_lines if about.item else sales_orders
    row = source.row
    total = row.amount if about.item else row.total
    conditions = (*about.on(row, row.ordered_on), *staged(row, status, ctx.today))
    newest = (falling(row.ordered_on), falling(row.order))
    page = await ctx.rows(source.where(*conditions, order_by=newest, limit=SHOWN))
    found = await by_currency(
        ctx,
        source,
        conditions,
        measure("amount", "sum", total),
        measure("open_amount", "sum", row.open_amount),
    )
    totals = {name: sums(found, name, ctx.currency) for name in ("amount", "open_amount")}
    kind = f"{status} sales order" if status else "sales order"
    return table(
        ctx,
        headline(page.total, kind, about.words(), totals),
        page,
        map(listed, page.rows),
        ORDER_COLUMNS,
        noun="sales order line" if about.item else "sales order",
        query=about.query("sales orders", status=status),
        streams=[decider.stream(each.order) for each in page.rows],
        totals=totals,
    )


def staged(row: Any, status: str | None, today: date) -> tuple[bool, ...]:
    """The conditions that orders or lines are as far as people say."""
    match status:
        case "open":
            return (among(row.status, OPEN),)
        case "late":
            return (among(row.status, OPEN), row.requested_on < today)
        case "waiting":
            return (among(row.status, OPEN), row.back_ordered > 0)
        case "shipped":
            return (row.status == "shipped",)
        case "cancelled":
            return (among(row.status, ("cancelled", "closed")),)
        case _:
            return ()


def headline(total: int, kind: str, said: str, totals: dict[str, str]) -> str:
    if not total:
        return f"There are no {kind}s{said}."
    there = "is" if total == 1 else "are"
    left = f"of which {totals['open_amount']} is still to ship"
    return f"There {there} {counted(total, kind)}{said}, worth {totals['amount']}, {left}."


def listed(row: SalesOrderRow | SalesOrderLineRow) -> ListedSale:
    if isinstance(row, SalesOrderLineRow):
        goods, amount = f"{quantity(row.ordered, row.unit)} {row.product_name}", row.amount
    else:
        goods, amount = counted(row.lines, "line"), row.total
    shared = set(ListedSale.model_fields) - {"goods", "amount"}
    return ListedSale(**row.model_dump(include=shared), goods=goods, amount=amount)
