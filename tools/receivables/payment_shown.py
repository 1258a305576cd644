"""Payment shown: one payment of a customer, the invoices it goes to, and what is left of it."""

from decimal import Decimal

from domain.kernel import Internal, Message, Public
from domain.kernel.wording import money
from domain.kernel.words import day, listed
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import CustomerPaymentRow
from domain.receivables.payment_allocations import PaymentAllocationRow, payment_allocations
from tools.receivables.arguments import Payment
from tools.receivables.finding import payment_numbered
from tools.reply import Reply, asked, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
NAMED = 5


class Allocated(Message):
    """So much of the payment that goes to one invoice."""

    payment: Public[str]
    invoice: Public[str]
    amount: Internal[Decimal]
    currency: Public[str]


@read(
    title="One customer payment",
    says=(
        "{payment}",
        "show {payment}",
        "show payment {payment}",
        "what is {payment} for",
        "what was {payment} for",
        "details of {payment}",
        "tell me about {payment}",
        "how much is {payment}",
        "who paid {payment}",
        "which invoices does {payment} pay",
        "where did {payment} go",
        "what is left of {payment}",
        "is {payment} allocated",
        "status of {payment}",
        "look up {payment}",
    ),
)
async def show_customer_payment(ctx: ToolContext, payment: Payment) -> Reply[Allocated]:
    """Show one payment of a customer: when it came, for which invoices, what of it is left."""
    row, of = await payment_numbered(ctx, payment), PaymentAllocationRow
    page = await ctx.rows(
        payment_allocations.where(of.payment == row.payment, order_by=(of.invoice,), limit=SHOWN)
    )
    names = Allocated.model_fields
    return table(
        ctx,
        told(row, [each.invoice for each in page.rows]),
        page,
        (Allocated(**{name: getattr(each, name) for name in names}) for each in page.rows),
        columns(("invoice", "Invoice"), ("amount", "Allocated", "money", "currency")),
        noun="allocation",
        query=asked("payment allocations", payment=row.payment),
        streams=[customer_payment.stream(row.payment)],
        totals={
            "amount": money(row.amount, row.currency),
            "unallocated_amount": money(row.unallocated_amount, row.currency),
        },
    )


def told(row: CustomerPaymentRow, invoices: list[str]) -> str:
    whole, left = (money(each, row.currency) for each in (row.amount, row.unallocated_amount))
    words = f" with the words “{row.reference}”" if row.reference else ""
    came = f"{row.payment} over {whole} came from {row.customer_name} on {day(row.received_on)}"
    if not invoices:
        return f"{came}{words}; it is allocated to no invoice."
    more = [*invoices[:NAMED], f"{len(invoices) - NAMED} more"]
    goes = listed(invoices if len(invoices) <= NAMED else more)
    rest = f"{left} of it is left" if row.unallocated_amount else "nothing of it is left"
    return f"{came}{words}; it goes to {goes}, and {rest}."
