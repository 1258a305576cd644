"""Paying: what came from a customer, which invoices it goes to, what is taken back of it."""

from dataclasses import dataclass
from decimal import Decimal

from domain.analysis.payment_match import Match, matched
from domain.governance.proposal import Origin
from domain.kernel import Money, Step
from domain.kernel.wording import money
from domain.kernel.words import listed
from domain.preview import DraftCard
from domain.receivables.customer_invoices import CustomerInvoiceRow
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import CustomerPaymentRow
from domain.receivables.payment_events import (
    AllocatePayment,
    ReceiveCustomerPayment,
    ReleaseAllocation,
    TakeBackCustomerPayment,
)
from tools.drafting import money_of, on_day, origin
from tools.readings import Said
from tools.receivables.arguments import Amount, Customer, Invoice, PaidOn, Payment, Reference
from tools.receivables.finding import (
    currency_of,
    customer_called,
    invoice_numbered,
    open_of,
    payment_numbered,
)
from tools.receivables.payments import allocated_to, allocations_of
from tools.resolve import missing
from tools.toolkit import Edit, Plan, ToolContext, draft


@dataclass(frozen=True)
class Payer:
    """Who pays, and the currency in which he is billed."""

    customer: str
    customer_name: str
    currency: str
    invoice: CustomerInvoiceRow | None = None


@draft(
    title="Customer payment",
    edits=(
        Edit("amount", "Amount", "money"),
        Edit("received_on", "Received on", "date"),
        Edit("reference", "Reference", "text"),
    ),
    says=(
        "{customer} paid {amount} [for {invoice}] [on {received_on}]",
        "{customer} paid {invoice} [on {received_on}]",
        "{customer} has paid {amount} [on {received_on}]",
        "payment of {amount} from {customer} [for {invoice}] [on {received_on}]",
        "record a payment of {amount} from {customer} [for {invoice}]",
        "book a payment of {amount} from {customer} [for {invoice}]",
        "book a payment of {amount} by {customer} [for {invoice}]",
        "payment of {amount} by {customer} [for {invoice}]",
        "got {amount} from {customer} [for {invoice}] [on {received_on}]",
        "{customer} paid {amount} by bank transfer [on {received_on}]",
        "{customer} transferred {amount} [for {invoice}] [on {received_on}]",
        "we received {amount} from {customer} [for {invoice}] [on {received_on}]",
        "{amount} came in from {customer} [for {invoice}] [on {received_on}]",
        "{invoice} was paid [on {received_on}]",
        "{amount} was paid on {invoice}",
        "record the payment of {invoice}",
    ),
)
async def draft_customer_payment(
    ctx: ToolContext,
    amount: Amount | None = None,
    customer: Customer | None = None,
    invoice: Invoice | None = None,
    received_on: PaidOn | None = None,
    reference: Reference | None = None,
) -> DraftCard:
    """Draft that a customer has paid, and which invoices it is for as far as that is certain.

    Certain is an invoice that is named, or open invoices that come to exactly the amount.
    What is left over stays unallocated.
    """
    who = await payer(ctx, customer, invoice)
    came, usual = amount_of(who, amount)
    on, today = on_day("received_on", received_on, ctx.today)
    found, why = await for_invoices(ctx, who, came, reference or "")
    number = f"CP-{await ctx.number(customer_payment.name)}"
    stream = customer_payment.stream(number)
    receive = ReceiveCustomerPayment(
        payment=number,
        customer=who.customer,
        customer_name=who.customer_name,
        currency=came.currency,
        received_on=on,
        amount=came.amount,
        reference=reference or "",
    )
    steps = [Step(stream, receive)]
    steps += [Step(stream, allocation(row.invoice, part, came.currency)) for row, part in found]
    plan = Plan(
        steps=tuple(steps),
        title=f"Record {came} from {who.customer_name}{for_what(found)}",
        kind="Customer payment",
        origins=(*usual, *today, *why),
    )
    return await ctx.propose(plan)


def allocation(invoice: str, amount: Decimal, currency: str) -> AllocatePayment:
    return AllocatePayment(invoice=invoice, amount=amount, currency=currency)


def for_what(found: Match) -> str:
    return f" for {listed([row.invoice for row, _ in found])}" if found else ", for no invoice yet"


async def payer(ctx: ToolContext, customer: str | None, invoice: str | None) -> Payer:
    """Whoever was named, or whom the invoice bills."""
    row = await invoice_numbered(ctx, invoice) if invoice else None
    if customer is not None:
        who = await customer_called(ctx, customer)
        currency = row.currency if row else currency_of(ctx, who)
        return Payer(who.customer, who.name, currency, row)
    if row is not None:
        return Payer(row.customer, row.customer_name, row.currency, row)
    reason = "Not drafted. Say who paid, or which invoice was paid."
    raise missing("customer", "Which customer paid?", reason)


