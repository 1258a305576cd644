"""Statements: what a customer has open with us, how late it is, and what it comes to."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from domain.customers.letter import Language
from domain.kernel import Refused, among
from domain.preview import DraftCard
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from tools.customers.letter_words import dated, money, name_of, worded
from tools.customers.mailing import Drafted, propose, recipient, today
from tools.customers.wording import WORDED_BY, Wording
from tools.resolve import CUSTOMERS, one
from tools.slots import Customer
from tools.toolkit import ToolContext, draft

MOST, CURRENCIES = 500, 20
ZERO = Decimal(0)
STEPS = (0, 30, 60, 90)
"""Days late at which a part of the account is told apart; what is later is the last part."""


@draft(
    title="Statement of account",
    edits=(WORDED_BY,),
    says=(
        "write the statement of account for {customer}",
        "draft the statement of account for {customer}",
        "mail the statement of account to {customer}",
        "email {customer} a statement of account",
        "mail {customer} a statement of account",
        "send {customer} a statement of account",
        "send {customer} a statement",
        "prepare a statement of account for {customer}",
        "let {customer} know how the account stands",
        "tell {customer} what is open on the account",
    ),
)
async def draft_statement(
    ctx: ToolContext, customer: Customer, wording: Wording | None = None
) -> DraftCard:
    """Draft the e-mail with a customer's open invoices, how late they are, and the balance."""
    who = await one(ctx, CUSTOMERS, customer)
    to = await recipient(ctx, who.customer, "statement")
    accounts, invoices = await standing(ctx, who.customer)
    if not accounts:
        reason = f"Not drafted. {who.name} has no account yet: nothing was billed or paid."
        raise Refused(reason, "no_account")
    of = to.language
    lines = [line(row, ctx.today, of) for row in invoices]
    nothing = f"{name_of('Nothing is open', of)}."
    listed = "\n".join(f"– {' · '.join(filter(None, cells))}" for cells in lines) or nothing
    balance = [f"{name_of('Balance', of)}: {owed(account, of)}" for account in accounts]
    subject, body = worded(
        to.kind,
        of,
        name=to.row.name,
        today=today(ctx, to),
        lines=listed if len(listed) < 4_000 else f"{listed[:4_000].rpartition(chr(10))[0]}\n– …",
        balance="\n".join(balance),
        sender=to.business,
    )
    paper = to.paper(
        f"{who.customer}-{ctx.today.isoformat()}",
        f"{name_of('Statement of account', of)} {today(ctx, to)}",
        (),
        ("Invoice", "Date", "Due", "Days late", "Open"),
        lines,
        tuple(sums(accounts, invoices, ctx.today, of)),
    )
    return await propose(ctx, Drafted(to, "", subject, body, paper), wording)


async def standing(
    ctx: ToolContext, customer: str
) -> tuple[Sequence[CustomerAccountRow], Sequence[CustomerInvoiceRow]]:
    """The accounts of a customer in each currency, and the invoices that are open."""
    mine = customer_accounts.where(CustomerAccountRow.customer == customer, limit=CURRENCIES)
    row = CustomerInvoiceRow
    open_ = customer_invoices.where(
        row.customer == customer,
        among(row.status, OPEN),
        order_by=(row.currency, row.due_on, row.invoice),
        limit=MOST,
    )
    accounts, invoices = await ctx.many([mine, open_])
    if invoices.truncated:
        reason = f"Not drafted. {customer} has more than {MOST} invoices open: write it by hand."
        raise Refused(reason, "too_many_lines")
    return accounts.rows, invoices.rows


def line(row: CustomerInvoiceRow, on: date, of: Language) -> tuple[str, ...]:
    days = (on - row.due_on).days if row.due_on else 0
    return (
        row.invoice,
        dated(row.issued_on, of),
        dated(row.due_on, of),
        str(days) if days > 0 else "",
        money(row.open_amount, row.currency, of),
    )


def owed(account: CustomerAccountRow, of: Language) -> str:
    return money(account.open_amount - account.unallocated_amount, account.currency, of)


def sums(
    accounts: Sequence[CustomerAccountRow],
    invoices: Sequence[CustomerInvoiceRow],
    on: date,
    of: Language,
) -> Iterator[tuple[str, str]]:
    """For each currency the parts by their age, what is open, what was paid, what remains."""
    for account in accounts:
        currency = account.currency
        for name, amount in aged(invoices, currency, on, of):
            yield name, money(amount, currency, of)
        yield name_of("Open", of), money(account.open_amount, currency, of)
        if account.unallocated_amount:
            paid = money(-account.unallocated_amount, currency, of)
            yield name_of("Paid, not allocated", of), paid
        yield name_of("Balance", of), owed(account, of)


def aged(
    invoices: Sequence[CustomerInvoiceRow], currency: str, on: date, of: Language
) -> Iterator[tuple[str, Decimal]]:
    """What is open in a currency, by how late it is; of empty parts nothing is said."""
    parts: dict[int, Decimal] = defaultdict(Decimal)
    for row in invoices:
        if row.currency == currency:
            days = (on - row.due_on).days if row.due_on else 0
            parts[sum(days > step for step in STEPS)] += row.open_amount
    late = name_of("days late", of)
    names = (name_of("Not due yet", of), f"1–30 {late}", f"31–60 {late}", f"61–90 {late}")
    for number, name in enumerate((*names, f"> 90 {late}")):
        if parts[number]:
            yield name, parts[number]
