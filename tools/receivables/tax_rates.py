"""Tax rates: the one that an invoice is written at where nobody says one, with where it is from."""

from decimal import Decimal

from domain.customers.customers import CustomerRow, customers
from domain.governance.proposal import Origin
from domain.kernel import among, falling
from domain.receivables.customer_invoice_lines import (
    CustomerInvoiceLineRow,
    customer_invoice_lines,
)
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from tools.drafting import origin
from tools.receivables.finding import first
from tools.resolve import missing
from tools.toolkit import ToolContext

LOOKED_AT = 200
"""So many of the newest invoices are looked through for one to a customer of the same kind."""
Rated = tuple[Decimal, tuple[Origin, ...]]


async def rate_of(ctx: ToolContext, said: Decimal | None, customer: str, name: str) -> Rated:
    """What was said, else the rate of the customer's last invoice, else of the last to one alike.

    Where goods are taxed, and who reckons the tax, depends on the country and on whether a dealer
    buys: customers alike in both are billed alike. Where nobody was, the rate is asked for.
    """
    if said is not None:
        return said, ()
    last = await newest(ctx, CustomerInvoiceLineRow.customer == customer)
    if last is not None:
        return last.tax_rate, (origin("tax_rate", last.tax_rate, f"{last.invoice}, the last"),)
    known = await first(ctx, customers, CustomerRow.customer == customer)
    found = await alike(ctx, known) if known and known.country else None
    if known is None or found is None:
        reason = f"Not drafted. {name} was never billed: say at which tax rate."
        raise missing("tax_rate", "At which tax rate?", reason)
    told = f"{found.invoice}, the last to a {known.kind} in {known.country}"
    return found.tax_rate, (origin("tax_rate", found.tax_rate, told),)


async def newest(ctx: ToolContext, whose: bool) -> CustomerInvoiceLineRow | None:
    row = CustomerInvoiceLineRow
    asked = customer_invoice_lines.where(
        whose,
        order_by=(falling(row.issued_on), row.invoice, row.position),
        limit=1,
        counted=False,
    )
    return (await ctx.rows(asked)).first


async def alike(ctx: ToolContext, known: CustomerRow) -> CustomerInvoiceLineRow | None:
    """The newest line that was billed to a customer of the same country and kind."""
    row, who = CustomerInvoiceRow, CustomerRow
    recent = customer_invoices.where(
        row.status != "cancelled",
        order_by=(falling(row.issued_on), row.invoice),
        limit=LOOKED_AT,
        counted=False,
    )
    billed = sorted({each.customer for each in (await ctx.rows(recent)).rows})
    like = customers.where(
        among(who.customer, billed),
        who.country == known.country,
        who.kind == known.kind,
        limit=LOOKED_AT,
        counted=False,
    )
    codes = [each.customer for each in (await ctx.rows(like)).rows]
    return await newest(ctx, among(CustomerInvoiceLineRow.customer, codes)) if codes else None
