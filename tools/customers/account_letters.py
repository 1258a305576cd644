"""Account letters: an invoice, a reminder of one, a statement of all that is open."""

from domain.kernel import Refused, Step
from domain.preview import DraftCard
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.invoice_events import RemindCustomer
from tools.customers.letter_words import dated, money, worded
from tools.customers.mailing import Drafted, on, propose, recipient
from tools.customers.reminder_letters import LAST, billed, lettered, reminding
from tools.customers.wording import WORDED_BY, Wording
from tools.drafting import origin
from tools.receivables.arguments import Invoice
from tools.receivables.finding import invoice_numbered
from tools.toolkit import ToolContext, draft


@draft(
    title="Invoice letter",
    edits=(WORDED_BY,),
    says=(
        "email {invoice} to the customer",
        "send {invoice} to the customer by email",
        "mail {invoice} to the customer",
        "write the letter for {invoice}",
        "draft the letter with {invoice}",
        "letter with {invoice}",
        "let the customer have {invoice} by email",
        "email the invoice {invoice}",
        "email a copy of {invoice}",
    ),
)
async def draft_invoice_letter(
    ctx: ToolContext, invoice: Invoice, wording: Wording | None = None
) -> DraftCard:
    """Draft the e-mail that brings an invoice, which is attached as a PDF."""
    row = await invoice_numbered(ctx, invoice)
    must_claim(row, "there is nothing to send", "cancelled")
    to = await recipient(ctx, row.customer, "invoice")
    subject, body = worded(
        to.kind,
        to.language,
        about=row.invoice,
        name=to.row.name,
        total=money(row.gross, row.currency, to.language),
        tax=money(row.tax, row.currency, to.language),
        due=dated(row.due_on, to.language),
        sender=to.business,
    )
    paper = await billed(ctx, to, row)
    return await propose(ctx, Drafted(to, row.invoice, subject, body, paper), wording)


@draft(
    title="Reminder letter",
    edits=(WORDED_BY,),
    says=(
        "write the reminder letter for {invoice}",
        "draft the reminder letter for {invoice}",
        "reminder letter for {invoice}",
        "email the reminder letter for {invoice}",
        "mail the reminder letter of {invoice}",
        "dunning letter for {invoice}",
        "write the dunning letter for {invoice}",
        "the next reminder letter of {invoice}",
    ),
)
async def draft_reminder_letter(
    ctx: ToolContext, invoice: Invoice, wording: Wording | None = None
) -> DraftCard:
    """Draft the next reminder of an invoice with its e-mail; one signature is for both.

    Where a reminder is on record of which no letter was written, the letter is written for that.
    """
    row = await invoice_numbered(ctx, invoice)
    must_claim(row, "nothing of it is open", "cancelled", "paid", "credited")
    to = await recipient(ctx, row.customer, "reminder")
    level = await lettered(ctx, row.invoice) + 1
    before: tuple[Step, ...] = ()
    if level > row.dunning_level:
        level = row.dunning_level + 1
        if level > LAST:
            reason = f"Not drafted. {row.invoice} has had its last reminder: call, or decide."
            raise Refused(reason, "last_reminder")
        command = RemindCustomer(level=level, sent_on=ctx.today)
        before = (Step(customer_invoice.stream(row.invoice), command),)
    drafted = await reminding(ctx, to, row, level)
    why = origin("level", level, f"{row.dunning_level} reminders are on record")
    return await propose(ctx, on(drafted, *before, origins=(why,)), wording)


def must_claim(row: CustomerInvoiceRow, so: str, *statuses: str) -> None:
    if row.status in statuses:
        status = row.status.replace("_", " ")
        raise Refused(f"Not drafted. {row.invoice} is {status}: {so}.", f"invoice_{row.status}")
