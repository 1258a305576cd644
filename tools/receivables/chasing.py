"""Chasing: reminders of what is late, with the credit that a customer has."""

from dataclasses import replace

from domain.analysis.dunning import LAST, next_level
from domain.governance.proposal import Origin
from domain.kernel import Refused, Step
from domain.kernel.words import opening
from domain.preview import DraftCard
from domain.receivables.credit import SetCreditLimit, credit
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.invoice_events import REMINDERS, RemindCustomer, WithdrawReminder
from tools.customers.mailing import planned, recipient
from tools.customers.reminder_letters import reminding
from tools.customers.wording import WORDED_BY, Wording
from tools.drafting import money_of, on_day, origin
from tools.receivables.arguments import Customer, Invoice, Limit, SentOn
from tools.receivables.finding import currency_of, customer_called, first, invoice_numbered
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Payment reminder",
    edits=(Edit("sent_on", "Sent on", "date"), WORDED_BY),
    says=(
        "remind {customer} of {invoice}",
        "remind the customer of {invoice}",
        "send a reminder for {invoice}",
        "send the next reminder for {invoice}",
        "payment reminder for {invoice}",
        "dun {invoice}",
        "chase {invoice}",
        "next reminder for {invoice}",
    ),
)
async def draft_payment_reminder(
    ctx: ToolContext,
    invoice: Invoice,
    customer: Customer | None = None,
    sent_on: SentOn | None = None,
    wording: Wording | None = None,
) -> DraftCard:
    """Draft the next reminder of a late invoice, the first to the last, with its e-mail.

    Without the e-mail where the customer cannot be written to, or it was sent on another day.
    """
    row = await invoice_numbered(ctx, invoice)
    if customer is not None and (await customer_called(ctx, customer)).customer != row.customer:
        reason = f"Not drafted. {row.invoice} is to {row.customer_name}."
        raise Refused(reason, "other_customer")
    on, today = on_day("sent_on", sent_on, ctx.today)
    level = min(row.dunning_level + 1, LAST)
    early = bool(row.open_amount and row.due_on and on > row.due_on and not next_level(row, on))
    because = "It is earlier than reminders usually go out." if early else ""
    step = Step(customer_invoice.stream(row.invoice), RemindCustomer(level=level, sent_on=on))
    plan = Plan(
        steps=(step,),
        title=f"{opening(REMINDERS[level])} of {row.invoice} to {row.customer_name}",
        kind="Payment reminder",
        because=because,
        origins=(*today, origin("level", level, f"{row.dunning_level} were sent")),
    )
    if on == ctx.today:
        plan = await lettered(ctx, plan, row, level, wording)
    return await ctx.propose(plan)


async def lettered(
    ctx: ToolContext, plan: Plan, row: CustomerInvoiceRow, level: int, wording: Wording | None
) -> Plan:
    """The reminder with the letter that brings it, so that one signature is for both."""
    if row.open_amount <= 0 or level <= row.dunning_level:
        return plan  # It will be refused: nobody is written to about it.
    try:
        to = await recipient(ctx, row.customer, "reminder")
    except Refused as unwritten:
        why = str(unwritten).removeprefix("Not drafted. ")
        return replace(plan, because=f"{plan.because} No e-mail leaves: {why}".strip())
    letter = await planned(ctx, await reminding(ctx, to, row, level), wording)
    return replace(
        plan,
        steps=(*plan.steps, *letter.steps),
        because=" ".join(filter(None, (plan.because, letter.because))),
        origins=(*plan.origins, *letter.origins),
    )


@draft(
    title="Reminder withdrawal",
    says=(
        "withdraw the reminder for {invoice}",
        "withdraw the last reminder for {invoice}",
        "take back the reminder of {invoice}",
        "undo the reminder for {invoice}",
        "cancel the reminder for {invoice}",
        "the reminder for {invoice} was not sent",
        "the reminder for {invoice} was a mistake",
        "lower the dunning level of {invoice}",
    ),
)
async def draft_reminder_withdrawal(ctx: ToolContext, invoice: Invoice) -> DraftCard:
    """Draft that the newest reminder of an invoice is withdrawn, as if it was never sent."""
    row = await invoice_numbered(ctx, invoice)
    command = WithdrawReminder(level=row.dunning_level or 1)
    plan = Plan(
        steps=(Step(customer_invoice.stream(row.invoice), command),),
        title=f"Withdraw the {REMINDERS[row.dunning_level or 1]} of {row.invoice}",
        kind="Reminder withdrawal",
    )
    return await ctx.propose(plan)


@draft(
    title="Credit limit",
    edits=(Edit("limit", "Limit", "money"),),
    says=(
        "set the credit limit of {customer} to {limit}",
        "credit limit of {customer} to {limit}",
        "credit limit of {limit} for {customer}",
        "give {customer} a credit limit of {limit}",
        "raise the credit limit of {customer} to {limit}",
        "lower the credit limit of {customer} to {limit}",
        "change the credit limit of {customer} to {limit}",
        "{customer} may owe us up to {limit}",
        "{customer} gets a credit limit of {limit}",
    ),
)
async def draft_credit_limit(ctx: ToolContext, customer: Customer, limit: Limit) -> DraftCard:
    """Draft up to how much a customer may owe us; always signed by another hand."""
    who = await customer_called(ctx, customer)
    amount, usual = money_of("limit", limit, currency_of(ctx, who), who.name)
    line = SetCreditLimit(customer=who.customer, customer_name=who.name, limit=amount)
    before: tuple[Origin, ...] = ()
    account = await first(
        ctx,
        customer_accounts,
        CustomerAccountRow.customer == who.customer,
        CustomerAccountRow.currency == amount.currency,
    )
    if account and account.credit_limit is not None:
        text = f"{account.credit_limit:,} {account.currency}"
        before = (origin("limit before", text, f"account of {who.name}"),)
    plan = Plan(
        steps=(Step(credit.stream(who.customer), line),),
        title=f"Credit limit of {who.name}: {amount}",
        kind="Credit limit",
        origins=(*usual, *before),
    )
    return await ctx.propose(plan)
