"""The receivables agent: bills what was shipped, matches payments, reminds of what is late."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.agents.agent import (
    MOST,
    Agent,
    Answering,
    Asked,
    Found,
    Looking,
    Question,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    occasion,
)
from domain.analysis.dunning import GRACE, HARD, next_level
from domain.analysis.exposure import exposure, questions
from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.analysis.payment_match import matched
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import among, falling, wording
from domain.kernel.words import counted, listed
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments

NAME = "receivables-agent"
ZERO = Decimal(0)


def invoice_shipped(today: date) -> Looking:
    """Bill what has left and nobody billed."""
    row = OrderBillingRow
    waiting = order_billing.where(
        row.line > IN_ONE_SUM,
        row.to_bill_amount > 0,
        order_by=(row.order, row.line),
        limit=MOST,
        counted=False,
    )
    [lines] = yield [waiting]
    return tuple(unbilled(lines.rows))


def unbilled(lines: Iterable[OrderBillingRow]) -> Iterator[Suggestion]:
    """An order is billed again when more of it has left than at the last look."""
    orders: dict[str, list[OrderBillingRow]] = defaultdict(list)
    for line in lines:
        orders[line.order].append(line)
    for order, rows in orders.items():
        left = sum((row.shipped - row.returned for row in rows), ZERO)
        yield Suggestion(
            occasion=occasion(NAME, "invoice", order, left),
            about=order,
            tool="draft_customer_invoice",
            arguments={"order": order},
            because=f"{order} was shipped and is not billed.",
            subject={"order": order, "customer": rows[0].customer},
            asks=(Question("fulfillment-agent", "came_back"),),
        )


def remind(today: date) -> Looking:
    """Remind of what is late, each level once, as the usual intervals have it."""
    row: Any = CustomerInvoiceRow
    late = customer_invoices.where(
        among(row.status, OPEN),
        row.due_on < today - GRACE,
        row.dunning_level < 3,
        order_by=(row.due_on, row.invoice),
        limit=MOST,
        counted=False,
    )
    [invoices] = yield [late]
    who = sorted({each.customer for each in invoices.rows})
    if not who:
        return ()
    came = CustomerPaymentRow
    [payments] = yield [
        customer_payments.where(
            among(came.customer, who),
            came.unallocated_amount > 0,
            order_by=(came.received_on, came.payment),
            limit=MOST * 10,
            counted=False,
        )
    ]
    return tuple(reminders(unpaid(invoices.rows, payments.rows), today))


def unpaid(
    rows: Sequence[CustomerInvoiceRow], payments: Iterable[CustomerPaymentRow]
) -> list[CustomerInvoiceRow]:
    """Those that no money of the customer may be for, whoever has yet to say what it is for.

    What a payment names or exactly fits is paid with it; the rest of it is for the oldest. Nobody
    is reminded of what he has paid already.
    """
    paid: set[str] = set()
    loose: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for payment in payments:
        whose, amount = of_whom(payment), payment.unallocated_amount
        mine = [row for row in rows if (row.customer, row.currency) == whose]
        found = matched(amount, payment.reference, mine)
        paid |= {row.invoice for row, _ in found}
        loose[whose] += amount - sum((part for _, part in found), ZERO)
    left = []
    for row in rows:
        whose = (row.customer, row.currency)
        if row.invoice not in paid and loose[whose] >= row.open_amount:
            loose[whose] -= row.open_amount
        elif row.invoice not in paid:
            left.append(row)
    return left


def reminders(rows: Iterable[CustomerInvoiceRow], today: date) -> Iterator[Suggestion]:
    for row in rows:
        level = next_level(row, today)
        if level and row.due_on:
            late = counted((today - row.due_on).days, "day")
            yield Suggestion(
                occasion=occasion(NAME, "remind", row.invoice, level),
                about=row.invoice,
                tool="draft_payment_reminder",
                arguments={"invoice": row.invoice},
                because=f"{row.invoice} is {late} late and reminder {level} is due.",
                subject={"customer": row.customer, "order": row.order, "invoice": row.invoice},
                asks=(Question("customers-agent", "may_be_reminded"),),
            )


def match_payment(today: date) -> Looking:
    """Allocate what came in to the one invoice that it is certainly for."""
    row = CustomerPaymentRow
    loose = customer_payments.where(
        row.unallocated_amount > 0,
        order_by=(row.received_on, row.payment),
        limit=MOST,
        counted=False,
    )
    [payments] = yield [loose]
    who = sorted({payment.customer for payment in payments.rows})
    if not who:
        return ()
    owed = CustomerInvoiceRow
    [invoices] = yield [
        customer_invoices.where(
            among(owed.customer, who),
            among(owed.status, OPEN),
            order_by=(owed.due_on, owed.invoice),
            limit=MOST * 5,
        )
    ]
    if invoices.truncated:
        return ()  # What is not seen might fit as well: then nothing is certain.
    return tuple(matches(payments.rows, invoices.rows))


def matches(
    payments: Iterable[CustomerPaymentRow], owed: Sequence[CustomerInvoiceRow]
) -> Iterator[Suggestion]:
    """A payment for several invoices is a person's to divide."""
    for paid in payments:
        mine = [row for row in owed if (row.customer, row.currency) == of_whom(paid)]
        found = matched(paid.unallocated_amount, paid.reference, mine)
        if len(found) == 1:
            [(row, _)] = found
            yield Suggestion(
                occasion=occasion(NAME, "match", paid.payment, row.invoice),
                about=paid.payment,
                tool="draft_payment_allocation",
                arguments={"payment": paid.payment, "invoice": row.invoice},
                because=f"{paid.payment} fits {row.invoice} and no other open invoice.",
                subject={"customer": paid.customer, "invoice": row.invoice},
            )


