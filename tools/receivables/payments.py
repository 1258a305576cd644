"""Payments: what customers have paid, with what of it is allocated to no invoice yet."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from domain.kernel import Internal, Message, Public, falling, measure
from domain.kernel.words import counted
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from domain.receivables.payment_allocations import PaymentAllocationRow, payment_allocations
from tools import periods
from tools.amounts import by_currency, sums
from tools.receivables.arguments import Customer
from tools.receivables.finding import customer_or_none
from tools.reply import Reply, asked, columns, table
from tools.slots import Period, choice
from tools.toolkit import ToolContext, read

SHOWN = 100
NEWEST = (falling(CustomerPaymentRow.received_on), CustomerPaymentRow.payment)
Part = Annotated[
    Literal["unallocated", "allocated"],
    choice(
        "Unallocated or allocated?",
        "Payments of which something is left for no invoice, or those of which nothing is.",
        unallocated=("unallocated", "unmatched", "unassigned", "not allocated"),
        allocated=("allocated", "matched", "assigned"),
    ),
]
COLUMNS = columns(
    ("payment", "Payment"),
    ("customer_name", "Customer"),
    ("received_on", "Received", "date"),
    ("amount", "Amount", "money", "currency"),
    ("unallocated_amount", "Unallocated", "money", "currency"),
    ("reference", "Reference"),
)


class ListedPayment(Message):
    """A payment as a list shows it."""

    payment: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    received_on: Internal[date]
    reference: Internal[str]
    amount: Internal[Decimal]
    unallocated_amount: Internal[Decimal]
    currency: Public[str]


@read(
    title="Customer payments",
    says=(
        "customer payments [from {customer}] [{period}]",
        "list customer payments [from {customer}] [{period}]",
        "which payments came in [from {customer}] [{period}]",
        "payments from {customer} [{period}]",
        "what has {customer} paid [{period}]",
        "what did {customer} pay us [{period}]",
        "when did {customer} last pay",
        "how much did {customer} pay [{period}]",
        "how much did customers pay [{period}]",
        "cash received [{period}]",
        "cash received from {customer} [{period}]",
        "cash collected [{period}]",
        "how much cash came in [{period}]",
        "how much money came in [{period}]",
        "money received [from {customer}] [{period}]",
        "payments received [from {customer}] [{period}]",
        "incoming payments [{period}]",
        "how much did we get from {customer} [{period}]",
        "how much did we receive from {customer} [{period}]",
        "how much did customers pay us [{period}]",
        "what did customers pay [{period}]",
        "show {part} payments [from {customer}]",
        "which payments are {part}",
        "{part} customer payments [from {customer}] [{period}]",
        "are there {part} payments",
        "payments without an invoice @ part=unallocated",
        "customer payments without an invoice @ part=unallocated",
        "which payments have no invoice @ part=unallocated",
    ),
)
async def list_customer_payments(
    ctx: ToolContext,
    customer: Customer | None = None,
    period: Period | None = None,
    part: Part | None = None,
) -> Reply[ListedPayment]:
    """List what customers have paid, newest first, and what of it is allocated to no invoice."""
    who = await customer_or_none(ctx, customer)
    conditions = (
        who is None or CustomerPaymentRow.customer == who.customer,
        *parted(part),
        *periods.within(CustomerPaymentRow.received_on, period),
    )
    page = await ctx.rows(customer_payments.where(*conditions, order_by=NEWEST, limit=SHOWN))
    totals = await totals_of(ctx, conditions)
    by = f" from {who.name}" if who else ""
    kind = f"{part} payment" if part else "payment"
    when = f" {periods.spoken(period)}" if period else ""
    over = f", over {totals['amount']}; {totals['unallocated_amount']} of it is unallocated"
    verb = "is" if page.total == 1 else "are"
    rest = over if page.total else ""
    return table(
        ctx,
        f"There {verb} {counted(page.total, kind)}{by}{when}{rest}.",
        page,
        (
            ListedPayment(**{name: getattr(row, name) for name in ListedPayment.model_fields})
            for row in page.rows
        ),
        COLUMNS,
        noun="payment",
        query=asked(
            "customer payments",
            customer=who.name if who else None,
            days=periods.spoken(period),
            only=part,
        ),
        streams=[customer_payment.stream(row.payment) for row in page.rows],
        totals=totals,
    )


async def totals_of(ctx: ToolContext, conditions: tuple[bool, ...]) -> dict[str, str]:
    """What all these payments come to, and what of it is allocated to no invoice."""
    found = await by_currency(
        ctx,
        customer_payments,
        conditions,
        measure("amount", "sum", CustomerPaymentRow.amount),
        measure("left", "sum", CustomerPaymentRow.unallocated_amount),
    )
    return {
        "amount": sums(found, "amount", ctx.currency),
        "unallocated_amount": sums(found, "left", ctx.currency),
    }


def parted(part: str | None) -> tuple[bool, ...]:
    left = CustomerPaymentRow.unallocated_amount
    return () if part is None else (left > 0 if part == "unallocated" else left == 0,)


async def allocated_to(ctx: ToolContext, payment: str, invoice: str) -> Decimal:
    """How much of a payment goes to an invoice."""
    query = payment_allocations.where(
        PaymentAllocationRow.payment == payment,
        PaymentAllocationRow.invoice == invoice,
        limit=1,
        counted=False,
    )
    row = (await ctx.rows(query)).first
    return row.amount if row else Decimal(0)


async def allocations_of(ctx: ToolContext, payment: str) -> tuple[PaymentAllocationRow, ...]:
    query = payment_allocations.where(PaymentAllocationRow.payment == payment, limit=SHOWN)
    return tuple((await ctx.rows(query)).rows)
