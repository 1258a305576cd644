"""What needs somebody in receivables: not billed, not matched, beyond its limit."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.governance.hints import HintRow, hints
from domain.kernel import Query, among, falling, wording
from domain.kernel.words import listed
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments

ROLES = ("accounting", "staff")
LINES = 40
OF_ORDERS = 1_000
ACCOUNTS = 200
LUMPS = 500
PAYMENTS = 50
"""More than are shown: those that an agent drafted for already must hide none that waits."""


def unbilled_lines(_: date) -> Sequence[Query[Any]]:
    row = OrderBillingRow
    largest = (falling(row.to_bill_amount),)
    asked = (row.line > IN_ONE_SUM, row.to_bill_amount > 0)
    return [order_billing.where(*asked, order_by=largest, limit=LINES, counted=False)]


def their_orders(found: Pages) -> Sequence[Query[Any]]:
    """All lines of these orders, so that no sum is of a part."""
    row = OrderBillingRow
    orders = list(dict.fromkeys(each.order for each in found[0].rows))[: EACH + 1]
    if not orders:
        return []
    asked = (among(row.order, orders), row.to_bill_amount > 0)
    return [order_billing.where(*asked, limit=OF_ORDERS, counted=False)]


def orders_to_bill(_: Pages, more: Pages, __: date) -> list[Matter]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    first: dict[str, OrderBillingRow] = {}
    for row in more[0].rows if more else ():
        if row.line > IN_ONE_SUM:
            sums[row.order] += row.to_bill_amount
            first.setdefault(row.order, row)
    return [
        Matter(
            about=order,
            title=f"{order} of {row.customer_name} is shipped and not billed",
            detail=f"{wording.total(sums[order], row.currency)} net is on no invoice",
            says=f"Bill {order}",
            amount=sums[order],
            currency=row.currency,
        )
        for order, row in first.items()
    ]


def unallocated(_: date) -> Sequence[Query[Any]]:
    row = CustomerPaymentRow
    largest = (falling(row.unallocated_amount), row.payment)
    asked = customer_payments.where(
        row.unallocated_amount > 0, order_by=largest, limit=PAYMENTS, counted=False
    )
    return [asked]


def hinted_at(found: Pages) -> Sequence[Query[Any]]:
    """Which of several invoices a model takes for the likely one, and what is still open."""
    rows, owed = found[0].rows, CustomerInvoiceRow
    if not rows:
        return []
    names, who = [row.payment for row in rows], sorted({row.customer for row in rows})
    open_ = (among(owed.customer, who), among(owed.status, OPEN))
    return [
        hints.where(among(HintRow.about, names), limit=len(names), counted=False),
        customer_invoices.where(*open_, limit=OF_ORDERS, counted=False),
    ]


def payments_without_invoice(found: Pages, more: Pages, _: date) -> list[Matter]:
    """A hint holds as long as all that it chose between is open."""
    hints_, owed = (page.rows for page in more) if more else ((), ())
    open_ = {row.invoice for row in owed}
    known = {row.about: row for row in hints_ if open_.issuperset(row.options)}
    return [payment_without_invoice(row, known.get(row.payment)) for row in found[0].rows]


def payment_without_invoice(row: CustomerPaymentRow, hint: HintRow | None) -> Matter:
    """A hint only says what could be typed: which invoice it is, a person decides."""
    reference = f" · reference {row.reference}" if row.reference else ""
    said = f" · {hinted(row, hint)}" if hint and hint.choice else ""
    named = f" to {hint.choice}" if hint and hint.choice else ""
    left = wording.total(row.unallocated_amount, row.currency)
    return Matter(
        about=row.payment,
        title=f"{row.payment} of {row.customer_name} belongs to no invoice yet",
        detail=f"{left} is not allocated{reference}{said}",
        says=f"Allocate {row.payment}{named}",
        amount=row.unallocated_amount,
        currency=row.currency,
        since=row.received_on,
    )


def hinted(row: CustomerPaymentRow, hint: HintRow) -> str:
    """The likely one of those that fit, by words that the payer wrote, and who takes it so."""
    words = row.reference[hint.begins : hint.ends]
    others = listed([name for name in hint.options if name != hint.choice])
    return (
        f"likely {hint.choice} and not {others}, for “{words}” (a hint of the model {hint.model})"
    )


def strays(_: date) -> Sequence[Query[Any]]:
    """What is claimed and names no order; an order that is not on record was billed in one sum."""
    row, lump = CustomerInvoiceRow, OrderBillingRow
    return [
        claimed(row.order == ""),
        order_billing.where(lump.line == IN_ONE_SUM, limit=LUMPS, counted=False),
    ]


def claimed(named: bool) -> Query[CustomerInvoiceRow]:
    """Invoices of which something is open, be a part of it paid or not."""
    row = CustomerInvoiceRow
    asked = (named, among(row.status, OPEN))
    largest = (falling(row.open_amount),)
    return customer_invoices.where(*asked, order_by=largest, limit=EACH + 1, counted=False)


def named_orders(found: Pages) -> Sequence[Query[Any]]:
    """Which of the orders billed in one sum are on record, and what is open of them."""
    _, billed = found
    orders = sorted({row.order for row in billed.rows})
    if not orders:
        return []
    row = CustomerInvoiceRow
    invoices = customer_invoices.where(
        among(row.order, orders), among(row.status, OPEN), limit=OF_ORDERS, counted=False
    )
    known = among(SalesOrderRow.order, orders)
    return [invoices, sales_orders.where(known, limit=OF_ORDERS, counted=False)]


def invoices_without_order(found: Pages, more: Pages, _: date) -> list[Matter]:
    none, _billed = found
    strange: list[CustomerInvoiceRow] = []
    if more:
        invoices, orders = more
        there = {row.order for row in orders.rows}
        strange = [row for row in invoices.rows if row.order not in there]
    rows = sorted((*none.rows, *strange), key=lambda row: -row.open_amount)
    return [invoice_without_order(row) for row in rows[: EACH + 1]]


def invoice_without_order(row: CustomerInvoiceRow) -> Matter:
    names = f"names {row.order}, which is not on record" if row.order else "names no order"
    return Matter(
        about=row.invoice,
        title=f"{row.invoice} to {row.customer_name} {names}",
        detail=f"{wording.total(row.open_amount, row.currency)} is claimed without one",
        says=f"Show {row.invoice}",
        amount=Decimal(0),
        shown=False,
        since=row.issued_on,
    )


def above_limit(_: date) -> Sequence[Query[Any]]:
    row: Any = CustomerAccountRow
    asked = customer_accounts.where(
        row.open_amount > row.credit_limit,
        order_by=(falling(row.open_amount),),
        limit=ACCOUNTS,
        counted=False,
    )
    return [asked]


def credit_limit_passed(row: CustomerAccountRow, _: date) -> Matter | None:
    owed = row.open_amount - row.unallocated_amount
    if row.credit_limit is None or owed <= row.credit_limit:
        return None
    limit = wording.total(row.credit_limit, row.currency)
    return Matter(
        about=row.customer,
        title=f"{row.customer_name} owes more than the credit limit",
        detail=f"{wording.total(owed, row.currency)} is open, the limit is {limit}",
        says=f"Account of {row.customer_name}",
        amount=owed - row.credit_limit,
        currency=row.currency,
    )


SOURCES = (
    Source(
        name="orders_to_bill",
        function="receivables",
        finds="Lines of orders that were shipped, did not come back and are on no invoice.",
        roles=ROLES,
        lists="Orders to bill",
        ask=unbilled_lines,
        further=their_orders,
        tell=orders_to_bill,
    ),
    Source(
        name="payments_without_invoice",
        function="receivables",
        finds="Payments of which something is allocated to no invoice.",
        roles=ROLES,
        lists="Which payments are not allocated?",
        ask=unallocated,
        further=hinted_at,
        tell=payments_without_invoice,
    ),
    Source(
        name="invoices_without_order",
        function="receivables",
        finds="Open and partly paid invoices to customers that name no order, or one that is not "
        "on record.",
        roles=ROLES,
        lists="Sales invoices without an order",
        ask=strays,
        further=named_orders,
        tell=invoices_without_order,
    ),
    Source(
        name="credit_limits_passed",
        function="receivables",
        finds="Customers who owe more than their credit limit, payments not allocated included.",
        roles=ROLES,
        lists="List the credit limits",
        ask=above_limit,
        tell=each(credit_limit_passed),
    ),
)
