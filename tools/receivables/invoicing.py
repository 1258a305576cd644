"""Invoicing: a new invoice to a customer, the cancellation of one."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.governance.proposal import Origin
from domain.kernel import Quantity, Step, falling
from domain.kernel.wording import money
from domain.kernel.words import counted, day
from domain.preview import DraftCard
from domain.receivables.customer_accounts import CustomerAccountRow
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoice_lines import (
    CustomerInvoiceLineRow,
    customer_invoice_lines,
)
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.invoice import SoldLine, sums_of
from domain.receivables.invoice_events import (
    CancelCustomerInvoice,
    IssueCustomerInvoice,
)
from tools.drafting import REASON, money_of, on_day, origin, reason_of
from tools.readings import Said
from tools.receivables.arguments import (
    Customer,
    Invoice,
    IssuedOn,
    Lines,
    Net,
    PayBy,
    SalesOrder,
    TaxRate,
    What,
)
from tools.receivables.finding import customer_called, invoice_numbered
from tools.resolve import missing
from tools.slots import Reason
from tools.toolkit import Edit, Plan, ToolContext, draft

TERM = 30


@draft(
    title="Customer invoice",
    edits=(
        Edit("amount", "Net amount", "money"),
        Edit("tax_rate", "Tax rate", "number"),
        Edit("what", "For what", "text"),
        Edit("issued_on", "Issued on", "date"),
        Edit("due_on", "Due on", "date"),
    ),
    says=(
        "bill {customer} {amount} [for {order}]",
        "bill {customer} for {amount}",
        "bill {order} to {customer} over {amount}",
        "write {customer} an invoice over {amount} [for {order}]",
        "write an invoice to {customer} over {amount} [for {order}]",
        "issue an invoice to {customer} over {amount} [for {order}]",
        "draft an invoice to {customer} for {amount}",
        "new invoice to {customer} over {amount} [for {order}]",
        "charge {customer} {amount} [for {order}]",
    ),
)
async def draft_customer_invoice(
    ctx: ToolContext,
    customer: Customer,
    amount: Net | None = None,
    order: SalesOrder | None = None,
    what: What | None = None,
    tax_rate: TaxRate | None = None,
    issued_on: IssuedOn | None = None,
    due_on: PayBy | None = None,
    lines: Lines = (),
) -> DraftCard:
    """Draft an invoice to a customer: one amount without tax, or lines with their tax rates.

    Without a tax rate, that of the customer's last invoice is taken, and shown.
    """
    who = await customer_called(ctx, customer)
    written, today = on_day("issued_on", issued_on, ctx.today)
    payable = due_on or written + timedelta(days=TERM)
    usual = () if due_on else (origin("due_on", day(payable), f"{TERM} days", "default"),)
    billed = await billed_lines(ctx, who, amount, what, tax_rate, lines, order)
    number = f"INV-{await ctx.number(customer_invoice.name)}"
    command = IssueCustomerInvoice(
        invoice=number,
        customer=who.customer,
        customer_name=who.customer_name,
        currency=billed.currency,
        order=order or "",
        issued_on=written,
        due_on=payable,
        lines=billed.lines,
    )
    total = money(sums_of(billed.lines, billed.currency).gross, billed.currency)
    plan = Plan(
        steps=(Step(customer_invoice.stream(number), command),),
        title=f"Issue {number} to {who.customer_name} over {total}",
        kind="Customer invoice",
        origins=(*today, *usual, *billed.origins),
    )
    return await ctx.propose(plan)


class Billed:
    """The lines of an invoice in one currency, and where their values came from."""

    def __init__(self, lines: tuple[SoldLine, ...], currency: str, *origins: Origin) -> None:
        self.lines, self.currency, self.origins = lines, currency, origins


async def billed_lines(
    ctx: ToolContext,
    who: CustomerAccountRow,
    amount: Said | None,
    what: str | None,
    tax_rate: Decimal | None,
    lines: Sequence[SoldLine],
    order: str | None,
) -> Billed:
    if lines:
        told = origin("lines", counted(len(lines), "line"), "typed", "typed")
        return Billed(tuple(lines), who.currency, told)
    if amount is None:
        reason = "Not drafted. It needs an amount without tax, or lines."
        raise missing("amount", "Over how much without tax?", reason)
    net, usual = money_of("amount", amount, who.currency, who.customer_name)
    rate, rated = (tax_rate, ()) if tax_rate is not None else await last_rate(ctx, who)
    line: dict[str, Any] = {
        "position": 1,
        "description": what or (f"Goods of {order}" if order else "Goods and services"),
        "quantity": Quantity(amount=Decimal(1)),
        "price": net.amount,
        "tax_rate": rate,
    }
    return Billed((SoldLine(**line),), net.currency, *usual, *rated)


async def last_rate(
    ctx: ToolContext, who: CustomerAccountRow
) -> tuple[Decimal, tuple[Origin, ...]]:
    """The rate that the customer was last billed at; a rate is never guessed."""
    asked = customer_invoice_lines.where(
        CustomerInvoiceLineRow.customer == who.customer,
        order_by=(falling(CustomerInvoiceLineRow.issued_on), CustomerInvoiceLineRow.invoice),
        limit=1,
        counted=False,
    )
    last = (await ctx.rows(asked)).first
    if last is None:
        reason = f"Not drafted. {who.customer_name} was never billed: say at which tax rate."
        raise missing("tax_rate", "At which tax rate?", reason)
    return last.tax_rate, (origin("tax_rate", last.tax_rate, f"{last.invoice}, the last"),)


@draft(
    title="Customer invoice cancellation",
    edits=(REASON,),
    says=(
        "cancel {invoice} [because {reason}]",
        "void {invoice} [because {reason}]",
        "annul {invoice} [because {reason}]",
        "take {invoice} back [because {reason}]",
        "call {invoice} off [because {reason}]",
        "revoke {invoice} [because {reason}]",
        "strike {invoice} [because {reason}]",
        "we should not have issued {invoice}",
    ),
)
async def draft_customer_invoice_cancellation(
    ctx: ToolContext, invoice: Invoice, reason: Reason | None = None
) -> DraftCard:
    """Draft the cancellation of an invoice of which nothing was paid or credited."""
    row = await invoice_numbered(ctx, invoice)
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(customer_invoice.stream(row.invoice), CancelCustomerInvoice(reason=why)),),
        title=f"Cancel {title_of(row)}",
        kind="Customer invoice cancellation",
        origins=origins,
    )
    return await ctx.propose(plan)


def title_of(row: CustomerInvoiceRow) -> str:
    return f"{row.invoice} to {row.customer_name}"
