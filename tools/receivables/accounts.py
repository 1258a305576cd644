"""Accounts: what one customer owes, has paid and may owe, with those beyond their limit."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from domain.kernel import Internal, Message, Public, among, falling, measure
from domain.kernel.wording import money
from domain.kernel.words import counted, listed
from domain.receivables.credit import credit
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from tools.amounts import by_currency, sums
from tools.receivables.arguments import Customer
from tools.receivables.finding import customer_called
from tools.receivables.invoices import COLUMNS, ListedCustomerInvoice, late, listed_invoice
from tools.reply import Reply, asked, columns, table
from tools.slots import choice
from tools.toolkit import ToolContext, read

SHOWN = 100


Use = Annotated[
    Literal["exceeded", "kept"],
    choice(
        "Exceeded or kept?",
        "Customers who owe more than their limit, or those who do not.",
        exceeded=("exceeded", "overdrawn"),
        kept=("kept", "within the limit"),
    ),
]


class Limited(Message):
    """A customer with a credit limit, and what is left of it; below zero it is exceeded."""

    customer: Public[str]
    customer_name: Internal[str]
    credit_limit: Internal[Decimal]
    open_amount: Internal[Decimal]
    left: Internal[Decimal]
    currency: Public[str]


@read(
    title="Customer account",
    says=(
        "account of {customer}",
        "customer account of {customer}",
        "statement of account of {customer}",
        "statement of account for {customer}",
        "statement for {customer}",
        "balance of {customer}",
        "how much does {customer} owe us",
        "what does {customer} owe us",
        "does {customer} owe us anything",
        "credit limit of {customer}",
        "how much credit has {customer} left",
        "is {customer} over its credit limit",
        "what is open with {customer}",
    ),
)
async def show_customer_account(
    ctx: ToolContext, customer: Customer
) -> Reply[ListedCustomerInvoice]:
    """Show what a customer owes, what is late, what was paid without an invoice, what credit is."""
    who = await customer_called(ctx, customer)
    mine = CustomerInvoiceRow.customer == who.customer
    open_ = (among(CustomerInvoiceRow.status, OPEN), mine)
    oldest = (CustomerInvoiceRow.due_on, CustomerInvoiceRow.invoice)
    accounts = customer_accounts.where(CustomerAccountRow.customer == who.customer)
    page = await ctx.rows(customer_invoices.where(*open_, order_by=oldest, limit=SHOWN))
    owed = measure("open", "sum", CustomerInvoiceRow.open_amount)
    past = await by_currency(ctx, customer_invoices, (*late(ctx.today), mine), owed)
    rows = (await ctx.rows(accounts)).rows
    overdue = sums(past, "open", ctx.currency)
    told = " ".join(introduction(row) for row in rows) or f"{who.name} was never billed."
    return table(
        ctx,
        f"{told} {overdue} is overdue.",
        page,
        map(listed_invoice, page.rows),
        COLUMNS,
        noun="open invoice",
        query=asked("customer accounts and open invoices", customer=who.name),
        streams=[credit.stream(who.customer)]
        + [customer_invoice.stream(row.invoice) for row in page.rows],
        totals={"open_amount": listed([money(r.open_amount, r.currency) for r in rows])},
    )


def introduction(row: CustomerAccountRow) -> str:
    parts = [f"{row.customer_name} owes us {money(row.open_amount, row.currency)}"]
    if row.unallocated_amount:
        parts.append(f"{money(row.unallocated_amount, row.currency)} paid is unallocated")
    if row.credit_limit is not None:
        left = row.credit_limit - row.open_amount
        limit = money(row.credit_limit, row.currency)
        used = f"{money(left, row.currency)} of it is left" if left >= 0 else "it is exceeded"
        parts.append(f"the credit limit is {limit}, {used}")
    return f"{'; '.join(parts)}."


@read(
    title="Credit limits",
    says=(
        "credit limits",
        "list the credit limits of our customers",
        "list all credit limits",
        "show the credit limits",
        "which customers have a credit limit",
        "who has a credit limit",
        "who has the highest credit limit",
        "what are the credit limits of our customers",
        "which credit limits are exceeded @ use=exceeded",
        "who is over the credit limit @ use=exceeded",
        "which customers are over their credit limit @ use=exceeded",
        "customers beyond their credit limit @ use=exceeded",
    ),
)
async def list_credit_limits(ctx: ToolContext, use: Use | None = None) -> Reply[Limited]:
    """List credit limits beside what is open, the highest first, or only those exceeded."""
    limit: Any = CustomerAccountRow.credit_limit
    used: Any = CustomerAccountRow.open_amount
    by_use = {"exceeded": (used > limit,), "kept": (used <= limit,)}
    conditions = (limit >= 0, *by_use.get(use or "", ()))
    page = await ctx.rows(
        customer_accounts.where(*conditions, order_by=(falling(limit),), limit=SHOWN)
    )
    what = {"exceeded": "over their credit limit", "kept": "within their credit limit"}
    told = what.get(use or "", "with a credit limit")
    verb = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"There {verb} {counted(page.total, 'customer')} {told}.",
        page,
        map(limited, page.rows),
        columns(
            ("customer_name", "Customer"),
            ("credit_limit", "Limit", "money", "currency"),
            ("open_amount", "Open", "money", "currency"),
            ("left", "Left", "money", "currency"),
        ),
        noun="account",
        query=asked("customer accounts", limit=use or "set"),
        streams=[credit.stream(row.customer) for row in page.rows],
    )


def limited(row: CustomerAccountRow) -> Limited:
    limit = row.credit_limit or Decimal(0)
    shared = {name: getattr(row, name) for name in ("customer", "customer_name", "currency")}
    left = limit - row.open_amount
    return Limited(**shared, credit_limit=limit, open_amount=row.open_amount, left=left)
