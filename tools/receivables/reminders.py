"""Reminders: which late invoices a customer should be reminded of now."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.dunning import BETWEEN, GRACE, LAST, next_level
from domain.kernel import Internal, Message, Public, among
from domain.kernel.words import counted
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from tools.reply import Reply, asked, columns, counting
from tools.toolkit import ToolContext, read

SHOWN = 100
DAY = timedelta(days=1)


class ToRemind(Message):
    """A late invoice with the reminder that is due."""

    invoice: Public[str]
    customer_name: Internal[str]
    due_on: Internal[date | None]
    days_late: Internal[int]
    open_amount: Internal[Decimal]
    reminded_on: Internal[date | None]
    level: Internal[int]
    currency: Public[str]


@read(
    title="Reminders due",
    says=(
        "which invoices need a reminder",
        "which reminders are due",
        "reminders due",
        "whom do we have to remind",
        "which customers should be reminded",
        "what should we chase",
        "list the reminders that are due",
        "payment reminders due",
        "dunning list",
        "dunning proposals",
        "who has to be reminded",
        "who needs a reminder",
    ),
)
async def list_reminders_due(ctx: ToolContext) -> Reply[ToRemind]:
    """List late invoices whose next reminder is due: a week late, then every fortnight."""
    due: Any = CustomerInvoiceRow.due_on
    sent: Any = CustomerInvoiceRow.reminded_on
    open_ = among(CustomerInvoiceRow.status, OPEN)
    level = CustomerInvoiceRow.dunning_level
    order = (CustomerInvoiceRow.due_on, CustomerInvoiceRow.invoice)
    first = (open_, level == 0, due < ctx.today - GRACE + DAY)
    later = (open_, among(level, (1, 2)), sent < ctx.today - BETWEEN + DAY)
    pages = await ctx.many(
        [customer_invoices.where(*each, order_by=order, limit=SHOWN) for each in (first, later)]
    )
    rows = sorted((row for page in pages for row in page.rows), key=lambda row: row.due_on)
    total = sum(page.total for page in pages)
    verb = "is" if total == 1 else "are"
    return Reply(
        headline=f"There {verb} {counted(total, 'invoice')} with a reminder due, of {LAST} each.",
        rows=tuple(to_remind(row, ctx.today) for row in rows),
        columns=columns(
            ("invoice", "Invoice"),
            ("customer_name", "Customer"),
            ("days_late", "Late", "days"),
            ("open_amount", "Open", "money", "currency"),
            ("reminded_on", "Reminded", "date"),
            ("level", "Next reminder", "number"),
        ),
        total_rows=total,
        truncated=any(page.truncated for page in pages),
        note=counting(ctx, total, "open invoice", len(rows)),
        query=asked("customer invoices", reminder="due"),
        streams=tuple(customer_invoice.stream(row.invoice) for row in rows[:20]),
    )


def to_remind(row: CustomerInvoiceRow, today: date) -> ToRemind:
    names = ToRemind.model_fields.keys() - {"days_late", "level"}
    late_by = (today - row.due_on).days if row.due_on else 0
    shared = {name: getattr(row, name) for name in names}
    return ToRemind(**shared, days_late=late_by, level=next_level(row, today))
