"""An invoice to a customer adds up to the cent, and is never paid or credited beyond what it is."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel import Command, Quantity
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.invoice import SoldLine, sums_of, taxes_of
from domain.receivables.invoice_events import (
    CancelCreditNote,
    CancelCustomerInvoice,
    CreditNoteIssued,
    ReinstateCustomerInvoice,
    RemindCustomer,
    UnsettleInvoice,
    WithdrawReminder,
)
from domain.receivables.invoice_state import CustomerInvoice
from tests.domain.business import eur
from tests.domain.histories import steps_of
from tests.domain.known_steps import LONG_WALKS
from tests.domain.reached import Reached
from tests.domain.receivables.business import DUE, PAID, issue, note, remind, settle, sold, strap
from tests.spec import Spec, facts_of

blank = Spec(customer_invoice)
issued = blank.given(*blank.when(issue()).events)


def test_an_invoice_says_what_it_comes_to_and_when_it_is_due() -> None:
    blank.when(issue()).says(
        "INV-1 to Pelletteria Rossi for SO-1 over €387.87 is issued, €67.98 of it tax, "
        "due on 3 Jun 2026."
    )
    assert blank.when(issue()).events[0].at_stake == eur("387.87")


def test_tax_is_reckoned_on_the_sum_of_each_rate() -> None:
    shares = taxes_of((sold(), strap(), sold(3)), "EUR")
    assert [(s.rate, s.base, s.tax) for s in shares] == [
        (Decimal(22), Decimal("599.80"), Decimal("131.96")),
        (Decimal(10), Decimal("19.99"), Decimal("2.00")),
    ]


def test_half_a_cent_is_rounded_up_and_a_yen_has_no_cents() -> None:
    half = sold(quantity=Quantity(amount=Decimal(1)), price=Decimal("0.125"), tax_rate=0)
    assert sums_of((half,), "EUR").gross == Decimal("0.13")
    assert sums_of((sold(price=Decimal("100.4"), tax_rate=0),), "JPY").gross == 201


@pytest.mark.parametrize(
    ("lines", "other", "code"),
    [
        ((sold(price=Decimal(0)),), {}, "no_amount"),
        ((sold(price=Decimal(-5)),), {}, "no_amount"),
        ((sold(quantity=Quantity(amount=Decimal(0))),), {}, "no_amount"),
        ((sold(), sold()), {}, "line_twice"),
        ((sold(),), {"due_on": date(2026, 5, 3)}, "due_before_issued"),
        ((), {"lines": ()}, "no_lines"),
    ],
)
def test_what_is_no_invoice_is_refused(
    lines: tuple[SoldLine, ...], other: dict[str, object], code: str
) -> None:
    blank.when(issue(*lines, **other)).refused(code, "Not issued.")


def test_a_number_is_given_once() -> None:
    issued.when(issue()).refused("known", "INV-1", "Pelletteria Rossi", "open")
    blank.when(settle("1")).refused("unknown_invoice")


def test_no_more_is_paid_than_is_open() -> None:
    issued.when(settle("387.88")).refused("more_than_open", "€387.88", "€387.87", "INV-1")
    issued.when(settle("387.87")).says("CP-1 pays €387.87 of INV-1 to Pelletteria Rossi.")
    paid = issued.given(*issued.when(settle("387.87")).events)
    paid.when(settle("1", "CP-2")).refused("invoice_paid", "nothing of it is open")


def test_a_payment_is_of_the_same_customer_in_the_same_currency_to_the_cent() -> None:
    issued.when(settle("10", customer="C-2")).refused("other_customer")
    issued.when(settle("10", currency="USD")).refused("two_currencies", "EUR", "USD")
    issued.when(settle("0.001")).refused("no_amount")
    issued.when(settle("0")).refused("no_amount")
    issued.when(settle("-1")).refused("no_amount")


def test_no_more_is_released_than_was_paid() -> None:
    paid = issued.given(*issued.when(settle("10")).events)
    paid.when(UnsettleInvoice(payment="CP-1", amount=Decimal(11))).refused("not_allocated", "€10")
    paid.when(UnsettleInvoice(payment="CP-2", amount=Decimal(1))).refused("not_allocated")


def test_no_more_is_credited_than_is_open() -> None:
    paid = issued.given(*issued.when(settle("300")).events)
    paid.when(note("87.88")).refused("more_than_open", "€87.87")
    paid.when(note("50", currency="USD")).refused("two_currencies")
    whole = issued.given(*issued.when(note("387.87")).events)
    assert customer_invoice.fold(whole.history).stage == "credited"
    whole.when(note("1", "CN-2")).refused("invoice_credited")


def test_credit_notes_give_back_the_whole_tax_and_no_cent_more() -> None:
    state, parts = issued, []
    for number, amount in enumerate(("100.01", "0.01", "33.33", "254.52"), 1):
        [event] = state.when(note(amount, f"CN-{number}")).events
        assert isinstance(event, CreditNoteIssued)
        parts.append(event.parts)
        state = state.given(event)
    assert sum(each.tax for each in parts) == Decimal("67.98")
    assert sum(each.net for each in parts) == Decimal("319.89")


def test_a_credit_note_that_is_put_back_says_the_tax_it_said_before() -> None:
    state, noted = issued, []
    for number, amount in enumerate(("0.03", "0.03", "0.02"), 1):
        [event] = state.when(note(amount, f"CN-{number}")).events
        noted.append(event)
        state = state.given(event)
    for event in noted:
        [cancelled] = state.when(event.undo()).events
        [again] = state.given(cancelled).when(cancelled.undo()).events
        assert (cancelled.parts, again.parts) == (event.parts, event.parts)
    first = noted[0].undo()
    left = state.given(*state.when(first).events)
    rest = [event for event in left.when(note("387.82", "CN-9")).events]
    kept = (*noted[1:], *rest)
    assert sum(each.parts.tax for each in kept) == Decimal("67.98")


def test_a_credit_note_is_cancelled_by_its_number() -> None:
    credited = issued.given(*issued.when(note("100")).events)
    credited.when(note("1")).refused("known", "CN-1")
    credited.when(CancelCreditNote(credit_note="CN-9")).refused("unknown_credit_note", "CN-9")
    credited.when(CancelCreditNote(credit_note="CN-1")).says(
        "CN-1 over €100.00 is cancelled: INV-1 to Pelletteria Rossi owes it again."
    )


def test_only_what_nobody_paid_is_cancelled() -> None:
    cancelled = issued.given(*issued.when(CancelCustomerInvoice(reason="Twice.")).events)
    cancelled.when(settle("1")).refused("invoice_cancelled")
    cancelled.when(note("1")).refused("invoice_cancelled")
    cancelled.when(issue()).refused("known", "cancelled")
    issued.when(ReinstateCustomerInvoice()).refused("not_cancelled")
    paid = issued.given(*issued.when(settle("10")).events)
    paid.when(CancelCustomerInvoice(reason="Twice")).refused("invoice_settled", "credit note")


def test_reminders_come_one_after_the_other_once_an_invoice_is_late() -> None:
    issued.when(RemindCustomer(level=1, sent_on=DUE)).refused("not_due", "3 Jun 2026")
    issued.when(remind(2, 1)).refused("wrong_level", "first reminder")
    once = issued.given(*issued.when(remind(1, 1)).events)
    once.when(remind(2, 1)).refused("not_due", "1 Jul 2026")
    once.when(WithdrawReminder(level=2)).refused("no_such_reminder", "first reminder")
    state = once
    for level in (2, 3):
        state = state.given(*state.when(remind(level, level * 5)).events)
    state.when(remind(3, 30)).refused("last_reminder", "call")
    paid = state.given(*state.when(settle("387.87")).events)
    paid.when(remind(3, 30)).refused("invoice_paid")


def test_the_row_follows_what_happened() -> None:
    state = issued
    for command in (note("87.87"), settle("100"), remind(1, 1), settle("200", "CP-2")):
        state = state.given(*state.when(command).events)
    [row] = customer_invoices.fold({}, facts_of("customer_invoice-INV-1", *state.history)).values()
    assert (row.status, row.open_amount, row.paid_amount) == ("paid", 0, 300)
    assert (row.paid_on, row.days_late, row.dunning_level) == (PAID, 7, 1)
    assert row.issued_on is not None
    assert row.days_to_pay == (PAID - row.issued_on).days
    assert row.revenue_amount == Decimal("319.89") - Decimal("72.47")


REACHED = Reached(customer_invoice.records, at_least=2)


@REACHED
@settings(deadline=None, max_examples=60)
@given(commands=LONG_WALKS["customer_invoice"])
def test_an_invoice_always_balances(commands: list[Command]) -> None:
    events = [event for _, found in steps_of(customer_invoice, commands) for event in found]
    REACHED.saw(*events)
    state: CustomerInvoice = customer_invoice.fold(events)
    for row in customer_invoices.fold({}, facts_of("customer_invoice-INV-1", *events)).values():
        assert row.open_amount == state.open >= 0
        assert row.status == state.stage
        assert (row.credited_amount, row.paid_amount) == (state.credited, state.paid)
        assert 0 <= row.revenue_amount <= row.net
        assert row.dunning_level == len(state.reminders) <= 3
        if row.status != "cancelled":
            assert row.gross == row.open_amount + row.credited_amount + row.paid_amount


prices = st.integers(1, 10**6).map(lambda n: Decimal(n) / 1000)
rates = st.sampled_from([Decimal(each) for each in ("0", "4", "5.5", "10", "19", "22")])


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(prices, st.integers(1, 50), rates), min_size=1, max_size=12))
def test_net_and_tax_are_the_gross_whatever_is_sold(
    what: list[tuple[Decimal, int, Decimal]],
) -> None:
    lines = tuple(
        sold(place, price=price, quantity=Quantity(amount=Decimal(n)), tax_rate=rate)
        for place, (price, n, rate) in enumerate(what, 1)
    )
    sums, shares = sums_of(lines, "EUR"), taxes_of(lines, "EUR")
    assert sums.net + sums.tax == sums.gross
    assert sums.net == sum(line.net("EUR") for line in lines)
    assert all(abs(s.tax - s.base * s.rate / 100) <= Decimal("0.005") for s in shares)


def test_parts_of_one_payment_add_up_in_the_shortest_form() -> None:
    """What is stored must be what a fresh fold of the history gives, to the last digit."""
    state = customer_invoice.initial
    for command in (issue(), settle("2.05"), settle("2.05")):
        events = customer_invoice.decide(state, command)
        for event in events:
            state = customer_invoice.evolve(state, event)
    assert [str(payment.amount) for payment in state.payments] == ["4.1"]
