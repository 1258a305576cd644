"""Invoices: which there are to customers, how far each has come, what stands on one."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Internal, Message, Page, Public, among, falling, measure
from domain.kernel.wording import money, number
from domain.kernel.words import counted, day, listed
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoice_lines import (
    CustomerInvoiceLineRow,
    customer_invoice_lines,
)
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.payment_allocations import PaymentAllocationRow, payment_allocations
from tools import periods
from tools.amounts import by_currency, sums
from tools.receivables.arguments import Customer, Invoice, Status
from tools.receivables.finding import customer_or_none, invoice_numbered
from tools.reply import Reply, asked, columns, table
from tools.slots import Period
from tools.toolkit import ToolContext, read

SHOWN = 100
NEWEST = (falling(CustomerInvoiceRow.issued_on), falling(CustomerInvoiceRow.invoice))
COLUMNS = columns(
    ("invoice", "Invoice"),
    ("customer_name", "Customer"),
    ("status", "Status", "status"),
    ("order", "Order"),
    ("issued_on", "Issued", "date"),
    ("due_on", "Due", "date"),
    ("gross", "Amount", "money", "currency"),
    ("open_amount", "Open", "money", "currency"),
)


class ListedCustomerInvoice(Message):
    """An invoice as a list shows it."""

    invoice: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    order: Public[str]
    status: Internal[str]
    issued_on: Internal[date | None]
    due_on: Internal[date | None]
    gross: Internal[Decimal]
    open_amount: Internal[Decimal]
    dunning_level: Internal[int]
    currency: Public[str]


class SoldLine(Message):
    """A line of one invoice."""

    position: Public[int]
    product: Public[str]
    description: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    net_amount: Internal[Decimal]
    tax_rate: Internal[Decimal]
    currency: Public[str]


def listed_invoice(row: CustomerInvoiceRow) -> ListedCustomerInvoice:
    shown = {name: getattr(row, name) for name in ListedCustomerInvoice.model_fields}
    return ListedCustomerInvoice(**shown)


def staged(status: str | None, today: date) -> tuple[bool, ...]:
    match status:
        case None:
            return ()
        case "open":
            return (among(CustomerInvoiceRow.status, OPEN),)
        case "overdue":
            return late(today)
        case stage:
            return (CustomerInvoiceRow.status == stage,)


def late(today: date) -> tuple[bool, ...]:
    due: Any = CustomerInvoiceRow.due_on
    return (among(CustomerInvoiceRow.status, OPEN), due < today)


@read(
    title="Customer invoices",
    audience="both",
    own=(
        "my invoices [{period}]",
        "my {status} invoices [{period}]",
        "our invoices [{period}]",
        "show my invoices",
        "which of my invoices are {status}",
    ),
    says=(
        "list customer invoices [to {customer}] [{period}]",
        "which customer invoices are {status}",
        "list {status} customer invoices [to {customer}] [{period}]",
        "{status} invoices to {customer} [{period}]",
        "{status} customer invoices [{period}]",
        "{status} sales invoices [{period}]",
        "invoices to {customer} [{period}]",
        "show the invoices to {customer} [{period}]",
        "our invoices to {customer} [{period}]",
        "which invoices did we send to {customer} [{period}]",
        "what have we billed {customer} [{period}]",
        "which customers have not paid",
        "who has not paid @ status=open",
        "who did not pay @ status=open",
        "which customers have not paid yet @ status=open",
        "how many invoices did we write [{period}]",
        "how many invoices did we send [{period}]",
        "which invoices did we write [{period}]",
        "how many customer invoices are {status}",
        "sales invoices [{period}]",
        "overdue invoices of customers @ status=overdue",
    ),
)
async def list_customer_invoices(
    ctx: ToolContext,
    status: Status | None = None,
    customer: Customer | None = None,
    period: Period | None = None,
) -> Reply[ListedCustomerInvoice]:
    """List invoices to customers, newest first, with what they come to and what is open."""
    who = await customer_or_none(ctx, customer)
    conditions = (
        *staged(status, ctx.today),
        who is None or CustomerInvoiceRow.customer == who.customer,
        *periods.within(CustomerInvoiceRow.issued_on, period),
    )
    page = await ctx.rows(customer_invoices.where(*conditions, order_by=NEWEST, limit=SHOWN))
    totals = await totals_of(ctx, conditions)
    kind = f"{status.replace('_', ' ')} customer invoice" if status else "customer invoice"
    to = f" to {who.name}" if who else ""
    when = f" {periods.spoken(period)}" if period else ""
    over = f", over {totals['gross']}; {totals['open_amount']} of it is open"
    verb = "is" if page.total == 1 else "are"
    rest = over if page.total else ""
    return table(
        ctx,
        f"There {verb} {counted(page.total, kind)}{to}{when}{rest}.",
        page,
        map(listed_invoice, page.rows),
        COLUMNS,
        noun="customer invoice",
        query=asked(
            "customer invoices",
            status=status,
            customer=who.name if who else None,
            days=periods.spoken(period),
        ),
        streams=[customer_invoice.stream(row.invoice) for row in page.rows],
        totals=totals,
    )


async def totals_of(ctx: ToolContext, conditions: tuple[bool, ...]) -> dict[str, str]:
    """What all these invoices come to, and what of it is open, in each currency."""
    found = await by_currency(
        ctx,
        customer_invoices,
        conditions,
        measure("gross", "sum", CustomerInvoiceRow.gross),
        measure("open", "sum", CustomerInvoiceRow.open_amount),
    )
    return {
        "gross": sums(found, "gross", ctx.currency),
        "open_amount": sums(found, "open", ctx.currency),
    }


@read(
    title="One customer invoice",
    audience="both",
    own=(
        "my invoice {invoice}",
        "show my invoice {invoice}",
    ),
    says=(
        "show {invoice}",
        "{invoice}",
        "what is on {invoice}",
        "is {invoice} paid",
        "has {invoice} been paid",
        "how much of {invoice} is open",
        "what is open on {invoice}",
        "when is {invoice} due",
        "details of {invoice}",
        "status of {invoice}",
        "tell me about {invoice}",
    ),
)
async def show_customer_invoice(ctx: ToolContext, invoice: Invoice) -> Reply[SoldLine]:
    """Show one invoice to a customer: its lines, its tax, what was paid and credited of it."""
    row = await invoice_numbered(ctx, invoice)
    lines = customer_invoice_lines.where(
        CustomerInvoiceLineRow.invoice == row.invoice,
        order_by=(CustomerInvoiceLineRow.position,),
        limit=SHOWN,
    )
    paid = payment_allocations.where(PaymentAllocationRow.invoice == row.invoice, limit=SHOWN)
    page, payments = await ctx.many([lines, paid])
    names = SoldLine.model_fields
    return table(
        ctx,
        introduction(row, payments, ctx.today),
        page,
        (SoldLine(**{name: getattr(line, name) for name in names}) for line in page.rows),
        columns(
            ("position", "Line", "number"),
            ("description", "What"),
            ("quantity", "Quantity", "quantity", "unit"),
            ("price", "Price", "price", "currency"),
            ("net_amount", "Net", "money", "currency"),
            ("tax_rate", "Tax %", "number"),
        ),
        noun="line",
        query=asked("customer invoices", invoice=row.invoice),
        streams=[customer_invoice.stream(row.invoice)],
        totals={"net_amount": money(row.net, row.currency)},
    )


def introduction(row: CustomerInvoiceRow, payments: Page[PaymentAllocationRow], today: date) -> str:
    total, tax = money(row.gross, row.currency), money(row.tax, row.currency)
    order = f" for {row.order}" if row.order else ""
    parts = [f"{row.invoice} to {row.customer_name}{order} is over {total}, {tax} of it tax"]
    if row.status == "cancelled":
        return f"{parts[0]}; it is cancelled."
    by = listed([payment.payment for payment in payments.rows])
    if row.paid_amount:
        parts.append(f"{money(row.paid_amount, row.currency)} was paid with {by}")
    if row.credited_amount:
        parts.append(f"{money(row.credited_amount, row.currency)} was credited")
    parts.append(f"{money(row.open_amount, row.currency)} is open{since(row, today)}")
    return f"{'; '.join(parts)}."


def since(row: CustomerInvoiceRow, today: date) -> str:
    """When it is due, or for how long it has been, where something is open."""
    if not row.open_amount or row.due_on is None:
        return ""
    days = (today - row.due_on).days
    if days <= 0:
        return f", due on {day(row.due_on)}"
    times = f", reminded {number(row.dunning_level)} of 3 times" if row.dunning_level else ""
    return f", {counted(days, 'day')} late{times}"
