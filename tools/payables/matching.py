"""Matching: the order that an invoice bills, and how the two and the receipts differ."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from domain.analysis.doubt import Doubt
from domain.analysis.invoice_match import ask_order, compare, ordered_in
from domain.analysis.pairing import folded, pairs
from domain.kernel import Page, among, falling
from domain.payables.invoice import Billed, Invoice
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from tools.resolve import purchase_order
from tools.toolkit import ToolContext

LOOKED_AT = 500
BILLABLE = ("placed", "partly_received", "received", "closed")


async def supplier_codes(ctx: ToolContext, supplier: str) -> dict[str, str]:
    """The supplier's own codes, each with our item."""
    known = sourcing_terms.where(SourcingRow.supplier == supplier, limit=LOOKED_AT, counted=False)
    rows = (await ctx.rows(known)).rows
    return {folded(row.supplier_code): row.item for row in rows if row.supplier_code}


async def lines_of(ctx: ToolContext, number: str) -> Sequence[OrderLineRow]:
    """The lines of an order that exists."""
    order = await purchase_order(ctx, number)
    asked = order_lines.where(
        OrderLineRow.order == order.order, order_by=(OrderLineRow.line,), limit=LOOKED_AT
    )
    return (await ctx.rows(asked)).rows


async def only_order(
    ctx: ToolContext, supplier: str, lines: Sequence[Billed], worth: Sequence[object]
) -> str:
    """The one order of this supplier that has all these goods, or is over exactly this amount."""
    asked = order_lines.where(
        OrderLineRow.supplier == supplier,
        among(OrderLineRow.status, BILLABLE),
        order_by=(falling(OrderLineRow.ordered_on), OrderLineRow.number, OrderLineRow.line),
        limit=LOOKED_AT,
        counted=False,
    )
    orders: Mapping[str, list[OrderLineRow]] = defaultdict(list)
    for row in (await ctx.rows(asked)).rows:
        orders[row.number].append(row)
    codes = await supplier_codes(ctx, supplier) if lines else {}
    fitting = [
        number
        for number, ordered in orders.items()
        if (all(pairs(lines, ordered, codes)) if lines else amount(ordered) in worth)
    ]
    if len(fitting) > 1 and lines:  # The one that has these quantities too.
        fitting = [number for number in fitting if same(lines, orders[number], codes)]
    return fitting[0] if len(fitting) == 1 else ""


def amount(ordered: Sequence[OrderLineRow]) -> object:
    return sum(row.amount for row in ordered)


def same(
    lines: Sequence[Billed], ordered: Sequence[OrderLineRow], codes: Mapping[str, str]
) -> bool:
    rows = {row.line: row for row in ordered}
    both = zip(lines, pairs(lines, ordered, codes), strict=True)
    return all(line.quantity in (rows[at].ordered, rows[at].received) for line, at in both)


async def differences(ctx: ToolContext, stream: str, invoice: Invoice) -> list[Doubt]:
    """Where the invoice does not match its order and receipts, as it would stop a payment."""
    asked: list[Page[Any]] = [Page((), 0)] * 4
    if invoice.order:
        asked = list(await ctx.many(ask_order(invoice.order)))
    return compare(invoice, ordered_in(stream, invoice, asked), True)
