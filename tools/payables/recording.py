"""Recording: an invoice as it came, matched to the order that it bills."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.analysis.pairing import pairs
from domain.governance.proposal import Origin
from domain.kernel import Money, Refused, Step
from domain.kernel.part import part
from domain.kernel.words import counted
from domain.payables.invoice import NOUNS, Billed, key_of
from domain.payables.invoice_events import RecordSupplierInvoice
from domain.payables.supplier_invoice import supplier_invoice
from domain.preview import DraftCard
from domain.procurement.suppliers import SupplierRow
from tools.drafting import money_of, on_day, origin
from tools.from_file import FromFile, kept_file
from tools.payables.arguments import (
    AccountOnIt,
    GivenLine,
    Gross,
    InvoiceNumber,
    IssuedOn,
    Lines,
    Net,
    PayableOn,
    Tax,
    Taxes,
    TaxId,
    What,
)
from tools.payables.matching import lines_of, only_order, supplier_codes
from tools.readings import Said
from tools.resolve import SUPPLIERS, one
from tools.slots import PurchaseOrder, Supplier
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Supplier invoice",
    edits=(
        Edit("number", "Number", "text"),
        Edit("amount", "Amount", "money"),
        Edit("net", "Net", "money"),
        Edit("tax", "Tax", "money"),
        Edit("issued_on", "Issued on", "date"),
        Edit("due_on", "Due on", "date"),
        Edit("order", "Order", "text"),
    ),
    says=(
        "invoice {number} from {supplier} over {amount} [for {order}]",
        "invoice {number} from {supplier} for {amount}",
        "bill {number} from {supplier} over {amount}",
        "record invoice {number} from {supplier} over {amount} [for {order}]",
        "enter invoice {number} of {supplier} over {amount} [for {order}]",
        "book invoice {number} from {supplier} over {amount}",
        "{supplier} sent invoice {number} over {amount}",
        "{supplier} billed {amount} with invoice {number}",
        "we got invoice {number} from {supplier} over {amount} [for {order}]",
        "credit note {number} from {supplier} over {amount} @ form=credit_note",
        "new supplier invoice {number} from {supplier} over {amount}",
    ),
)
async def draft_supplier_invoice(
    ctx: ToolContext,
    number: InvoiceNumber,
    supplier: Supplier,
    amount: Gross,
    order: PurchaseOrder | None = None,
    form: What | None = None,
    issued_on: IssuedOn | None = None,
    due_on: PayableOn | None = None,
    net: Net | None = None,
    tax: Tax | None = None,
    tax_id: TaxId | None = None,
    account: AccountOnIt | None = None,
    lines: Lines = (),
    taxes: Taxes = (),
    document: FromFile | None = None,
) -> DraftCard:
    """Draft the recording of a supplier's invoice or credit note, as it came; nothing is paid.

    Without an order, the one of this supplier that fits is taken. The account is only compared.
    """
    who = await one(ctx, SUPPLIERS, supplier)
    total, usual = money_of("amount", amount, who.currency or ctx.currency, who.name)
    written, today = on_day("issued_on", issued_on, ctx.today)
    sums = [said.amount for said in (net, amount) if said]
    billing = await billed_order(ctx, who, order, lines, sums)
    paper = {"number": number, "issued_on": written, "due_on": due_on, "form": form or "invoice"}
    beside = {"tax_id": tax_id or "", "taxes": taxes, "document": document}
    plain = "".join((account or "").split()).upper()
    command = RecordSupplierInvoice.model_validate(
        paper | beside | owed(who, total, net, tax) | billing.said | {"account": plain}
    )
    origins = (*usual, *today, *billing.origins, *shown(command, lines))
    return await ctx.propose(plan_of(command, origins))


def owed(who: SupplierRow, total: Money, net: Said | None, tax: Said | None) -> dict[str, Any]:
    """To whom, and how much, all of it in one currency."""
    return {
        "supplier": who.supplier,
        "supplier_name": who.name,
        "currency": total.currency,
        "gross": total.amount,
        "net": figure(net, total.currency),
        "tax": figure(tax, total.currency),
    }


def plan_of(command: RecordSupplierInvoice, origins: tuple[Origin, ...]) -> Plan:
    key = key_of(command.supplier, command.form, command.number)
    noun = NOUNS[command.form]
    return Plan(
        steps=(Step(supplier_invoice.stream(key), command),),
        title=f"Record {noun} {command.number} from {command.supplier_name} over {command.total}",
        kind=f"Supplier {noun}",
        origins=origins,
    )


@dataclass(frozen=True)
class Billing:
    """The order that is billed, and the lines, each with the line that it bills."""

    order: str
    lines: tuple[Billed, ...]
    origins: tuple[Origin, ...]

    @property
    def said(self) -> dict[str, Any]:
        return {"order": self.order, "lines": self.lines}


async def billed_order(
    ctx: ToolContext,
    who: SupplierRow,
    order: str | None,
    given: Sequence[GivenLine],
    sums: Sequence[object],
) -> Billing:
    lines = tuple(part(Billed, line) for line in given)
    known = order or await only_order(ctx, who.supplier, lines, sums)
    if not known:
        return Billing("", lines, ())
    ordered = await lines_of(ctx, known)
    found = pairs(lines, ordered, await supplier_codes(ctx, who.supplier))
    both = zip(lines, found, strict=True)
    paired = tuple(line.model_copy(update={"order_line": at}) for line, at in both)
    why = f"the only order of {who.name} that fits"
    origins = () if order else (origin("order", known, why),)
    return Billing(known, paired, origins)


def figure(said: Said | None, currency: str) -> Any:
    if said is None:
        return None
    if said.of and said.of != currency:
        reason = f"Not drafted. The invoice is in {currency}, and a part of it in {said.of}."
        raise Refused(reason, "two_currencies")
    return said.amount


def shown(command: RecordSupplierInvoice, given: Sequence[GivenLine]) -> tuple[Origin, ...]:
    """What a card says of values that are too long for it, or secret."""
    found = []
    if command.account:
        found.append(origin("account", f"ending in {command.account[-4:]}", "typed", "typed"))
    if command.lines:
        found.append(origin("lines", counted(len(command.lines), "line"), "typed", "typed"))
    found += kept_file(command.document)
    found += [
        origin(f"line {line.position}", line.name, f"document {line.where}", "document")
        for line in given
        if line.where
    ]
    return tuple(found)
