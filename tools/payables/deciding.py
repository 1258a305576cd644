"""Deciding: which order an invoice bills, and whether it is owed, questioned or withdrawn."""

from domain.analysis.pairing import pairs
from domain.governance.proposal import Origin
from domain.kernel import Command, Step
from domain.payables.invoice_events import (
    AcceptSupplierInvoice,
    AssignSupplierInvoice,
    QuestionSupplierInvoice,
    WithdrawSupplierInvoice,
)
from domain.payables.supplier_invoices import SupplierInvoiceRow
from domain.preview import DraftCard
from tools.drafting import REASON, reason_of
from tools.payables.arguments import InvoiceNumber
from tools.payables.finding import invoice_called, on_paper
from tools.payables.matching import lines_of, supplier_codes
from tools.slots import PurchaseOrder, Reason, Supplier
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Invoice acceptance",
    says=(
        "accept invoice {number} [from {supplier}]",
        "approve invoice {number} for payment",
        "invoice {number} is fine",
        "invoice {number} [from {supplier}] is correct",
        "release invoice {number} for payment",
        "clear invoice {number} [from {supplier}] for payment",
        "we owe invoice {number}",
        "confirm invoice {number} [from {supplier}]",
    ),
)
async def draft_invoice_acceptance(
    ctx: ToolContext, number: InvoiceNumber, supplier: Supplier | None = None
) -> DraftCard:
    """Draft that an invoice is owed. It pays nothing, and whoever drafts it never signs it."""
    row = await invoice_called(ctx, number, supplier)
    return await decided(ctx, row, AcceptSupplierInvoice(), "Accept", "Invoice acceptance")


@draft(
    title="Invoice question",
    edits=(REASON,),
    says=(
        "question invoice {number} [because {reason}]",
        "question invoice {number} from {supplier} [because {reason}]",
        "dispute invoice {number} [because {reason}]",
        "invoice {number} is wrong [because {reason}]",
        "object to invoice {number} [because {reason}]",
        "do not pay invoice {number} [because {reason}]",
        "hold back invoice {number} [because {reason}]",
        "query invoice {number} [from {supplier}] [because {reason}]",
        "contest invoice {number} [because {reason}]",
    ),
)
async def draft_invoice_question(
    ctx: ToolContext,
    number: InvoiceNumber,
    supplier: Supplier | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft that an invoice is questioned, so that it is not paid before it is cleared up."""
    verb, kind = "Question", "Invoice question"
    return await because(ctx, number, supplier, reason, QuestionSupplierInvoice, verb, kind)


@draft(
    title="Invoice withdrawal",
    edits=(REASON,),
    says=(
        "withdraw invoice {number} [because {reason}]",
        "withdraw invoice {number} from {supplier} [because {reason}]",
        "{supplier} withdrew invoice {number} [because {reason}]",
        "{supplier} took invoice {number} back [because {reason}]",
        "invoice {number} is withdrawn [because {reason}]",
        "invoice {number} was cancelled by the supplier",
        "strike invoice {number} [because {reason}]",
        "void invoice {number} [from {supplier}] [because {reason}]",
    ),
)
async def draft_invoice_withdrawal(
    ctx: ToolContext,
    number: InvoiceNumber,
    supplier: Supplier | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft that a supplier has taken an invoice back; its number stays used."""
    verb, kind = "Withdraw", "Invoice withdrawal"
    return await because(ctx, number, supplier, reason, WithdrawSupplierInvoice, verb, kind)


@draft(
    title="Invoice assignment",
    edits=(Edit("order", "Order", "text"),),
    says=(
        "invoice {number} belongs to {order}",
        "move invoice {number} [from {supplier}] to {order}",
        "assign invoice {number} to {order}",
        "match invoice {number} with {order}",
        "match invoice {number} to {order}",
        "put invoice {number} on {order}",
        "{order} is billed with invoice {number}",
        "invoice {number} goes with {order}",
    ),
)
async def draft_invoice_assignment(
    ctx: ToolContext,
    number: InvoiceNumber,
    order: PurchaseOrder,
    supplier: Supplier | None = None,
) -> DraftCard:
    """Draft which purchase order an invoice bills; its lines are paired with those of the order."""
    row = await invoice_called(ctx, number, supplier)
    invoice = await on_paper(ctx, row)
    ordered = await lines_of(ctx, order)
    found = pairs(invoice.lines, ordered, await supplier_codes(ctx, row.supplier))
    command = AssignSupplierInvoice(order=order, pairs=found)
    plan = Plan(
        steps=(Step(row.invoice, command),),
        title=f"Assign {row.number} from {row.supplier_name} to {order}",
        kind="Invoice assignment",
    )
    return await ctx.propose(plan)


async def because(
    ctx: ToolContext,
    number: str,
    supplier: str | None,
    reason: str | None,
    does: type[QuestionSupplierInvoice | WithdrawSupplierInvoice],
    verb: str,
    kind: str,
) -> DraftCard:
    """What is done to an invoice for a reason, which the card says also where none was given."""
    row = await invoice_called(ctx, number, supplier)
    why, origins = reason_of(reason)
    return await decided(ctx, row, does(reason=why), verb, kind, origins)


async def decided(
    ctx: ToolContext,
    row: SupplierInvoiceRow,
    command: Command,
    verb: str,
    kind: str,
    origins: tuple[Origin, ...] = (),
) -> DraftCard:
    plan = Plan(
        steps=(Step(row.invoice, command),),
        title=f"{verb} {row.number} from {row.supplier_name}",
        kind=kind,
        origins=origins,
    )
    return await ctx.propose(plan)
