"""Order accounts: what of each order left, came back, was billed and credited, as one balance."""

from decimal import Decimal
from typing import Any

from domain.analysis.order_billing import BILLING, bill_of, sign_of
from domain.fulfillment.order import Goods, Sale
from domain.fulfillment.order_events import (
    Consigned,
    OnReturn,
    SalesOrderGivenBack,
    SalesOrderPlaced,
)
from domain.kernel import Fact, Internal, Projection, Public, Row, narrow
from domain.kernel.index import Index
from domain.receivables.invoice import ZERO, Invoice, rounded
from domain.receivables.invoice_events import (
    Credited,
    CreditNoteCancelled,
)


class OrderAccountRow(Row):
    """Amounts are net and in cents, as invoices are; those of an order are in one currency."""

    order: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    currency: Public[str]
    ordered_amount: Internal[Decimal] = ZERO
    shipped_amount: Internal[Decimal] = ZERO
    returned_amount: Internal[Decimal] = ZERO
    billed_amount: Internal[Decimal] = ZERO
    credited_amount: Internal[Decimal] = ZERO
    ahead_amount: Internal[Decimal] = ZERO
    """Billed and not credited beyond all that left; nothing where the order is not on record."""
    to_credit_amount: Internal[Decimal] = ZERO
    """Billed and not credited of what came back."""
    untaxed_amount: Internal[Decimal] = ZERO
    """By how much what its invoices come to is not their lines with their tax."""


def touches(fact: Fact) -> list[OrderAccountRow]:
    match fact.event:
        case Sale() | Consigned() | OnReturn() as event:
            return [of(event.order, event.header)]
        case Credited() as note:
            return [of(note.order, note)] if note.order else []
        case event if (bill := bill_of(event)) is not None:
            return [of(bill.order, bill)]
        case _:
            return []


def of(order: str, said: Any) -> OrderAccountRow:
    known = {name: getattr(said, name) for name in ("customer", "customer_name", "currency")}
    return OrderAccountRow(order=order, **known)


def project(row: OrderAccountRow, fact: Fact) -> OrderAccountRow | None:
    match fact.event:
        case SalesOrderGivenBack():
            return None
        case SalesOrderPlaced() as event:
            known = {"customer": event.customer, "customer_name": event.customer_name}
            return now(row, **known, ordered_amount=worth(row, event.lines))
        case Consigned() as event:
            left = event.sign * worth(row, event.lines)
            return now(row, shipped_amount=row.shipped_amount + left)
        case OnReturn() as event:
            back = event.sign * worth(row, event.lines)
            return now(row, returned_amount=row.returned_amount + back)
        case Credited() as note:
            sign = -1 if isinstance(note, CreditNoteCancelled) else 1
            return now(row, credited_amount=row.credited_amount + sign * note.parts.net)
        case event if (bill := bill_of(event)) is not None:
            return billed(row, bill, sign_of(event))
        case _:
            return row


def worth(row: OrderAccountRow, lines: tuple[Goods, ...]) -> Decimal:
    return sum((rounded(line.costs, row.currency) for line in lines), ZERO)


def billed(row: OrderAccountRow, bill: Invoice, sign: int) -> OrderAccountRow | None:
    net = sum((line.net(bill.currency) for line in bill.lines), ZERO)
    off = abs(bill.gross - bill.tax - net)
    after = now(
        row,
        billed_amount=row.billed_amount + sign * net,
        untaxed_amount=row.untaxed_amount + sign * off,
    )
    return after if any((after.ordered_amount, after.shipped_amount, after.billed_amount)) else None


def now(row: OrderAccountRow, **values: Any) -> OrderAccountRow:
    """The row with these values, and with what is derived from them."""
    new = row.model_copy(update=values)
    claimed = new.billed_amount - new.credited_amount
    excess = max(claimed - (new.shipped_amount - new.returned_amount), ZERO)
    derived = {
        "ahead_amount": max(claimed - new.shipped_amount, ZERO) if new.ordered_amount else ZERO,
        "to_credit_amount": min(excess, new.returned_amount),
    }
    return new.model_copy(update=derived)


def largest(amount: Any) -> Index:
    """Of the few orders that have any of it, in the order in which they are asked for."""
    return narrow(amount > ZERO, by=(amount, OrderAccountRow.order))


order_accounts = Projection(
    name="order_accounts",
    row=OrderAccountRow,
    key=(OrderAccountRow.order,),
    indexes=(
        largest(OrderAccountRow.ahead_amount),
        largest(OrderAccountRow.to_credit_amount),
        largest(OrderAccountRow.untaxed_amount),
    ),
    of=(Sale, Consigned, OnReturn, Credited, *BILLING),
    touches=touches,
    project=project,
)
