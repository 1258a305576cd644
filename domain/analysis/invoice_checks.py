"""Invoice checks: what is odd about an invoice before it is recorded, or owed."""

from collections.abc import Sequence
from typing import Any

from domain.analysis.doubt import Check, Doubt, nothing
from domain.analysis.invoice_match import ask_order, compare, ordered_in
from domain.analysis.invoice_party import ask_party, judge_party
from domain.analysis.invoice_sums import judge_sums
from domain.analysis.reading_checks import of_reading
from domain.kernel import Fact, Page, Query
from domain.payables.invoice import Invoice
from domain.payables.invoice_events import (
    SupplierInvoiceAccepted,
    SupplierInvoiceAssigned,
    SupplierInvoiceRecorded,
)

WHOLE = (SupplierInvoiceRecorded, SupplierInvoiceAccepted)
STANDING = (*WHOLE, SupplierInvoiceAssigned)


def invoice_of(fact: Fact) -> Invoice | None:
    """The invoice that this fact lets stand, if it does."""
    match fact.event:
        case SupplierInvoiceRecorded() | SupplierInvoiceAccepted() | SupplierInvoiceAssigned():
            return fact.event.invoice
        case _:
            return None


def judge_itself(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SupplierInvoiceRecorded() | SupplierInvoiceAccepted() as event:
            return [*judge_sums(event), *of_reading(event.document)]
        case _:
            return []


def ask_of_order(fact: Fact) -> Sequence[Query[Any]]:
    invoice = invoice_of(fact)
    return ask_order(invoice.order) if invoice and invoice.order else ()


def judge_match(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    invoice = invoice_of(fact)
    if invoice is None:
        return []
    empty: Page[Any] = Page((), 0)
    asked = pages or [empty] * 4
    accepting = isinstance(fact.event, SupplierInvoiceAccepted)
    return compare(invoice, ordered_in(fact.stream, invoice, asked), accepting)


def ask_of_party(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case SupplierInvoiceRecorded() | SupplierInvoiceAccepted() as event:
            return ask_party(fact.stream, event)
        case _:
            return ()


def judge_who(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SupplierInvoiceRecorded() | SupplierInvoiceAccepted() as event:
            return judge_party(event, pages)
        case _:
            return []


INVOICE_CHECKS = (
    Check("invoice_party", WHOLE, ask_of_party, judge_who),
    Check("invoice_itself", WHOLE, nothing, judge_itself),
    Check("invoice_match", STANDING, ask_of_order, judge_match),
)
