"""Supplier invoices: one row for each, with what it says and how far it has come."""

from datetime import date
from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row, Secret
from domain.payables.invoice import OPEN, Invoice, Named
from domain.payables.invoice_events import (
    SupplierInvoiceAccepted,
    SupplierInvoiceAssigned,
    SupplierInvoiceQuestioned,
    SupplierInvoiceRecorded,
    SupplierInvoiceReturned,
    SupplierInvoiceTakenBack,
    SupplierInvoiceWithdrawn,
)

ZERO = Decimal(0)


class SupplierInvoiceRow(Row):
    """Open is 1 while nobody has decided about it, so that the sum is how many there are."""

    invoice: Public[str]
    number: Public[str]
    supplier: Public[str]
    supplier_name: Public[str]
    form: Public[str]
    stage: Internal[str] = "recorded"
    open: Internal[int] = 1
    reason: Internal[str] = ""
    issued_on: Internal[date]
    due_on: Internal[date | None] = None
    order: Public[str] = ""
    currency: Public[str]
    gross: Internal[Decimal] = ZERO
    net: Internal[Decimal] = ZERO
    tax: Internal[Decimal] = ZERO
    tax_id: Internal[str] = ""
    account: Secret[str] = ""
    file: Internal[str] = ""
    file_name: Internal[str] = ""


def touches(fact: Fact) -> list[SupplierInvoiceRow]:
    match fact.event:
        case Named() as event:
            known = {name: getattr(event, name) for name in Named.model_fields}
            return [SupplierInvoiceRow(invoice=fact.stream, **known)]
        case _:
            return []


def project(row: SupplierInvoiceRow, fact: Fact) -> SupplierInvoiceRow | None:
    match fact.event:
        case SupplierInvoiceTakenBack():
            return None
        case SupplierInvoiceRecorded() as recorded:
            return in_stage(recorded_as(row, recorded), "recorded", "")
        case SupplierInvoiceAssigned(order=order):
            return row.model_copy(update={"order": order})
        case SupplierInvoiceAccepted():
            return in_stage(row, "accepted", "")
        case SupplierInvoiceQuestioned(reason=reason):
            return in_stage(row, "questioned", reason)
        case SupplierInvoiceWithdrawn(reason=reason):
            return in_stage(row, "withdrawn", reason)
        case SupplierInvoiceReturned(stage=stage, reason=reason):
            return in_stage(row, stage, reason)
        case _:
            return row


def in_stage(row: SupplierInvoiceRow, stage: str, reason: str) -> SupplierInvoiceRow:
    is_open = int(stage in OPEN)
    return row.model_copy(update={"stage": stage, "open": is_open, "reason": reason})


def recorded_as(row: SupplierInvoiceRow, invoice: Invoice) -> SupplierInvoiceRow:
    document = invoice.document
    return row.model_copy(
        update={
            "due_on": invoice.due_on,
            "order": invoice.order,
            "net": invoice.worth,
            "tax": invoice.tax or ZERO,
            "tax_id": invoice.tax_id,
            "account": invoice.account,
            "file": document.file if document else "",
            "file_name": document.name if document else "",
        }
    )


supplier_invoices = Projection(
    name="supplier_invoices",
    row=SupplierInvoiceRow,
    key=(SupplierInvoiceRow.invoice,),
    indexes=(
        (SupplierInvoiceRow.number,),
        (SupplierInvoiceRow.supplier, SupplierInvoiceRow.issued_on),
        (SupplierInvoiceRow.stage, SupplierInvoiceRow.issued_on),
        (SupplierInvoiceRow.order,),
    ),
    of=(Named,),
    touches=touches,
    project=project,
)
