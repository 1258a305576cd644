"""Invoices: which there are, how far each has come, and which do not match what we ordered."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from domain.kernel import Internal, Message, Money, Page, Public, falling, measure
from domain.kernel.words import counted
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from tools.amounts import by_currency, sums
from tools.payables.arguments import InvoiceNumber
from tools.payables.finding import invoice_called, on_paper
from tools.payables.matching import differences
from tools.procurement.scope import scope
from tools.reply import Reply, asked, columns, counting, table
from tools.slots import Period, Supplier, choice
from tools.toolkit import ToolContext, read

SHOWN = 100
COMPARED = 40  # Each of them is held against its order and its receipts.
NEWEST = (falling(SupplierInvoiceRow.issued_on), SupplierInvoiceRow.number)
Status = Annotated[
    Literal["open", "recorded", "questioned", "accepted", "withdrawn", "overdue"],
    choice(
        "In which status?",
        "How far they have come; open are those that nobody has decided about.",
        open=("open", "undecided", "unpaid", "waiting"),
        recorded=("recorded", "new"),
        questioned=("questioned", "disputed", "contested"),
        accepted=("accepted", "approved", "confirmed"),
        withdrawn=("withdrawn", "voided"),
        overdue=("overdue", "past due"),
    ),
]
COLUMNS = columns(
    ("number", "Invoice"),
    ("supplier_name", "Supplier"),
    ("stage", "Status", "status"),
    ("order", "Order"),
    ("issued_on", "Issued", "date"),
    ("due_on", "Due", "date"),
    ("gross", "Amount", "money", "currency"),
)


class ListedInvoice(Message):
    """An invoice as a list shows it; `order` is empty while nobody knows which it bills."""

    number: Public[str]
    supplier: Public[str]
    supplier_name: Public[str]
    form: Public[str]
    stage: Internal[str]
    reason: Internal[str]
    order: Public[str]
    issued_on: Internal[date]
    due_on: Internal[date | None]
    gross: Internal[Decimal]
    currency: Public[str]


class Mismatch(Message):
    """An invoice beside its order, and where the two and the receipts differ."""

    number: Public[str]
    supplier_name: Public[str]
    order: Public[str]
    gross: Internal[Decimal]
    currency: Public[str]
    differences: Internal[tuple[str, ...]]


class InvoiceLine(Message):
    """A line of one invoice, with the line of the order that it bills."""

    position: Public[int]
    item: Public[str]
    description: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    net: Internal[Decimal]
    currency: Public[str]
    order_line: Public[str]


@read(
    title="Supplier invoices",
    says=(
        "which invoices are {status}",
        "list {status} invoices [from {supplier}]",
        "list invoices [from {supplier}] [{period}]",
        "show all invoices [from {supplier}]",
        "supplier invoices [from {supplier}] [{period}]",
        "invoices from {supplier} [{period}]",
        "{status} invoices [from {supplier}] [{period}]",
        "how many invoices are {status}",
        "what invoices do we have from {supplier}",
        "what has {supplier} billed [{period}]",
        "which invoices did {supplier} send [{period}]",
        "which invoices came in [{period}]",
    ),
)
async def list_supplier_invoices(
    ctx: ToolContext,
    status: Status | None = None,
    supplier: Supplier | None = None,
    period: Period | None = None,
) -> Reply[ListedInvoice]:
    """List supplier invoices and credit notes, newest first, with their status and amounts."""
    about = await scope(ctx, supplier, None, period)
    conditions = (
        *staged(status, ctx.today),
        *about.on(SupplierInvoiceRow, SupplierInvoiceRow.issued_on),
    )
    page = await ctx.rows(supplier_invoices.where(*conditions, order_by=NEWEST, limit=SHOWN))
    found = await by_currency(
        ctx,
        supplier_invoices,
        (*conditions, SupplierInvoiceRow.form == "invoice"),
        measure("gross", "sum", SupplierInvoiceRow.gross),
    )
    totals = {"gross": sums(found, "gross", ctx.currency)}
    kind = f"{status} supplier invoice" if status else "supplier invoice"
    verb = "is" if page.total == 1 else "are"
    over = f", over {totals['gross']}" if page.total else ""
    return table(
        ctx,
        f"There {verb} {counted(page.total, kind)}{about.words()}{over}.",
        page,
        map(listed_invoice, page.rows),
        COLUMNS,
        noun="invoice",
        query=about.query("supplier invoices", status=status),
        streams=[row.invoice for row in page.rows],
        totals=totals,
    )


def staged(status: str | None, today: date) -> tuple[bool, ...]:
    match status:
        case None:
            return ()
        case "open":
            return (SupplierInvoiceRow.open == 1,)
        case "overdue":
            due: Any = SupplierInvoiceRow.due_on
            return (SupplierInvoiceRow.open == 1, due < today)
        case stage:
            return (SupplierInvoiceRow.stage == stage,)


def listed_invoice(row: SupplierInvoiceRow) -> ListedInvoice:
    return ListedInvoice(**{name: getattr(row, name) for name in ListedInvoice.model_fields})


@read(
    title="Invoices that do not match",
    says=(
        "which invoices do not match their order",
        "which invoices do not match [from {supplier}]",
        "which invoices from {supplier} do not match",
        "invoices that do not match their order",
        "invoices with differences [from {supplier}]",
        "show invoices that differ from their order",
        "are there invoices that do not match",
        "what invoices are wrong",
        "where do invoices differ from orders",
        "list unmatched invoices [from {supplier}]",
        "unmatched invoices [from {supplier}]",
    ),
)
async def unmatched_invoices(ctx: ToolContext, supplier: Supplier | None = None) -> Reply[Mismatch]:
    """Hold each open invoice against its order and receipts, and list those that differ."""
    about = await scope(ctx, supplier)
    conditions = (SupplierInvoiceRow.open == 1, *about.on(SupplierInvoiceRow))
    page = await ctx.rows(supplier_invoices.where(*conditions, order_by=NEWEST, limit=COMPARED))
    found = [row for row in [await mismatch(ctx, row) for row in page.rows] if row.differences]
    held = counted(len(page.rows), "open invoice")
    verb = "does" if len(found) == 1 else "do"
    odd = f"{len(found)} of {held}{about.words()} {verb} not match their order and receipts."
    headline = odd if found else f"No open invoice{about.words()} differs from its order."
    return Reply(
        headline=headline,
        rows=tuple(found),
        columns=columns(
            ("number", "Invoice"),
            ("supplier_name", "Supplier"),
            ("order", "Order"),
            ("gross", "Amount", "money", "currency"),
            ("differences", "Differences"),
        ),
        total_rows=len(found),
        truncated=page.truncated,
        note=counting(ctx, page.total, "open invoice", len(page.rows)),
        query=about.query("open supplier invoices beside their orders"),
        streams=tuple(row.invoice for row in page.rows[:20]),
    )


async def mismatch(ctx: ToolContext, row: SupplierInvoiceRow) -> Mismatch:
    doubts = await differences(ctx, row.invoice, await on_paper(ctx, row))
    shared = {name: getattr(row, name) for name in Mismatch.model_fields if name != "differences"}
    told = tuple(f"{doubt.bold} {doubt.text}".strip() for doubt in doubts)
    return Mismatch(**shared, differences=told)


@read(
    title="One supplier invoice",
    says=(
        "show invoice {number} [from {supplier}]",
        "open invoice {number}",
        "what is on invoice {number} [from {supplier}]",
        "details of invoice {number} [from {supplier}]",
        "does invoice {number} match its order",
        "does invoice {number} match",
        "is invoice {number} [from {supplier}] right",
        "what is the status of invoice {number}",
        "tell me about invoice {number} [from {supplier}]",
        "what does invoice {number} say",
    ),
)
async def show_supplier_invoice(
    ctx: ToolContext, number: InvoiceNumber, supplier: Supplier | None = None
) -> Reply[InvoiceLine]:
    """Show one invoice with its lines, its status, and how it differs from order and receipts."""
    row = await invoice_called(ctx, number, supplier)
    invoice = await on_paper(ctx, row)
    doubts = await differences(ctx, row.invoice, invoice) if row.open else []
    lines = [
        InvoiceLine(
            **{n: getattr(line, n) for n in InvoiceLine.model_fields if hasattr(line, n)}
            | {"currency": invoice.currency, "order_line": bills(invoice.order, line.order_line)}
        )
        for line in invoice.lines[:SHOWN]
    ]
    page: Page[Any] = Page(tuple[Any, ...](lines), len(invoice.lines))
    return table(
        ctx,
        " ".join([introduction(row), *(f"{doubt.bold} {doubt.text}" for doubt in doubts)]),
        page,
        lines,
        columns(
            ("position", "Line", "number"),
            ("description", "What"),
            ("quantity", "Quantity", "quantity", "unit"),
            ("price", "Price", "price", "currency"),
            ("net", "Net", "money", "currency"),
            ("order_line", "Bills"),
        ),
        noun="line",
        query=asked("supplier invoices", number=row.number, supplier=row.supplier_name),
        streams=[row.invoice],
    )


def bills(order: str, line: int) -> str:
    return f"{order}, line {line}" if order and line else ""


def introduction(row: SupplierInvoiceRow) -> str:
    kind = "Credit note" if row.form == "credit_note" else "Invoice"
    parts = [
        f"{kind} {row.number} from {row.supplier_name}",
        f"over {sums_of(row)}",
        f"for {row.order}" if row.order else "without an order",
    ]
    why = f": {row.reason.rstrip('.')}" if row.reason else ""
    return f"{' '.join(parts)} is {row.stage}{why}."


def sums_of(row: SupplierInvoiceRow) -> str:
    return str(Money(amount=row.gross, currency=row.currency))