def amount_of(who: Payer, said: Said | None) -> tuple[Money, tuple[Origin, ...]]:
    if said is not None:
        return money_of("amount", said, who.currency, who.customer_name)
    if who.invoice is None or not who.invoice.open_amount:
        raise missing("amount", "How much was paid?", "Not drafted. Say how much was paid.")
    open_ = Money(amount=who.invoice.open_amount, currency=who.currency)
    return open_, (origin("amount", open_, f"what is open of {who.invoice.invoice}"),)


async def for_invoices(
    ctx: ToolContext, who: Payer, came: Money, reference: str
) -> tuple[Match, tuple[Origin, ...]]:
    """The invoices that it goes to, and why they were taken where nobody named them."""
    if who.invoice is not None:
        open_ = who.invoice.open_amount if who.invoice.currency == came.currency else came.amount
        return ((who.invoice, min(came.amount, open_) or came.amount),), ()
    rows = await open_of(ctx, who.customer, came.currency)
    found = matched(came.amount, reference, rows)
    names = listed([row.invoice for row, _ in found])
    named = "named in the reference" if reference and found else "open to exactly this amount"
    return found, (origin("invoice", names, named),) if found else ()


@draft(
    title="Payment allocation",
    edits=(Edit("amount", "Amount", "money"),),
    says=(
        "allocate {payment} to {invoice}",
        "allocate {amount} of {payment} to {invoice}",
        "apply {payment} to {invoice}",
        "apply {amount} of {payment} to {invoice}",
        "put {payment} on {invoice}",
        "match {payment} with {invoice}",
        "{payment} is for {invoice}",
        "{payment} pays {invoice}",
        "use {payment} for {invoice}",
    ),
)
async def draft_payment_allocation(
    ctx: ToolContext, payment: Payment, invoice: Invoice, amount: Amount | None = None
) -> DraftCard:
    """Draft that a payment goes to an invoice: as much as is left of one and open of the other."""
    paid, row = await payment_numbered(ctx, payment), await invoice_numbered(ctx, invoice)
    worth, usual = share_of(paid, row, amount)
    command = allocation(row.invoice, worth.amount, worth.currency)
    plan = Plan(
        steps=(Step(customer_payment.stream(paid.payment), command),),
        title=f"Allocate {worth} of {paid.payment} to {row.invoice}",
        kind="Payment allocation",
        origins=usual,
    )
    return await ctx.propose(plan)


def share_of(
    paid: CustomerPaymentRow, row: CustomerInvoiceRow, said: Said | None
) -> tuple[Money, tuple[Origin, ...]]:
    if said is not None:
        return money_of("amount", said, paid.currency, paid.payment)
    part = min(paid.unallocated_amount, row.open_amount)
    worth = Money(amount=part or paid.unallocated_amount, currency=paid.currency)
    told = f"the smaller of what is left of {paid.payment} and open of {row.invoice}"
    return worth, (origin("amount", worth, told),)


@draft(
    title="Allocation release",
    says=(
        "release {payment} from {invoice}",
        "take {payment} off {invoice}",
        "undo the allocation of {payment} to {invoice}",
        "free {payment} from {invoice}",
        "remove {payment} from {invoice}",
        "detach {payment} from {invoice}",
        "{payment} is not for {invoice}",
        "{payment} was not for {invoice}",
    ),
)
async def draft_allocation_release(
    ctx: ToolContext, payment: Payment, invoice: Invoice
) -> DraftCard:
    """Draft that a payment goes to an invoice no longer; the invoice is owed as much again."""
    paid, row = await payment_numbered(ctx, payment), await invoice_numbered(ctx, invoice)
    there = await allocated_to(ctx, paid.payment, row.invoice)
    command = ReleaseAllocation(invoice=row.invoice, amount=there)
    plan = Plan(
        steps=(Step(customer_payment.stream(paid.payment), command),),
        title=f"Release {money(there, paid.currency)} of {paid.payment} from {row.invoice}",
        kind="Allocation release",
    )
    return await ctx.propose(plan)


@draft(
    title="Customer payment return",
    says=(
        "{payment} bounced",
        "{payment} was returned by the bank",
        "{payment} never came",
        "take {payment} back",
        "take back payment {payment}",
        "cancel {payment}",
        "delete payment {payment}",
        "return {payment} to the customer",
    ),
)
async def draft_customer_payment_return(ctx: ToolContext, payment: Payment) -> DraftCard:
    """Draft that a payment is taken back; what of it is allocated is released before."""
    paid = await payment_numbered(ctx, payment)
    stream = customer_payment.stream(paid.payment)
    there = await allocations_of(ctx, paid.payment)
    releases = [ReleaseAllocation(invoice=row.invoice, amount=row.amount) for row in there]
    plan = Plan(
        steps=tuple(Step(stream, each) for each in (*releases, TakeBackCustomerPayment())),
        title=f"Take {paid.payment} from {paid.customer_name} back",
        kind="Customer payment return",
    )
    return await ctx.propose(plan)
