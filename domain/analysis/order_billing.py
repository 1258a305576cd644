"""Order billing: what of each line of an order has left, came back and was billed."""

from decimal import Decimal
from typing import Any

from domain.fulfillment.order import Goods, Sale, SalesHeader, numbered
from domain.fulfillment.order_events import (
    Consigned,
    OnReturn,
    SalesOrderGivenBack,
    SalesOrderPlaced,
)
from domain.kernel import Event, Fact, Internal, Projection, Public, Row, narrow
from domain.kernel.matching import matching
from domain.kernel.part import whole
from domain.receivables.invoice import ZERO, Invoice, SoldLine, rounded
from domain.receivables.invoice_events import (
    CustomerInvoiceCancelled,
    CustomerInvoiceIssued,
    CustomerInvoiceReinstated,
)

IN_ONE_SUM = 0
"""The line on which stands what was billed of an order without naming its lines."""
BILLING = (CustomerInvoiceIssued, CustomerInvoiceCancelled, CustomerInvoiceReinstated)


class OrderBillingRow(Row):
    """Amounts are net; what came back before it was billed is not to be billed any more."""

    order: Public[str]
    line: Public[int]
    customer: Public[str]
    customer_name: Internal[str]
    product: Public[str] = ""
    product_name: Public[str] = ""
    unit: Public[str] = ""
    price: Internal[Decimal] = ZERO
    price_reason: Internal[str] = ""
    currency: Public[str]
    ordered: Internal[Decimal] = ZERO
    shipped: Internal[Decimal] = ZERO
    returned: Internal[Decimal] = ZERO
    billed: Internal[Decimal] = ZERO
    to_bill: Internal[Decimal] = ZERO
    to_credit: Internal[Decimal] = ZERO
    shipped_amount: Internal[Decimal] = ZERO
    billed_amount: Internal[Decimal] = ZERO
    to_bill_amount: Internal[Decimal] = ZERO
    to_credit_amount: Internal[Decimal] = ZERO
    left_amount: Internal[Decimal] = ZERO
    """What the shipments say that it was worth, at their own prices."""
    adrift_amount: Internal[Decimal] = ZERO
    """By how much more left than was ordered, came back than left, or left at another price."""


def bill_of(event: Any) -> Invoice | None:
    """The invoice that begins or ceases to claim something, where it is one of an order."""
    match event:
        case CustomerInvoiceIssued() as bill if bill.order:
            return bill.whole
        case CustomerInvoiceCancelled(bill=bill) | CustomerInvoiceReinstated(bill=bill):
            return bill if bill.order else None
        case _:
            return None


def sign_of(event: Event) -> int:
    """How an invoice counts among what is claimed: one that is cancelled no more."""
    return -1 if isinstance(event, CustomerInvoiceCancelled) else 1


def touches(fact: Fact) -> list[OrderBillingRow]:
    match fact.event:
        case Sale() | Consigned() | OnReturn() as event:
            once = {line.line: line for line in event.lines}
            return [of_order(event, line) for line in once.values()]
        case event if (bill := bill_of(event)) is not None:
            found = {line.order_line: line for line in bill.lines}
            return [of_bill(bill, line) for line in found.values()]
        case _:
            return []


BLANK = whole(OrderBillingRow(order="", line=0, customer="", customer_name="", currency=""))


def of_order(header: SalesHeader, line: Goods) -> OrderBillingRow:
    return BLANK.model_copy(update=said_of(header, line))


def said_of(header: SalesHeader, line: Goods) -> dict[str, Any]:
    """What an order says of one of its lines; it was checked there."""
    return {
        "order": header.order,
        "line": line.line,
        "customer": header.customer,
        "customer_name": header.customer_name,
        "currency": header.currency,
        "product": line.product,
        "product_name": line.product_name,
        "unit": line.quantity.unit,
        "price": line.price.amount,
    }


