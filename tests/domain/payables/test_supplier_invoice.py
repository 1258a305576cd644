"""A supplier's invoice is recorded once, decided about by people, and every step is taken back."""

import pytest

from domain.payables.invoice import folded, key_of
from domain.payables.invoice_events import (
    AcceptSupplierInvoice,
    AssignSupplierInvoice,
    QuestionSupplierInvoice,
    TakeBackSupplierInvoice,
    WithdrawSupplierInvoice,
)
from domain.payables.supplier_invoice import supplier_invoice
from domain.payables.supplier_invoice_lines import supplier_invoice_lines
from domain.payables.supplier_invoices import supplier_invoices
from tests.domain.business import bill, billed, eur
from tests.spec import Spec, facts_of

blank = Spec(supplier_invoice)
recorded = blank.given(*blank.when(bill()).events)
STREAM = supplier_invoice.stream(key_of("CONTI", "invoice", "2026/118"))


def test_an_invoice_is_recorded_with_what_is_owed() -> None:
    blank.when(bill()).says(
        "Invoice 2026/118 from Conceria Conti for PO-7 over €5,032.50 is recorded."
    )
    assert blank.when(bill()).events[0].at_stake == eur("5032.50")
    assert blank.when(bill(form="credit_note")).events[0].at_stake is None


def test_a_supplier_gives_a_number_once() -> None:
    recorded.when(bill()).refused("duplicate_invoice", "2026/118", "Conceria Conti", "recorded")


@pytest.mark.parametrize("spelling", ["RE 2026/001", "re-2026-001", " RE-2026_001 "])
def test_a_number_is_one_number_however_it_is_spelled(spelling: str) -> None:
    assert folded(spelling) == "RE-2026-001"


def test_numbers_that_differ_stay_apart() -> None:
    assert key_of("A", "invoice", "1-11") != key_of("A", "invoice", "11-1")
    assert key_of("A", "invoice", "7") != key_of("A", "credit_note", "7")
    assert key_of("A.I", "invoice", "7") != key_of("A", "invoice", "I.7")


def test_what_is_no_invoice_is_refused() -> None:
    blank.when(bill(gross="0")).refused("no_amount")
    blank.when(bill(gross="-5")).refused("no_amount", "credit note")
    blank.when(bill(lines=(billed(), billed()))).refused("line_twice")


def test_only_what_is_open_is_accepted_or_withdrawn() -> None:
    accepted = recorded.given(*recorded.when(AcceptSupplierInvoice()).events)
    accepted.when(AcceptSupplierInvoice()).refused("invoice_accepted")
    accepted.when(WithdrawSupplierInvoice(reason="Twice")).refused("invoice_accepted")
    accepted.when(TakeBackSupplierInvoice()).refused("invoice_accepted")
    accepted.when(QuestionSupplierInvoice(reason="Too dear.")).says(
        "Invoice 2026/118 from Conceria Conti is questioned: Too dear."
    )


def test_what_is_not_there_can_only_be_recorded() -> None:
    blank.when(AcceptSupplierInvoice()).refused("unknown_invoice")


def test_an_invoice_is_assigned_line_by_line() -> None:
    recorded.when(AssignSupplierInvoice(order="PO-8", pairs=(2,))).says(
        "Invoice 2026/118 from Conceria Conti bills PO-8, no longer PO-7."
    )
    recorded.when(AssignSupplierInvoice(order="PO-8", pairs=(1, 2))).refused("wrong_lines")
    recorded.when(AssignSupplierInvoice(order="PO-7", pairs=(1,))).refused("no_change")


def test_the_rows_follow_what_happened() -> None:
    again = recorded.given(*recorded.when(AssignSupplierInvoice(order="PO-8", pairs=(2,))).events)
    asked = again.given(*again.when(QuestionSupplierInvoice(reason="Too dear")).events)
    facts = facts_of(STREAM, *asked.history)
    [row] = supplier_invoices.fold({}, facts).values()
    assert (row.invoice, row.order, row.stage, row.reason, row.open) == (
        *(STREAM, "PO-8", "questioned", "Too dear", 1),
    )
    [line] = supplier_invoice_lines.fold({}, facts).values()
    assert (line.order, line.order_line, line.quantity) == ("PO-8", 2, 50)
