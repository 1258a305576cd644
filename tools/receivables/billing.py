"""Billing: whom an invoice bills for what, by when, and where each of its values came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.order_billing import IN_ONE_SUM, OrderBillingRow, order_billing
from domain.customers.customers import CustomerRow, customers
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.governance.proposal import Origin
from domain.kernel import Quantity, Refused
from domain.kernel.words import counted, day, listed
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.invoice import MOST_LINES, SoldLine
from tools.drafting import money_of, origin
from tools.fulfillment.finding import order_of
from tools.readings import Said
from tools.receivables.finding import currency_of, customer_called, first
from tools.receivables.tax_rates import rate_of
from tools.resolve import missing
from tools.toolkit import ToolContext

TERM = 30
"""So many days has a customer of whom no term is on record."""
NAMED = 5


@dataclass(frozen=True)
class Debtor:
    """Who is billed, in which currency, and within how many days he pays where that is agreed."""

    customer: str
    name: str
    currency: str
    payment_days: int | None = None


@dataclass(frozen=True)
class Billed:
    """The lines of an invoice in one currency, and where their values came from."""

    lines: tuple[SoldLine, ...]
    currency: str
    origins: tuple[Origin, ...]


async def sale(ctx: ToolContext, order: str | None, needed: bool) -> SalesOrderRow | None:
    """The order that is billed; one of another system may be named beside customer and amount."""
    if order is None:
        return None
    if needed:
        return await order_of(ctx, order)
    return await first(ctx, sales_orders, SalesOrderRow.order == order)


async def debtor(ctx: ToolContext, said: str | None, sold: SalesOrderRow | None) -> Debtor:
    """The customer who was named, or else the one who ordered; never somebody else than he."""
    row = None if said is None else await customer_called(ctx, said)
    if sold is None:
        if row is None:
            reason = "Not drafted. Say which order is billed, or which customer over how much."
            raise missing("customer", "Which customer?", reason)
        return Debtor(row.customer, row.name, currency_of(ctx, row), row.payment_days)
    if row is not None and row.customer != sold.customer:
        reason = f"Not drafted. {sold.order} is of {sold.customer_name}, not of {row.name}."
        raise Refused(reason, "other_customer")
    known = await first(ctx, customers, CustomerRow.customer == sold.customer)
    days = known.payment_days if known else None
    return Debtor(sold.customer, sold.customer_name, sold.currency, days)


def pay_by(who: Debtor, written: date, said: date | None) -> tuple[date, tuple[Origin, ...]]:
    """The day that was given, or the one that the customer's terms give."""
    if said is not None:
        return said, ()
    if who.payment_days is None:
        payable = written + timedelta(days=TERM)
        why = f"{TERM} days, no term of {who.name} is on record"
        return payable, (origin("due_on", day(payable), why, "default"),)
    payable = written + timedelta(days=who.payment_days)
    term = counted(who.payment_days, "day") if who.payment_days else "at once"
    return payable, (origin("due_on", day(payable), f"{term}, as agreed with {who.name}"),)


async def shipped_lines(
    ctx: ToolContext, who: Debtor, sold: SalesOrderRow, tax_rate: Decimal | None
) -> Billed:
    """What has left of the order and nobody has billed, each line at the price it was ordered."""
    row = OrderBillingRow
    asked = order_billing.where(
        row.order == sold.order,
        row.line > IN_ONE_SUM,
        row.to_bill_amount > 0,
        order_by=(row.line,),
        limit=MOST_LINES,
    )
    page = await ctx.rows(asked)
    if not page.rows:
        raise await nothing_to_bill(ctx, sold)
    rate, rated = await rate_of(ctx, tax_rate, who.customer, who.name)
    lines = tuple(sold_line(each, rate) for each in page.rows)
    many = counted(len(lines), "line")
    told = origin("lines", many, f"{sold.order}, shipped and not billed")
    reasons = list(dict.fromkeys(each.price_reason for each in page.rows if each.price_reason))
    priced = [origin("price", each, f"{sold.order}, as it was ordered") for each in reasons[:NAMED]]
    return Billed(lines, sold.currency, (told, *priced, *rated))


def sold_line(row: OrderBillingRow, rate: Decimal) -> SoldLine:
    return SoldLine(
        position=row.line,
        order_line=row.line,
        product=row.product,
        description=row.product_name,
        quantity=Quantity(amount=row.to_bill, unit=row.unit),
        price=row.price,
        price_reason=row.price_reason,
        tax_rate=rate,
    )


async def nothing_to_bill(ctx: ToolContext, sold: SalesOrderRow) -> Refused:
    whose = f"{sold.order} of {sold.customer_name}"
    if not sold.shipped:
        reason = f"Not drafted. Nothing of {whose} was shipped: ship it first."
        return Refused(reason, "nothing_shipped")
    asked = customer_invoices.where(
        CustomerInvoiceRow.order == sold.order,
        CustomerInvoiceRow.status != "cancelled",
        order_by=(CustomerInvoiceRow.issued_on, CustomerInvoiceRow.invoice),
        limit=NAMED,
        counted=False,
    )
    names = listed([row.invoice for row in (await ctx.rows(asked)).rows])
    if not names:
        return Refused(f"Not drafted. All that left of {whose} came back.", "all_returned")
    reason = f"Not drafted. All that was shipped of {whose} is billed with {names}."
    return Refused(reason, "all_billed")


async def billed_lines(
    ctx: ToolContext,
    who: Debtor,
    amount: Said | None,
    what: str | None,
    tax_rate: Decimal | None,
    lines: Sequence[SoldLine],
    order: str | None,
) -> Billed:
    if lines:
        told = origin("lines", counted(len(lines), "line"), "typed", "typed")
        return Billed(tuple(lines), who.currency, (told,))
    if amount is None:
        reason = "Not drafted. It needs an amount without tax, or lines, or an order."
        raise missing("amount", "Over how much without tax?", reason)
    net, usual = money_of("amount", amount, who.currency, who.name)
    rate, rated = await rate_of(ctx, tax_rate, who.customer, who.name)
    line: dict[str, Any] = {
        "position": 1,
        "description": what or (f"Goods of {order}" if order else "Goods and services"),
        "quantity": Quantity(amount=Decimal(1)),
        "price": net.amount,
        "tax_rate": rate,
    }
    return Billed((SoldLine(**line),), net.currency, (*usual, *rated))
