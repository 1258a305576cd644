"""Crediting: a credit note on an invoice to a customer, the cancellation of one."""

from domain.governance.proposal import Origin
from domain.kernel import Step
from domain.kernel.wording import money
from domain.preview import DraftCard
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.invoice_events import CancelCreditNote, IssueCreditNote
from tools.drafting import REASON, money_of, on_day, origin, reason_of
from tools.receivables.arguments import Amount, CreditNote, Invoice, IssuedOn
from tools.receivables.finding import credit_note_numbered, invoice_numbered
from tools.slots import Reason
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Credit note",
    edits=(Edit("amount", "Amount with tax", "money"), REASON),
    says=(
        "credit {invoice} [because {reason}]",
        "credit {amount} of {invoice} [because {reason}]",
        "credit {amount} on {invoice} [because {reason}]",
        "credit note for {invoice} [over {amount}] [because {reason}]",
        "write a credit note for {invoice} [over {amount}] [because {reason}]",
        "issue a credit note over {amount} for {invoice} [because {reason}]",
        "refund {amount} of {invoice} [because {reason}]",
        "give {amount} back on {invoice} [because {reason}]",
        "take {amount} off {invoice} [because {reason}]",
    ),
)
async def draft_customer_credit(
    ctx: ToolContext,
    invoice: Invoice,
    amount: Amount | None = None,
    reason: Reason | None = None,
    issued_on: IssuedOn | None = None,
) -> DraftCard:
    """Draft a credit note on an invoice, of a part of what is open or of all of it, tax included.

    What was paid is not credited before its payment is released.
    """
    row = await invoice_numbered(ctx, invoice)
    why, unsaid = reason_of(reason)
    written, today = on_day("issued_on", issued_on, ctx.today)
    if amount is None:
        worth, currency = row.open_amount, row.currency
        shown = money(worth, currency)
        usual: tuple[Origin, ...] = (origin("amount", shown, f"what is open of {row.invoice}"),)
    else:
        given, usual = money_of("amount", amount, row.currency, row.invoice)
        worth, currency = given.amount, given.currency
    number = f"CN-{await ctx.number('credit_note')}"
    command = IssueCreditNote(
        credit_note=number, amount=worth, currency=currency, issued_on=written, reason=why
    )
    plan = Plan(
        steps=(Step(customer_invoice.stream(row.invoice), command),),
        title=f"Credit {money(worth, currency)} of {row.invoice} to {row.customer_name}",
        kind="Credit note",
        origins=(*usual, *today, *unsaid),
    )
    return await ctx.propose(plan)


@draft(
    title="Credit note cancellation",
    says=(
        "cancel credit note {credit_note}",
        "cancel {credit_note}",
        "withdraw {credit_note}",
        "take back credit note {credit_note}",
        "take {credit_note} back",
        "void {credit_note}",
        "revoke {credit_note}",
        "strike {credit_note}",
    ),
)
async def draft_customer_credit_cancellation(
    ctx: ToolContext, credit_note: CreditNote
) -> DraftCard:
    """Draft the cancellation of a credit note: its invoice is owed as much more again."""
    note = await credit_note_numbered(ctx, credit_note)
    plan = Plan(
        steps=(
            Step(
                customer_invoice.stream(note.invoice),
                CancelCreditNote(credit_note=note.credit_note),
            ),
        ),
        title=f"Cancel {note.credit_note} to {note.customer_name}",
        kind="Credit note cancellation",
    )
    return await ctx.propose(plan)