def of_bill(bill: Invoice, line: SoldLine) -> OrderBillingRow:
    """The row of what is billed, where the order itself is not on record, or not this line."""
    row = OrderBillingRow(
        order=bill.order,
        line=line.order_line,
        customer=bill.customer,
        customer_name=bill.customer_name,
        currency=bill.currency,
    )
    if line.order_line == IN_ONE_SUM:
        return row
    named = {"product": line.product, "product_name": line.description, "price": line.price}
    return row.model_copy(update=named | {"unit": line.quantity.unit})


def project(row: OrderBillingRow, fact: Fact) -> OrderBillingRow | None:
    match fact.event:
        case SalesOrderGivenBack():
            return None
        case SalesOrderPlaced() as event:
            line = numbered(event.lines, row.line)
            if line is None:
                return row
            fresh = said_of(event, line)
            return now(row, **fresh, ordered=line.quantity.amount, price_reason=line.price_reason)
        case Consigned() as event:
            left = sum((line.costs for line in matching(event.lines, "line", row.line)), ZERO)
            return now(
                row,
                shipped=row.shipped + event.sign * of_line(row, event.lines),
                left_amount=row.left_amount + event.sign * left,
            )
        case OnReturn() as event:
            return now(row, returned=row.returned + event.sign * of_line(row, event.lines))
        case event if (bill := bill_of(event)) is not None:
            return billed(row, bill, sign_of(event))
        case _:
            return row


def of_line(row: OrderBillingRow, lines: tuple[Goods, ...]) -> Decimal:
    return sum((line.quantity.amount for line in matching(lines, "line", row.line)), ZERO)


def billed(row: OrderBillingRow, bill: Invoice, sign: int) -> OrderBillingRow | None:
    """The row with so much more or less billed; what was billed in one sum has no quantity."""
    lines = matching(bill.lines, "order_line", row.line)
    amount = sum((line.quantity.amount for line in lines), ZERO) if row.line else ZERO
    net = sum((line.net(bill.currency) for line in lines), ZERO)
    after = now(
        row,
        billed=row.billed + sign * amount,
        billed_amount=row.billed_amount + sign * net,
    )
    return after if any((after.ordered, after.shipped, after.billed_amount)) else None


def now(row: OrderBillingRow, **values: Any) -> OrderBillingRow:
    """The row with these values, and with all that is derived from them."""
    new = row.model_copy(update=values)
    kept = new.shipped - new.returned
    to_bill, to_credit = max(kept - new.billed, ZERO), max(new.billed - kept, ZERO)
    derived = {
        "to_bill": to_bill,
        "to_credit": to_credit,
        "shipped_amount": rounded(new.shipped * new.price, new.currency),
        "to_bill_amount": rounded(to_bill * new.price, new.currency),
        "to_credit_amount": rounded(to_credit * new.price, new.currency),
        "adrift_amount": adrift(new),
    }
    return new.model_copy(update=derived)


def adrift(row: OrderBillingRow) -> Decimal:
    """What contradicts itself, whatever was billed; nothing of this ever has to be."""
    beyond = max(row.shipped - row.ordered, ZERO) + max(row.returned - row.shipped, ZERO)
    return beyond * row.price + abs(row.left_amount - row.shipped * row.price)


order_billing = Projection(
    name="order_billing",
    row=OrderBillingRow,
    key=(OrderBillingRow.order, OrderBillingRow.line),
    indexes=(
        narrow(OrderBillingRow.to_bill_amount > ZERO, by=(OrderBillingRow.to_bill_amount,)),
        narrow(OrderBillingRow.to_credit_amount > ZERO, by=(OrderBillingRow.customer,)),
        narrow(
            OrderBillingRow.adrift_amount > ZERO,
            by=(OrderBillingRow.adrift_amount, OrderBillingRow.order, OrderBillingRow.line),
        ),
        (OrderBillingRow.customer,),
        (OrderBillingRow.line,),
    ),
    of=(Sale, Consigned, OnReturn, *BILLING),
    touches=touches,
    project=project,
)
