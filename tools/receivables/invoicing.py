"""Invoicing: a new invoice to a customer, the cancellation of one."""

from domain.governance.proposal import Origin
from domain.kernel import Step
from domain.kernel.wording import money
from domain.preview import DraftCard
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.invoice import sums_of
from domain.receivables.invoice_events import (
    CancelCustomerInvoice,
    IssueCustomerInvoice,
)
from tools.drafting import REASON, on_day, reason_of
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
from tools.receivables.billing import billed_lines, debtor, pay_by, sale, shipped_lines
from tools.receivables.finding import invoice_numbered
from tools.slots import Reason
from tools.toolkit import Edit, Plan, ToolContext, draft


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
        "invoice {order}",
        "bill {order}",
        "bill order {order}",
        "invoice {order} at {tax_rate} tax",
        "bill {order} with {tax_rate} tax",
        "write the invoice for {order}",
        "make the invoice for {order}",
        "make an invoice for {order}",
        "write an invoice for {order}",
        "create the invoice for {order}",
        "draft the invoice for {order}",
        "bill {customer} {amount} [for {order}]",
        "bill {customer} for {amount}",
        "invoice {customer} {amount} [for {order}]",
        "invoice {customer} over {amount}",
        "invoice {customer} for {amount}",
        "bill {order} to {customer} over {amount}",
        "write {customer} an invoice over {amount} [for {order}]",
        "write an invoice to {customer} over {amount} [for {order}]",
        "issue an invoice to {customer} over {amount} [for {order}]",
        "draft an invoice to {customer} for {amount}",
        "new invoice to {customer} over {amount} [for {order}]",
    ),
)
async def draft_customer_invoice(
    ctx: ToolContext,
    customer: Customer | None = None,
    order: SalesOrder | None = None,
    amount: Net | None = None,
    what: What | None = None,
    tax_rate: TaxRate | None = None,
    issued_on: IssuedOn | None = None,
    due_on: PayBy | None = None,
    lines: Lines = (),
) -> DraftCard:
    """Draft an invoice: of what an order shipped and nobody billed, of one amount, or of lines.

    Without a tax rate, that of the customer's last invoice is taken, and shown; of a customer who
    was never billed, that of the last one to a customer of the same country and kind.
    """
    of_order = order is not None and amount is None and not lines
    sold = await sale(ctx, order, needed=of_order or customer is None)
    who = await debtor(ctx, customer, sold)
    written, today = on_day("issued_on", issued_on, ctx.today)
    payable, usual = pay_by(who, written, due_on)
    billed = (
        await shipped_lines(ctx, who, sold, tax_rate)
        if sold is not None and of_order
        else await billed_lines(ctx, who, amount, what, tax_rate, lines, order)
    )
    number = f"INV-{await ctx.number(customer_invoice.name)}"
    command = IssueCustomerInvoice(
        invoice=number,
        customer=who.customer,
        customer_name=who.name,
        currency=billed.currency,
        order=order or "",
        issued_on=written,
        due_on=payable,
        lines=billed.lines,
    )
    return await ctx.propose(issuing(command, (*today, *usual, *billed.origins)))


def issuing(command: IssueCustomerInvoice, origins: tuple[Origin, ...]) -> Plan:
    total = money(sums_of(command.lines, command.currency).gross, command.currency)
    return Plan(
        steps=(Step(customer_invoice.stream(command.invoice), command),),
        title=f"Issue {command.invoice} to {command.customer_name} over {total}",
        kind="Customer invoice",
        origins=origins,
    )


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