def of_whom(paid: CustomerPaymentRow) -> tuple[str, str]:
    return paid.customer, paid.currency


def pays(suggestion: Suggestion, today: date) -> Answering:
    """Whether a customer pays what he owes, and owes no more than may be open.

    After a second reminder nothing leaves unasked.
    """
    row: Any = CustomerInvoiceRow
    late = customer_invoices.where(
        row.customer == suggestion.subject["customer"],
        among(row.status, OPEN),
        row.due_on < today,
        order_by=(falling(row.dunning_level), row.due_on, row.invoice),
        limit=MOST,
        counted=False,
    )
    [invoices] = yield [late]
    hard = [row.invoice for row in invoices.rows if row.dunning_level >= HARD]
    if hard:
        reason = f"{listed(hard[:3])} was reminded of {HARD} times and is not paid"
        return against(reason, *hard[:3])
    beyond = yield from beyond_limit(suggestion, today)
    if beyond:
        return against(beyond, suggestion.subject["customer"])
    names = [row.invoice for row in invoices.rows][:3]
    if not names:
        return agreed("No invoice to this customer is late")
    return agreed(f"{listed(names)} is late, and not reminded of {HARD} times yet", *names)


def beyond_limit(suggestion: Suggestion, today: date) -> Generator[Asked, Found, str]:
    """By how much a customer would pass a credit limit with this order; nothing when he does not.

    Orders that have not left yet do not count but for this one: each is asked about by itself.
    """
    who, order = suggestion.subject["customer"], suggestion.subject.get("order", "")
    held = CustomerAccountRow
    [accounts] = yield [customer_accounts.where(held.customer == who, limit=MOST, counted=False)]
    for account in accounts.rows:
        if account.credit_limit is None:
            continue
        pages = yield questions(who, account.currency, today, SalesOrderRow.order == order)
        known = exposure(account.currency, pages)
        if known.beyond():
            owes = f"owes {wording.total(known.sum, account.currency)}"
            limit = wording.total(account.credit_limit, account.currency)
            what = f" with {order}" if order else ""
            return f"{who} {owes}{what}, and the credit limit is {limit}"
    return ""


agent = Agent(
    function="receivables",
    mandate="Sees to it that what was shipped is billed, and that what is billed is paid.",
    owner_role="staff",
    rules=(
        Rule(
            name="invoice",
            says="Bill what was shipped and is not billed.",
            reads=("receivables", "fulfillment"),
            look=invoice_shipped,
        ),
        Rule(
            name="match",
            says="Allocate a payment to the one invoice that it is certainly for.",
            reads=("receivables",),
            look=match_payment,
        ),
        Rule(
            name="remind",
            says="Remind of an invoice when the next reminder is due.",
            reads=("receivables",),
            look=remind,
        ),
    ),
    topics=(
        Topic(
            name="pays",
            says="Does this customer pay, and stay within the limit, so that more may leave?",
            reads=("receivables", "fulfillment"),
            answer=pays,
        ),
    ),
)
