"""Finding: the one invoice that a number means, or the question which of several."""

from domain.kernel import Refused, among, contains, falling
from domain.kernel.words import counted, listed
from domain.payables.invoice import Invoice
from domain.payables.invoice_events import SupplierInvoiceAssigned, SupplierInvoiceRecorded
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from tools.resolve import SHOWN, SUPPLIERS, Candidate, Candidates, named, shortened, spellings
from tools.toolkit import ToolContext

NEWEST = (falling(SupplierInvoiceRow.issued_on), falling(SupplierInvoiceRow.number))


async def invoice_called(
    ctx: ToolContext, number: str, supplier: str | None = None
) -> SupplierInvoiceRow:
    """The invoice of this number; a number that two suppliers gave is a question."""
    who = await named(ctx, SUPPLIERS, supplier)
    of = (who is None or SupplierInvoiceRow.supplier == who.supplier,)
    exact = supplier_invoices.where(
        among(SupplierInvoiceRow.number, spellings(number)), *of, order_by=NEWEST, limit=SHOWN
    )
    near = supplier_invoices.where(
        contains(SupplierInvoiceRow.number, number), *of, order_by=NEWEST, limit=SHOWN
    )
    called, like = await ctx.many([exact, near])
    rows: tuple[SupplierInvoiceRow, ...] = called.rows or like.rows
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise which(number, rows)
    raise await unknown(ctx, number, who.name if who else "")


def which(number: str, rows: tuple[SupplierInvoiceRow, ...]) -> Refused:
    told = listed([f"{row.number} from {row.supplier_name}" for row in rows])
    reason = f"{counted(len(rows), 'invoice')} may be meant: {told.replace(' and ', ' or ')}?"
    if len({row.number for row in rows}) == 1:
        options = tuple(
            Candidate(value=row.supplier, label=row.supplier_name, detail=stage(row))
            for row in rows
        )
        evidence = Candidates(
            slot="supplier", asks="From which supplier?", options=options, total=len(rows)
        )
        return Refused(reason, "which_supplier", evidence)
    return Refused(reason, "which_number", candidates(rows))


def candidates(rows: tuple[SupplierInvoiceRow, ...]) -> Candidates:
    options = tuple(
        Candidate(value=row.number, label=row.number, detail=f"{row.supplier_name}, {stage(row)}")
        for row in rows
    )
    return Candidates(slot="number", asks="Which invoice?", options=options, total=len(rows))


def stage(row: SupplierInvoiceRow) -> str:
    return f"{row.stage}, {row.gross} {row.currency}"


async def unknown(ctx: ToolContext, number: str, supplier: str) -> Refused:
    """There is none: name the open ones, which are those that people speak of."""
    newest = supplier_invoices.where(SupplierInvoiceRow.open == 1, order_by=NEWEST, limit=SHOWN)
    rows = (await ctx.rows(newest)).rows
    of = f" from {supplier}" if supplier else ""
    reason = f"There is no invoice “{shortened(number)}”{of}: check the number."
    return Refused(reason, "unknown_invoice", candidates(rows) if rows else None)


async def on_paper(ctx: ToolContext, row: SupplierInvoiceRow) -> Invoice:
    """The whole invoice, as it was recorded and then assigned."""
    facts = await ctx.history(row.invoice)
    for fact in reversed(facts):
        match fact.event:
            case SupplierInvoiceRecorded() | SupplierInvoiceAssigned() as event:
                return event.invoice
    raise Refused(f"Nothing is known of {row.number} at that time.", "unknown_invoice")
