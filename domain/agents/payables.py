"""The payables agent: has an invoice accepted when what it bills has come."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.agents.agent import MOST, Agent, Looking, Question, Rule, Suggestion, occasion, plain
from domain.kernel.words import day
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices

NAME = "payables-agent"


def accept(today: date) -> Looking:
    """Accept what names its order; every difference between them stands on the card."""
    row = SupplierInvoiceRow
    [recorded] = yield [
        supplier_invoices.where(
            row.stage == "recorded",
            row.form == "invoice",
            row.order != "",
            order_by=(row.issued_on, row.invoice),
            limit=MOST,
            counted=False,
        )
    ]
    return tuple(owed(recorded.rows))


def owed(rows: Iterable[SupplierInvoiceRow]) -> Iterator[Suggestion]:
    for row in rows:
        due = f" and is due on {day(row.due_on)}" if row.due_on else ""
        yield Suggestion(
            occasion=occasion(NAME, "accept", f"{row.supplier} {row.number}"),
            about=row.number,
            tool="draft_invoice_acceptance",
            arguments={"number": row.number, "supplier": row.supplier},
            because=f"Invoice {row.number} bills {row.order}{due}.",
            subject={"order": row.order, "net": plain(row.net)},
            asks=(Question("procurement-agent", "received"),),
        )


agent = Agent(
    function="payables",
    mandate="Sees to it that an invoice is decided on before it is due.",
    off="An invoice is held against its order and what has come, figure by figure.",
    handoff=(
        "The acceptance waits for a hand that did not draft it; where fewer goods came, no draft "
        "is made and people decide."
    ),
    rules=(
        Rule(
            name="accept",
            says="Accept an invoice when goods of its worth have come.",
            reads=("payables",),
            drafts="draft_invoice_acceptance",
            command="AcceptSupplierInvoice",
            look=accept,
        ),
    ),
)
