"""Reconciling: whether what was ordered, shipped, billed and paid of one order adds up."""

from decimal import Decimal

from domain.analysis.order_billing import OrderBillingRow, order_billing
from domain.analysis.order_reconciliation import Balance, Reconciled, reconciled
from domain.fulfillment.sales_order import sales_order as decider
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import Internal, Message, Public
from domain.kernel.wording import money
from domain.kernel.words import listed
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from tools.fulfillment.finding import order_of
from tools.receivables.arguments import SalesOrder
from tools.reply import Reply, asked, behind, columns, counting
from tools.toolkit import ToolContext, read

LINES = 20_000
RARE = ("returned before it was billed", "rounding")


class BalancePart(Message):
    """A part of a whole, both in money; what was ordered and shipped is without tax."""

    whole: Public[str]
    amount: Internal[Decimal]
    part: Public[str]
    part_amount: Internal[Decimal]
    currency: Public[str]


@read(
    title="Order reconciliation",
    says=(
        "reconcile {sales_order}",
        "is {sales_order} settled",
        "does {sales_order} add up",
        "is {sales_order} billed",
        "has {sales_order} been billed",
        "has {sales_order} been paid",
        "how much of {sales_order} is billed",
        "what is left to bill of {sales_order}",
        "which invoices are there for {sales_order}",
        "check {sales_order} against its invoices",
        "compare {sales_order} with its invoices and payments",
    ),
)
async def reconcile_order(ctx: ToolContext, sales_order: SalesOrder) -> Reply[BalancePart]:
    """Hold what was ordered, shipped, billed and paid of one order against each other."""
    row = await order_of(ctx, sales_order)
    lines, invoices = await ctx.many(
        [
            order_billing.where(OrderBillingRow.order == row.order, limit=LINES),
            customer_invoices.where(CustomerInvoiceRow.order == row.order, limit=LINES),
        ]
    )
    found = reconciled(row, lines.rows, invoices.rows)
    numbers = [each.invoice for each in invoices.rows]
    rows = tuple(part for each in found.balances for part in parts(each, row.currency))
    return Reply(
        headline=headline(row, found, numbers),
        rows=rows,
        columns=columns(
            ("whole", "Of"),
            ("amount", "Amount", "money", "currency"),
            ("part", "Part"),
            ("part_amount", "Its amount", "money", "currency"),
        ),
        total_rows=len(rows),
        note=counting(ctx, lines.total + invoices.total, "record"),
        query=asked("sales orders, order billing and customer invoices", order=row.order),
        streams=behind([decider.stream(row.order), *map(customer_invoice.stream, numbers)]),
    )


def parts(balance: Balance, currency: str) -> list[BalancePart]:
    """Every part; of the rare ones only what there is."""
    every = (*balance.parts, ("difference", balance.difference))
    return [
        BalancePart(
            whole=balance.whole,
            amount=balance.amount,
            part=name,
            part_amount=amount,
            currency=currency,
        )
        for name, amount in every
        if amount or name not in RARE
    ]


def headline(order: SalesOrderRow, found: Reconciled, numbers: list[str]) -> str:
    """What does not add up comes first, then what is still to be done."""
    whose = f"{order.order} of {order.customer_name}"
    if found.differences:
        wrong = [
            f"{each.whole.lower()} {money(each.amount, order.currency)} is "
            f"{money(abs(each.difference), order.currency)} "
            f"{'more' if each.difference > 0 else 'less'} than its parts"
            for each in found.differences
        ]
        return f"{whose} does not add up: {listed(wrong)}."
    if found.left:
        left = [f"{money(amount, order.currency)} is {name}" for name, amount in found.left]
        return f"{whose} adds up and is not settled: {listed(left)}."
    by = f" with {listed(numbers)}" if numbers else ""
    done = f"{money(found.billed.amount, order.currency)} was billed{by}, and nothing is open"
    return f"{whose} is settled to the cent: {done}."
