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
    every,
    in_parts,
    occasion,
)
from domain.agents.reminding import NAME, remind
from domain.analysis.dunning import HARD
from domain.analysis.exposure import exposure, questions
from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.analysis.payment_match import loose, matched, of_whom
from domain.fulfillment.sales_orders import SalesOrderRow
from domain.kernel import Query, among, falling, wording
from domain.kernel.words import listed
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow

MOST_OWED = 1_000
"""A customer who owes more invoices has his payments matched by people."""
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


def match_payment(today: date) -> Looking:
    """Allocate what came in to the one invoice that it is certainly for."""
    payments = yield from every(loose(MOST))
    seen: set[str] = set()
    owed: list[CustomerInvoiceRow] = []
    who = sorted({each.customer for each in payments})
    for some in in_parts(who):
        pages = yield [owed_by(code) for code in some]
        for code, page in zip(some, pages, strict=True):
            if len(page.rows) < MOST_OWED:  # What is not seen might fit as well.
                seen.add(code)
                owed += page.rows
    return tuple(matches([each for each in payments if each.customer in seen], owed))


def owed_by(customer: str) -> Query[CustomerInvoiceRow]:
    row = CustomerInvoiceRow
    return customer_invoices.where(
        row.customer == customer,
        among(row.status, OPEN),
        order_by=(row.due_on, row.invoice),
        limit=MOST_OWED,
        counted=False,
    )


def matches(
    payments: Iterable[CustomerPaymentRow], owed: Sequence[CustomerInvoiceRow]
) -> Iterator[Suggestion]:
    """A payment for several invoices is a person's to divide."""
    open_: dict[tuple[str, str], list[CustomerInvoiceRow]] = defaultdict(list)
    for row in owed:
        open_[row.customer, row.currency].append(row)
    for paid in payments:
        mine = open_[of_whom(paid)]
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
