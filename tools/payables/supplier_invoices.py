"""Supplier invoices: which ones there are."""

from domain.kernel import Message, Public
from domain.kernel.words import counted
from domain.payables.supplier_invoice import supplier_invoice as decider
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
COLUMNS = columns(("name", "Name"), ("supplier_invoice", "Code"))


class ListedSupplierInvoice(Message):
    """A supplier invoice as a list shows it."""

    supplier_invoice: Public[str]
    name: Public[str]


@read(
    title="Supplier invoices",
    says=(
        "list supplier invoices",
        "list all supplier invoices",
        "show all supplier invoices",
        "show me the supplier invoices",
        "which supplier invoices are there",
        "what supplier invoices do we have",
        "how many supplier invoices are there",
        "all supplier invoices",
        "our supplier invoices",
    ),
)
async def list_supplier_invoices(ctx: ToolContext) -> Reply[ListedSupplierInvoice]:
    """List supplier invoices by name."""
    page = await ctx.rows(supplier_invoices.where(order_by=(SupplierInvoiceRow.name,), limit=SHOWN))
    verb = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"{counted(page.total, 'supplier invoice')} {verb} on record.",
        page,
        (ListedSupplierInvoice(**dict(row)) for row in page.rows),
        COLUMNS,
        noun="supplier invoice",
        query="supplier invoices",
        streams=[decider.stream(row.supplier_invoice) for row in page.rows],
    )
