"""Own account: what a customer has open, what of it is late, and on which terms they buy."""

from datetime import date

from domain.customers.customers import CustomerRow, customers
from domain.customers.price_lists import price_lists
from domain.kernel import Refused, among, measure
from domain.kernel.wording import money, short_day
from domain.kernel.words import listed
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from tools.amounts import by_currency, sums
from tools.receivables.invoices import COLUMNS, ListedCustomerInvoice, late, listed_invoice
from tools.reply import Reply, asked, table
from tools.toolkit import ToolContext, read

SHOWN = 100


@read(
    title="Your account",
    core=True,
    audience="customers",
    says=(
        "my account",
        "my balance",
        "my statement",
        "statement of account",
        "what do i owe",
        "what do we owe",
        "how much do i owe you",
        "what is open on my account",
        "my open invoices",
        "my terms",
        "my payment terms",
        "my credit limit",
        "which price list am i on",
    ),
)
async def own_account(ctx: ToolContext) -> Reply[ListedCustomerInvoice]:
    """Show what the caller's own account owes, what is late, and the terms that it buys on."""
    who = (await ctx.rows(customers.where(limit=1))).first
    if who is None:
        raise Refused("No customer account is named for you yet.", "no_account")
    oldest = (CustomerInvoiceRow.due_on, CustomerInvoiceRow.invoice)
    open_ = (among(CustomerInvoiceRow.status, OPEN),)
    page = await ctx.rows(customer_invoices.where(*open_, order_by=oldest, limit=SHOWN))
    owed = measure("open", "sum", CustomerInvoiceRow.open_amount)
    past = await by_currency(ctx, customer_invoices, late(ctx.today), owed)
    rows = (await ctx.rows(customer_accounts.where())).rows
    lists = (await ctx.rows(price_lists.where(limit=1))).first
    on_list = f", by the price list {lists.name or lists.price_list}" if lists else ""
    return table(
        ctx,
        f"{standing(who, rows)} {sums(past, 'open', ctx.currency)} is overdue."
        f"{next_due(page.rows, ctx.today)} You pay within {who.payment_days} days{on_list}.",
        page,
        map(listed_invoice, page.rows),
        COLUMNS,
        noun="open invoice",
        query=asked("your account and open invoices"),
        totals={"open_amount": listed([money(r.open_amount, r.currency) for r in rows])},
    )


def next_due(rows: tuple[CustomerInvoiceRow, ...], today: date) -> str:
    """What has to be paid next, of what is not late yet."""
    row = next((row for row in rows if row.due_on and row.due_on >= today), None)
    if row is None or row.due_on is None:
        return ""
    left = money(row.open_amount, row.currency)
    return f" {left} of {row.invoice} is due next, on {short_day(row.due_on, today)}."


def standing(who: CustomerRow, rows: tuple[CustomerAccountRow, ...]) -> str:
    if not rows:
        return "You owe nothing."
    return " ".join(introduction(row) for row in rows)


def introduction(row: CustomerAccountRow) -> str:
    parts = [f"You owe {money(row.open_amount, row.currency)}"]
    if row.unallocated_amount:
        parts.append(f"{money(row.unallocated_amount, row.currency)} paid is not used yet")
    if row.credit_limit is not None:
        parts.append(f"your credit limit is {money(row.credit_limit, row.currency)}")
    return f"{'; '.join(parts)}."
