"""Reminder letters: what a reminder of an invoice says on each level, with the invoice as paper."""

from domain.customers.letter import STUCK, LetterKind
from domain.customers.messages import MessageRow, messages
from domain.customers.paper import Paper
from domain.kernel import among
from domain.kernel.wording import quantity
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.invoice import taxes_of
from domain.receivables.invoice_events import CustomerInvoiceIssued
from tools.customers.letter_words import dated, figure, money, name_of, worded
from tools.customers.mailing import Drafted, Recipient
from tools.toolkit import ToolContext

LAST = 3


async def reminding(
    ctx: ToolContext, to: Recipient, row: CustomerInvoiceRow, level: int
) -> Drafted:
    subject, body = worded(
        f"reminder_{level}",
        to.language,
        about=row.invoice,
        name=to.row.name,
        due=dated(row.due_on, to.language),
        open=money(row.open_amount, row.currency, to.language),
        sender=to.business,
    )
    return Drafted(to, row.invoice, subject, body, await billed(ctx, to, row))


async def lettered(ctx: ToolContext, invoice: str) -> int:
    """How many reminder letters of an invoice were released, and not withdrawn."""
    kind: LetterKind = "reminder"
    gone = ("waiting", "sending", "deferred", "sent", *STUCK)
    page = await ctx.rows(
        messages.where(
            MessageRow.about == invoice,
            MessageRow.kind == kind,
            among(MessageRow.status, gone),
            limit=LAST,
        )
    )
    return page.total


async def billed(ctx: ToolContext, to: Recipient, row: CustomerInvoiceRow) -> Paper:
    """The invoice as it was issued, line for line, with the tax of each rate."""
    history = await ctx.history(customer_invoice.stream(row.invoice))
    *_, bill = [f.event for f in history if isinstance(f.event, CustomerInvoiceIssued)]
    of, currency = to.language, bill.currency
    sums = [(name_of("Net", of), money(bill.net, currency, of))]
    sums += [
        (f"{name_of('Tax', of)} {figure(share.rate, of)} %", money(share.tax, currency, of))
        for share in taxes_of(bill.lines, currency)
    ]
    sums.append((name_of("Total", of), money(bill.gross, currency, of)))
    return to.paper(
        bill.invoice,
        f"{name_of('Invoice', of)} {bill.invoice}",
        (
            ("Date", dated(bill.issued_on, of)),
            ("Order", bill.order),
            ("Due", dated(bill.due_on, of)),
        ),
        ("Item", "Quantity", "Price", "Net"),
        [
            (
                line.description,
                quantity(line.quantity.amount, line.quantity.unit),
                f"{figure(line.price, of)} {currency}",
                money(line.net(currency), currency, of),
            )
            for line in bill.lines
        ],
        sums,
    )
