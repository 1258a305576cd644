"""Credit notes: one row for each, with the invoice that it takes back a part of."""

from datetime import date
from decimal import Decimal

from domain.kernel import Fact, Internal, Projection, Public, Row
from domain.kernel.ownership import owned_by
from domain.receivables.invoice_events import Credited, CreditNoteCancelled


class CreditNoteRow(Row):
    credit_note: Public[str]
    invoice: Public[str]
    customer: Public[str]
    customer_name: Internal[str]
    issued_on: Internal[date]
    reason: Internal[str]
    currency: Public[str]
    net: Internal[Decimal]
    tax: Internal[Decimal]
    amount: Internal[Decimal]


def touches(fact: Fact) -> list[CreditNoteRow]:
    match fact.event:
        case Credited() as event:
            said = {name: getattr(event, name) for name in ("issued_on", "reason", "amount")}
            parts = {"net": event.parts.net, "tax": event.parts.tax}
            number = event.credit_note
            row = CreditNoteRow(**dict(event.addressed), credit_note=number, **said, **parts)
            return [row]
        case _:
            return []


def project(row: CreditNoteRow, fact: Fact) -> CreditNoteRow | None:
    return None if isinstance(fact.event, CreditNoteCancelled) else row


credit_notes = Projection(
    name="credit_notes",
    row=CreditNoteRow,
    key=(CreditNoteRow.credit_note,),
    indexes=((CreditNoteRow.invoice,), (CreditNoteRow.customer, CreditNoteRow.issued_on)),
    of=(Credited,),
    touches=touches,
    project=project,
    told=owned_by(CreditNoteRow.customer),
)
