"""The receivables agent: bills what was shipped, matches payments, reminds of what is late."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.agents.agent import (
    MOST,
    Agent,
    Answering,
    Asked,
    Fork,
    Found,
    Looking,
    Question,
    Rule,
    Suggestion,
    Topic,
    against,
    agreed,
    every,
    occasion,
)
from domain.agents.matching import match_payment, which_invoice
from domain.agents.reminding import NAME, remind
from domain.analysis.dunning import HARD
from domain.analysis.exposure import exposure, questions
from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import among, falling, wording
from domain.kernel.words import listed
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices

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
    lines = yield from every(waiting)
    return tuple(unbilled(lines))


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
    off=(
        "What left is billed at the prices of its order, a payment goes where one invoice fits, "
        "the days to each reminder are counted, and a reminder has the words of its level."
    ),
    handoff=(
        "Each draft waits for a signature, a bill unless a standing order covers it; a payment "
        "that may be for two invoices, and a reminder that another agent speaks against, are left "
        "to people."
    ),
    rules=(
        Rule(
            name="invoice",
            says="Bill what was shipped and is not billed.",
            reads=("receivables", "fulfillment"),
            drafts="draft_customer_invoice",
            command="IssueCustomerInvoice",
            look=invoice_shipped,
        ),
        Rule(
            name="match",
            says="Allocate a payment to the one invoice that it is certainly for.",
            reads=("receivables",),
            drafts="draft_payment_allocation",
            command="AllocatePayment",
            look=match_payment,
        ),
        Rule(
            name="remind",
            says="Remind of an invoice when the next reminder is due.",
            reads=("receivables",),
            drafts="draft_payment_reminder",
            command="RemindCustomer",
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
    forks=(
        Fork(
            name="which",
            says="Which of several invoices is a payment for, by what the payer wrote?",
            reads=("receivables",),
            look=which_invoice,
        ),
    ),
)
