"""All reminders: every reminder that is due, each as a draft of its own for one signature round."""

from domain.agents.reminding import remind
from domain.analysis.dunning import next_level
from domain.kernel import among
from domain.kernel.words import opening
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.invoice_events import REMINDERS
from tools.customers.reachable import unreachable
from tools.errands import LOOKED_AT, WAITS, Due, Errand, ToDraft, looked, to_draft, waiting
from tools.reply import asked
from tools.toolkit import ToolContext, read

TOOL, KIND = "draft_payment_reminder", "Payment reminder"


@read(
    title="All reminders due",
    says=(
        "send all reminders that are due",
        "send all reminders",
        "send all due reminders",
        "send the reminders that are due",
        "send out the reminders",
        "draft all reminders that are due",
        "draft the reminders",
        "write all reminders",
        "prepare the reminders that are due",
        "remind everybody who is late",
        "remind everyone who has not paid",
        "remind all late customers",
        "chase everybody who is late",
        "chase all overdue invoices",
        "dun everybody who is late",
    ),
)
async def reminders_to_draft(ctx: ToolContext) -> ToDraft:
    """Gather every reminder that is due, to be drafted one by one with draft_payment_reminder.

    Left out: what waits for a signature already, and who cannot be written to. Nothing is sent.
    """
    found = await looked(ctx, remind(ctx.today))
    codes = [each.arguments["invoice"] for each in found[:LOOKED_AT]]
    row = CustomerInvoiceRow
    page = await ctx.rows(
        customer_invoices.where(among(row.invoice, codes), limit=max(1, len(codes)), counted=False)
    )
    rows = {each.invoice: each for each in page.rows}
    closed = await unreachable(ctx, [each.customer for each in page.rows], "accounts")
    drafted = await waiting(ctx, KIND)
    due = []
    for code in (code for code in codes if code in rows):
        stream, late = customer_invoice.stream(code), rows[code]
        what = opening(REMINDERS[next_level(late, ctx.today) or 1])
        told = {"customer": late.customer, "customer_name": late.customer_name, "what": what}
        left = WAITS if stream in drafted else closed.get(late.customer, "")
        errand = Errand(tool=TOOL, about=code, arguments={"invoice": code, "wording": "template"})
        due.append((Due(about=code, left=left, **told), errand))
    more = len(found) - len(codes)
    query = asked("customer invoices", reminder="due")
    return to_draft(ctx, "reminder", due, more, query)
