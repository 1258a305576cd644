"""An invoice is held against itself, its order and receipts, and what was known of its sender."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.doubt import Doubt
from domain.analysis.invoice_sums import judge_sums
from domain.analysis.pairing import pairs
from domain.kernel.measures import CENTS
from domain.payables.haste import pressing
from domain.payables.invoice import Document, key_of
from domain.payables.invoice_events import AcceptSupplierInvoice, RecordSupplierInvoice
from domain.payables.supplier_invoice import supplier_invoice
from domain.payables.units import same_unit
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_order import purchase_order
from domain.procurement.supplier import ChangeBankDetails, HoldSupplier, supplier
from tests.domain.analysis.world import SUPPLIED, World
from tests.domain.business import GOOD_IBAN, OTHER_IBAN, bill, billed, line, place, receive, thread
from tests.spec import facts_of

PAID = SUPPLIED.after(supplier, "CONTI", ChangeBankDetails(account=GOOD_IBAN))
ORDERED = PAID.order(place(), number="PO-7")
CAME = ORDERED.order(receive(50), number="PO-7")
KEY = key_of("CONTI", "invoice", "2026/118")
TAXES = ({"rate": "22", "base": "4125", "amount": "907.50"},)


def said(world: World, **changes: Any) -> dict[str, Doubt]:
    command = bill(**changes)
    key = key_of(command.supplier, command.form, command.number)
    return {doubt.code: doubt for doubt in world.doubts(world.does(supplier_invoice, key, command))}


def test_an_invoice_for_what_came_at_the_price_of_the_order_is_beyond_doubt() -> None:
    assert said(CAME, account=GOOD_IBAN, taxes=TAXES) == {}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"net": "4120", "gross": "5027.50"}, "wrong_sum"),
        ({"tax": "900", "gross": "5032.50"}, "wrong_total"),
        ({"taxes": ({"rate": "22", "base": "4125", "amount": "900"},)}, "wrong_tax"),
        ({"taxes": ({"rate": "22", "base": "4000", "amount": "880"},)}, "wrong_tax_sum"),
        ({"lines": (billed(net="4000"),), "net": "4000", "gross": "4907.5"}, "wrong_line"),
        ({"due_on": date(2026, 3, 1)}, "due_before_issue"),
        ({"account": OTHER_IBAN}, "other_account"),
        ({"account": "DE89370400440532013001"}, "iban_wrong"),
        ({"order": "PO-9"}, "unknown_order"),
        ({"order": ""}, "no_order"),
        ({"currency": "USD"}, "other_currency"),
        ({"lines": (billed(order_line=0),)}, "not_ordered"),
        ({"lines": (billed(unit="KGM"),)}, "other_unit"),
        ({"supplier": "WHO"}, "unknown_supplier"),
    ],
)
def test_what_is_wrong_is_named(changes: Mapping[str, Any], code: str) -> None:
    assert code in said(CAME, **changes)


def test_goods_that_are_to_come_stop_only_the_payment() -> None:
    assert said(ORDERED)["not_received"].severity == "care"
    recorded = ORDERED.after(supplier_invoice, KEY, bill())
    accepting = recorded.does(supplier_invoice, KEY, AcceptSupplierInvoice())
    assert {d.code: d.severity for d in recorded.doubts(accepting)} == {"not_received": "stop"}


def test_what_was_billed_before_is_not_owed_again() -> None:
    once = CAME.after(supplier_invoice, KEY, bill())
    again = said(once, number="2026/119", issued_on=date(2026, 3, 28))
    assert again["more_than_received"].severity == "stop"
    assert "50 HIDE against 50 HIDE that came, 50 HIDE of them billed before" in (
        again["more_than_received"].text
    )
    assert again["perhaps_twice"].severity == "stop"


def test_without_lines_the_whole_is_compared_with_what_came() -> None:
    assert said(CAME, lines=()) == {}
    assert "more_than_received" in said(CAME, lines=(), net="4200", tax="0", gross="4200")


def test_an_account_with_haste_says_both() -> None:
    document = Document(file="", name="bill.pdf", pressing=("“urgent” in the file",))
    found = said(CAME, account=OTHER_IBAN, document=document)
    assert found["pressed"].bold == "Another account and haste:"
    assert found["other_account"].severity == found["pressed"].severity == "stop"
    assert said(CAME, document=document)["pressed"].severity == "care"


def test_a_supplier_on_hold_and_another_vat_number_are_red() -> None:
    held = CAME.after(supplier, "CONTI", HoldSupplier(reason="Late"))
    assert "supplier_on_hold" in said(held)
    known = CAME.after(supplier_invoice, KEY, bill(tax_id="IT 001"))
    other = {"number": "2026/200", "gross": "10", "issued_on": date(2026, 3, 30)}
    assert "other_tax_id" in said(known, tax_id="IT 002", **other)
    assert "other_tax_id" not in said(known, tax_id="IT001", **other)


def test_credit_notes_are_not_held_against_receipts() -> None:
    assert said(ORDERED, form="credit_note") == {}


@dataclass(frozen=True)
class Read:
    item: str
    description: str
    quantity: Decimal


PLACED = purchase_order.decide(purchase_order.initial, place(line(), thread()))
ROWS = list(order_lines.fold({}, facts_of("purchase_order-PO-7", *PLACED)).values())


@pytest.mark.parametrize(
    ("item", "description", "expected"),
    [
        ("calf", "", 1),
        ("C-77", "", 2),
        ("", "Linen thread, white, 12 spools", 2),
        ("", "Something else", 0),
        ("X", "", 0),
    ],
)
def test_a_line_is_paired_by_code_then_by_name(item: str, description: str, expected: int) -> None:
    assert pairs([Read(item, description, Decimal(1))], ROWS, {"c-77": "THREAD"}) == (expected,)


def test_the_last_of_both_sides_is_a_pair_when_the_quantity_agrees() -> None:
    lines = [Read("CALF", "", Decimal(50)), Read("", "Filo", Decimal(12))]
    assert pairs(lines, ROWS, {}) == (1, 2)
    assert pairs([lines[0], Read("", "Filo", Decimal(13))], ROWS, {}) == (1, 0)


@given(
    quantity=st.integers(1, 10_000),
    cents=st.integers(1, 1_000_000),
    rate=st.sampled_from([0, 7, 19, 22]),
)
def test_an_invoice_that_was_computed_is_never_doubted(
    quantity: int, cents: int, rate: int
) -> None:
    assert judge_sums(computed(quantity, cents, rate)) == []


@given(
    quantity=st.integers(1, 10_000),
    cents=st.integers(1, 1_000_000),
    off=st.integers(2, 100_000),
)
def test_a_total_that_is_off_is_always_doubted(quantity: int, cents: int, off: int) -> None:
    right = computed(quantity, cents, 19)
    wrong = right.model_copy(update={"gross": right.gross + off * CENTS})
    assert [doubt.code for doubt in judge_sums(wrong)] == ["wrong_total"]


def computed(quantity: int, cents: int, rate: int) -> RecordSupplierInvoice:
    price = cents * CENTS
    net = quantity * price
    tax = (net * rate / 100).quantize(CENTS)
    return bill(
        lines=(billed(quantity=quantity, price=price, net=net, tax_rate=rate),),
        taxes=({"rate": rate, "base": net, "amount": tax},),
        net=net,
        tax=tax,
        gross=net + tax,
    )


def test_units_of_invoices_are_those_of_orders() -> None:
    assert same_unit("C62", "EA") and same_unit("Stk.", "EA") and same_unit("", "HIDE")
    assert same_unit("KGM", "kg") and not same_unit("KGM", "EA")


@pytest.mark.parametrize("text", ["URGENT!", "bitte sofort zahlen", "our new bank account is"])
def test_words_that_press_are_heard(text: str) -> None:
    assert pressing(text, "the file")


@pytest.mark.parametrize("text", ["Payable within 30 days.", "surgent", "insurgently"])
def test_words_that_do_not_press_are_not(text: str) -> None:
    assert pressing(text, "the file") == ()
