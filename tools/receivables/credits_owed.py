"""Credits owed: what came back after it was billed and was not credited, order by order."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from domain.analysis.credits_owed import CreditOwed, credits_owed, orders_with_returns, their_bills
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Internal, Message, Page, Public
from domain.kernel.wording import total
from domain.kernel.words import counted, listed
from domain.receivables.customer_invoice import customer_invoice
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

LOOKED_AT = 200


class OrderToCredit(Message):
    """An order of which goods came back, and on which invoice how much is to be credited."""

    order: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    invoice: Public[str]
    net: Internal[Decimal]
    gross: Internal[Decimal]
    open: Internal[Decimal]
    currency: Public[str]


@read(
    title="What is to be credited",
    says=(
        "what is to be credited",
        "what do we have to credit",
        "which orders are to be credited",
        "which invoices are to be credited",
        "which returns are not credited",
        "returns without a credit note",
        "returned goods without a credit note",
        "what came back and is not credited",
        "which credits do we owe",
        "credit notes to write",
        "list the credits we owe",
    ),
)
async def orders_to_credit(ctx: ToolContext) -> Reply[OrderToCredit]:
    """List orders of which goods came back after they were billed and nobody credited them."""
    page = await ctx.rows(orders_with_returns(LOOKED_AT, counted=True))
    orders = [row.order for row in page.rows]
    owed = credits_owed(page.rows, await ctx.many(their_bills(orders))) if orders else []
    rest = page.total - len(page.rows)
    verb = "is" if len(owed) == 1 and not rest else "are"
    least = "At least " if rest else ""
    many = f"{least}{counted(len(owed), 'order')}".capitalize()
    said = f"{many} {verb} to be credited, {sums(owed)} with tax."
    return table(
        ctx,
        said if owed else "Everything that came back is credited, or was never billed.",
        Page(tuple(owed), len(owed) + rest),
        [OrderToCredit.model_validate(vars(each)) for each in owed],
        columns(
            ("order", "Order"),
            ("customer_name", "Customer"),
            ("invoice", "Credit on"),
            ("net", "Without tax", "money", "currency"),
            ("gross", "With tax", "money", "currency"),
            ("open", "Open of it", "money", "currency"),
        ),
        noun="order",
        query="order accounts of which goods came back, beside their invoices",
        streams=[
            stream
            for each in owed
            for stream in (sales_order.stream(each.order), customer_invoice.stream(each.invoice))
        ],
    )


def sums(owed: Iterable[CreditOwed]) -> str:
    """Of those that are listed; each currency by itself."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for each in owed:
        found[each.currency] += each.gross
    return listed([total(amount, currency) for currency, amount in found.items()])
