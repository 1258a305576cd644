"""Credit notes: what was taken back from invoices to customers, all of it or one by its number."""

from datetime import date
from decimal import Decimal

from domain.kernel import Internal, Message, Public, falling, measure
from domain.kernel.wording import money
from domain.kernel.words import counted, day, ended
from domain.receivables.credit_notes import CreditNoteRow, credit_notes
from domain.receivables.customer_invoice import customer_invoice
from tools import periods
from tools.amounts import by_currency, sums
from tools.receivables.arguments import CreditNote, Customer, Invoice
from tools.receivables.finding import credit_note_numbered, customer_or_none, invoice_numbered
from tools.reply import Reply, asked, columns, counting, table
from tools.slots import Period
from tools.toolkit import ToolContext, read

SHOWN = 100
NEWEST = (falling(CreditNoteRow.issued_on), falling(CreditNoteRow.credit_note))
COLUMNS = columns(
    ("credit_note", "Credit note"),
    ("customer_name", "Customer"),
    ("invoice", "Invoice"),
    ("issued_on", "Issued", "date"),
    ("amount", "Amount", "money", "currency"),
    ("tax", "Of it tax", "money", "currency"),
    ("reason", "Reason"),
)


class ListedCreditNote(Message):
    """A credit note as a list shows it."""

    credit_note: Public[str]
    invoice: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    issued_on: Internal[date]
    reason: Internal[str]
    net: Internal[Decimal]
    tax: Internal[Decimal]
    amount: Internal[Decimal]
    currency: Public[str]


def listed_note(row: CreditNoteRow) -> ListedCreditNote:
    return ListedCreditNote(**{name: getattr(row, name) for name in ListedCreditNote.model_fields})


@read(
    title="Credit notes",
    says=(
        "credit notes [{period}]",
        "list credit notes [{period}]",
        "show the credit notes [{period}]",
        "list all credit notes",
        "credit notes to {customer} [{period}]",
        "credit notes for {customer} [{period}]",
        "list the credit notes to {customer} [{period}]",
        "which credit notes are there [{period}]",
        "which credit notes did we write [{period}]",
        "which credit notes does {customer} have",
        "what have we credited {customer} [{period}]",
        "what did we credit [{period}]",
        "how much did we credit [{period}]",
        "how much did we credit {customer} [{period}]",
        "how many credit notes are there [{period}]",
        "which credit notes are on {invoice}",
        "what was credited on {invoice}",
    ),
)
async def list_credit_notes(
    ctx: ToolContext,
    customer: Customer | None = None,
    invoice: Invoice | None = None,
    period: Period | None = None,
) -> Reply[ListedCreditNote]:
    """List the credit notes to customers that count, the newest first, with what they come to."""
    who, row = await customer_or_none(ctx, customer), CreditNoteRow
    of = await invoice_numbered(ctx, invoice) if invoice else None
    conditions = (
        who is None or row.customer == who.customer,
        of is None or row.invoice == of.invoice,
        *periods.within(row.issued_on, period),
    )
    page = await ctx.rows(credit_notes.where(*conditions, order_by=NEWEST, limit=SHOWN))
    found = await by_currency(ctx, credit_notes, conditions, measure("amount", "sum", row.amount))
    whole = sums(found, "amount", ctx.currency)
    verb, over = "is" if page.total == 1 else "are", f", over {whole}" if page.total else ""
    to = f" to {who.name}" if who else ""
    on = f" on {of.invoice}" if of else ""
    when = f" {periods.spoken(period)}" if period else ""
    return table(
        ctx,
        f"There {verb} {counted(page.total, 'credit note')}{to}{on}{when}{over}.",
        page,
        map(listed_note, page.rows),
        COLUMNS,
        noun="credit note",
        query=asked("credit notes", customer=who, invoice=invoice, days=periods.spoken(period)),
        streams=[customer_invoice.stream(each.invoice) for each in page.rows],
        totals={"amount": whole},
    )


@read(
    title="Credit note",
    says=(
        "{credit_note}",
        "show {credit_note}",
        "show credit note {credit_note}",
        "what is {credit_note} for",
        "what is on {credit_note}",
        "details of {credit_note}",
        "tell me about {credit_note}",
        "how much is {credit_note}",
        "why did we write {credit_note}",
        "which invoice is {credit_note} on",
        "look up {credit_note}",
        "open {credit_note}",
    ),
)
async def show_credit_note(ctx: ToolContext, credit_note: CreditNote) -> Reply[ListedCreditNote]:
    """Show one credit note: of which invoice it takes back how much, when and why."""
    row = await credit_note_numbered(ctx, credit_note)
    whole, tax = money(row.amount, row.currency), money(row.tax, row.currency)
    return Reply(
        headline=f"{row.credit_note} takes {whole} back from {row.invoice} to "
        f"{row.customer_name}, {tax} of it tax, on {day(row.issued_on)}: {ended(row.reason)}.",
        rows=(listed_note(row),),
        columns=COLUMNS,
        total_rows=1,
        totals={"amount": whole},
        note=counting(ctx, 1, "credit note"),
        query=asked("credit notes", number=row.credit_note),
        streams=(customer_invoice.stream(row.invoice),),
    )
