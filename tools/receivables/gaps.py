"""Gaps: what was shipped and nobody billed, and what was billed without an order."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.kernel import Internal, Message, Page, Public, among, dimension, falling, measure
from domain.kernel.row import Column
from domain.kernel.words import counted
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from tools.amounts import by_currency, sums
from tools.receivables.arguments import Customer
from tools.receivables.finding import customer_or_none
from tools.receivables.invoices import COLUMNS, ListedCustomerInvoice, listed_invoice
from tools.reply import Reply, asked, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
LOOKED_AT = 1_000
TO_BILL = measure("to_bill", "sum", OrderBillingRow.to_bill_amount)


TO_BILL_COLUMNS = columns(
    ("order", "Order"),
    ("customer_name", "Customer"),
    ("shipped_on", "Last shipped", "date"),
    ("lines", "Lines", "number"),
    ("to_bill", "To bill", "money", "currency"),
    ("in_one_sum", "Billed in one sum", "money", "currency"),
)


class OrderToBill(Message):
    """An order with what of it has left and is on no invoice, without tax."""

    order: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    lines: Internal[int]
    shipped_on: Internal[date | None]
    to_bill: Internal[Decimal]
    in_one_sum: Internal[Decimal]
    currency: Public[str]


@read(
    title="Orders to bill",
    says=(
        "orders to bill [of {customer}]",
        "which orders are shipped and not billed [for {customer}]",
        "which orders have no invoice",
        "orders without an invoice [of {customer}]",
        "shipped orders without an invoice [of {customer}]",
        "what was shipped and not billed [to {customer}]",
        "what is shipped but not billed",
        "what can we bill [to {customer}]",
        "is anything left to bill [to {customer}]",
        "list shipments without an invoice",
        "unbilled orders [of {customer}]",
        "orders that are not billed",
        "how much have we shipped and not billed",
    ),
)
async def orders_to_bill(ctx: ToolContext, customer: Customer | None = None) -> Reply[OrderToBill]:
    """List orders of which something was shipped that is on no invoice, the largest first."""
    who, row = await customer_or_none(ctx, customer), OrderBillingRow
    conditions = (
        row.line > IN_ONE_SUM,
        row.to_bill_amount > 0,
        who is None or row.customer == who.customer,
    )
    names = ("order", "customer", "customer_name", "currency")
    by = tuple(dimension(name, getattr(row, name)) for name in names)
    found = await ctx.summary(
        order_billing.summary(
            *conditions,
            by=by,
            measures=(TO_BILL, measure("lines", "count")),
            order_by=(Column("to_bill", falling=True), Column("order")),
            limit=SHOWN,
        )
    )
    whole = sums(
        await by_currency(ctx, order_billing, conditions, TO_BILL), "to_bill", ctx.currency
    )
    rows = await with_days(ctx, [dict(group) for group in found.groups])
    of = f" of {who.name}" if who else ""
    verb = "is" if found.total == 1 else "are"
    said = f"{counted(found.total, 'order')}{of} {verb} shipped and not billed, over {whole} net."
    return table(
        ctx,
        said if found.total else f"Everything{of} that was shipped is billed.",
        Page(tuple(rows), found.total),
        rows,
        TO_BILL_COLUMNS,
        noun="order",
        query=asked("order billing, shipped and not billed", customer=who),
        streams=[sales_order.stream(each.order) for each in rows],
        totals={"to_bill": whole},
    )


async def with_days(ctx: ToolContext, groups: list[dict[str, object]]) -> list[OrderToBill]:
    """Each order with the day on which it last left, and what was billed of it in one sum."""
    orders = [str(group["order"]) for group in groups]
    if not orders:
        return []
    row = OrderBillingRow
    sold, lump = await ctx.many(
        [
            sales_orders.where(among(SalesOrderRow.order, orders), limit=SHOWN),
            order_billing.where(among(row.order, orders), row.line == IN_ONE_SUM, limit=SHOWN),
        ]
    )
    days = {each.order: each.last_shipped_on for each in sold.rows}
    sums_ = {each.order: each.billed_amount for each in lump.rows}
    return [
        OrderToBill.model_validate(
            {
                **group,
                "shipped_on": days.get(order),
                "in_one_sum": sums_.get(order, Decimal(0)),
            }
        )
        for order, group in zip(orders, groups, strict=True)
    ]


@read(
    title="Invoices without an order",
    says=(
        "sales invoices without an order",
        "customer invoices without an order",
        "which customer invoices have no order",
        "which invoices name no order",
        "what have we billed without an order",
        "list invoices to customers without an order",
        "are there customer invoices without an order",
        "show billed amounts without an order",
    ),
)
async def invoices_without_order(ctx: ToolContext) -> Reply[ListedCustomerInvoice]:
    """List invoices to customers that name no order, or one that is not on record."""
    row = CustomerInvoiceRow
    strange = await unknown_orders(ctx)
    conditions = (among(row.order, ["", *strange]), row.status != "cancelled")
    newest = (falling(row.issued_on), falling(row.invoice))
    page = await ctx.rows(customer_invoices.where(*conditions, order_by=newest, limit=SHOWN))
    gross = await by_currency(
        ctx, customer_invoices, conditions, measure("gross", "sum", row.gross)
    )
    whole = sums(gross, "gross", ctx.currency)
    verb = "is" if page.total == 1 else "are"
    many = counted(page.total, "customer invoice")
    said = f"There {verb} {many} without an order on record, over {whole}."
    return table(
        ctx,
        said if page.total else "Every customer invoice names an order on record.",
        page,
        map(listed_invoice, page.rows),
        COLUMNS,
        noun="customer invoice",
        query="customer invoices without a sales order",
        streams=[customer_invoice.stream(each.invoice) for each in page.rows],
        totals={"gross": whole},
    )


async def unknown_orders(ctx: ToolContext) -> Sequence[str]:
    """Orders that were billed in one sum and are not on record; of others the lines are known."""
    row = OrderBillingRow
    page = await ctx.rows(order_billing.where(row.line == IN_ONE_SUM, limit=LOOKED_AT))
    named = sorted({each.order for each in page.rows})
    if not named:
        return ()
    there = await ctx.rows(sales_orders.where(among(SalesOrderRow.order, named), limit=LOOKED_AT))
    return sorted({*named} - {each.order for each in there.rows})
