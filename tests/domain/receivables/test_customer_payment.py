"""A payment goes to invoices as far as it reaches, and both sides always say the same."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.analysis.dunning import next_level
from domain.analysis.payment_match import matched
from domain.kernel import Command, Fact, Refused, Step
from domain.policies.settlement import settle
from domain.receivables.credit import RemoveCreditLimit, credit
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import customer_payments
from domain.receivables.invoice_events import CustomerInvoiceGivenBack, CustomerInvoiceTakenOver
from domain.receivables.payment_allocations import payment_allocations
from domain.receivables.payment_events import (
    ReleaseAllocation,
    TakeBackCustomerPayment,
)
from tests.domain.reached import Reached
from tests.domain.receivables.business import DUE, ROSSI, allocate, allow, issue, pay
from tests.domain.receivables.next_steps import (
    not_of_invoice,
    not_of_payment,
    of_payment,
    on_claim,
    on_notes,
    on_reminders,
)
from tests.domain.walks import Choice, is_wrong, just
from tests.spec import NOBODY, Spec

blank = Spec(customer_payment)
paid = blank.given(*blank.when(pay()).events)


def test_a_payment_is_recorded_with_its_words() -> None:
    blank.when(pay()).says(
        "Pelletteria Rossi pays €400.00 on 10 Jun 2026 with the words “INV-1”: CP-1."
    )
    blank.when(pay("0")).refused("no_amount")
    blank.when(pay("-3")).refused("no_amount")
    blank.when(pay("1.005")).refused("no_amount", "cent")
    paid.when(pay()).refused("known", "CP-1", "€400.00")


def test_no_more_is_allocated_than_came() -> None:
    part = paid.given(*paid.when(allocate("300")).events)
    part.when(allocate("100.01", "INV-2")).refused("more_than_left", "€100.00", "€100.01")
    part.when(allocate("100", "INV-2")).says("Of CP-1, €100.00 is allocated to INV-2.")
    part.when(allocate("1", currency="USD")).refused("two_currencies", "EUR", "USD")
    part.when(allocate("0")).refused("no_amount")
    blank.when(allocate("1")).refused("unknown_payment")


def test_what_is_allocated_is_not_taken_back() -> None:
    part = paid.given(*paid.when(allocate("300")).events)
    part.when(TakeBackCustomerPayment()).refused("allocated", "INV-1")
    part.when(ReleaseAllocation(invoice="INV-1", amount=Decimal(301))).refused("not_allocated")
    part.when(ReleaseAllocation(invoice="INV-2", amount=Decimal(1))).refused("not_allocated")


def test_an_allocation_settles_the_invoice_and_its_release_opens_it_again() -> None:
    [allocated] = paid.when(allocate("300")).events
    [step] = settle(Fact("customer_payment-CP-1", 2, allocated, NOBODY))
    assert step.stream == "customer_invoice-INV-1"
    there = paid.given(allocated)
    [released] = there.when(ReleaseAllocation(invoice="INV-1", amount=Decimal(300))).events
    [back] = settle(Fact("customer_payment-CP-1", 3, released, NOBODY))
    assert (back.stream, type(back.command).__name__) == (step.stream, "UnsettleInvoice")


def test_a_credit_limit_of_nothing_is_a_limit() -> None:
    none = Spec(credit)
    none.when(allow("-1")).refused("below_zero")
    none.when(RemoveCreditLimit()).refused("no_limit")
    limited = none.given(*none.when(allow("0")).events)
    limited.when(allow("0")).refused("no_change")
    limited.when(allow("50")).says("Pelletteria Rossi may owe up to €50.00, no longer €0.00.")


def owed(number: str, open_: str, due: int = 1) -> CustomerInvoiceRow:
    return CustomerInvoiceRow(
        **ROSSI,
        invoice=number,
        currency="EUR",
        open_amount=Decimal(open_),
        due_on=DUE.replace(day=due),
    )


THREE = [owed("INV-1", "100", 3), owed("INV-2", "50", 2), owed("INV-3", "50", 1)]


def found(amount: str, words: str = "") -> list[tuple[str, Decimal]]:
    return [(row.invoice, part) for row, part in matched(Decimal(amount), words, THREE)]


def test_a_payment_is_matched_only_where_that_is_certain() -> None:
    assert found("100") == [("INV-1", 100)]
    assert found("50") == []  # Two invoices come to this amount.
    assert found("200") == [("INV-3", 50), ("INV-2", 50), ("INV-1", 100)]
    assert found("70") == []
    assert found("70", "Rechnung inv 0002 und INV-3") == [("INV-3", 50), ("INV-2", 20)]
    assert found("100", "INV-9") == []  # He names an invoice that is not open.
    assert matched(Decimal(0), "", []) == ()


def test_reminders_are_due_a_week_late_and_then_every_fortnight() -> None:
    row = owed("INV-1", "100", 1)
    assert [next_level(row, DUE.replace(day=d)) for d in (1, 7, 8)] == [0, 0, 1]
    once = row.model_copy(update={"dunning_level": 1, "reminded_on": DUE.replace(day=8)})
    assert [next_level(once, DUE.replace(day=d)) for d in (21, 22)] == [0, 2]
    assert next_level(once.model_copy(update={"dunning_level": 3}), DUE.replace(day=30)) == 0
    assert next_level(row.model_copy(update={"open_amount": Decimal(0)}), DUE.replace(day=30)) == 0


PAY = ("CP-1", "CP-2")
BILLS = ("INV-1", "INV-2")


class Books:
    """Two invoices and two payments of one customer, with the policy between them."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        for number in BILLS:
            self.take(Step(f"customer_invoice-{number}", issue(invoice=number)))
        for number in PAY:
            self.take(Step(f"customer_payment-{number}", pay(payment=number)))

    def take(self, step: Step, entailing: bool = True) -> list[Fact]:
        """All that follows from a step, or nothing at all when anything of it is refused."""
        before = list(self.facts)
        try:
            steps = [step]
            while steps:
                now = steps.pop(0)
                decider = customer_invoice if "invoice-" in now.stream else customer_payment
                state = decider.after([f for f in self.facts if f.stream == now.stream])
                for event in decider.decide(state, now.command):
                    fact = Fact(now.stream, len(self.facts), event, NOBODY)
                    self.facts.append(fact)
                    steps += settle(fact) if entailing else []
        except Refused:
            self.facts = before
        return self.facts[len(before) :]

    def step(self, number: str, command: Command) -> Step:
        decider = customer_invoice if number in BILLS else customer_payment
        return Step(decider.stream(number), command)

    def state(self, number: str) -> Any:
        decider = customer_invoice if number in BILLS else customer_payment
        stream = decider.stream(number)
        return decider.after([fact for fact in self.facts if fact.stream == stream])

    def balances(self) -> tuple[object, ...]:
        tables = (customer_accounts, customer_invoices, customer_payments, payment_allocations)
        return tuple(table.fold({}, self.facts) for table in tables)


def ways(books: Books, wrong: bool) -> list[tuple[str, Choice]]:
    """For each of them, what can be done with it now, or what must not be."""
    found: list[tuple[str, Choice]] = []
    states = {number: books.state(number) for number in BILLS + PAY}
    owed = {number: states[number].open for number in BILLS}
    for number in BILLS:
        state, notes = states[number], (f"CN-{number}", f"CN-{number}-2")
        fit = [*on_claim(state), *on_notes(state, notes), *on_reminders(state)]
        found += [(number, way) for way in (not_of_invoice(state) if wrong else fit)]
    for number in PAY:
        state = states[number]
        fit = of_payment(state, owed) if state.payment else [just(pay(payment=number))]
        found += [(number, way) for way in (not_of_payment(state, "INV-1") if wrong else fit)]
    return found


REACHED = Reached(
    {*customer_invoice.records, *customer_payment.records}
    - {CustomerInvoiceTakenOver, CustomerInvoiceGivenBack},
    at_least=3,
)


@REACHED
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_books_balance_and_every_action_is_taken_back(data: st.DataObject) -> None:
    books = Books()
    REACHED.saw(*(fact.event for fact in books.facts))
    for _ in range(data.draw(st.integers(10, 40))):
        wrong = is_wrong(data.draw)
        number, way = data.draw(st.sampled_from(ways(books, wrong)))
        before = books.balances()
        happened = books.take(books.step(number, way(data.draw)))
        assert bool(happened) is not wrong
        balanced(books)
        turned = list(books.facts)
        for fact in reversed(happened):
            assert books.take(Step(fact.stream, fact.event.undo()), entailing=False)
        assert books.balances() == before
        books.facts = turned
        REACHED.saw(*(fact.event for fact in happened))


def balanced(books: Books) -> None:
    accounts, invoices, payments, allocations = (rows for rows in books.balances())
    for account in accounts.values():  # type: ignore[attr-defined]
        mine = invoices.values()  # type: ignore[attr-defined]
        assert account.open_amount == sum(row.open_amount for row in mine)
        came = payments.values()  # type: ignore[attr-defined]
        assert account.unallocated_amount == sum(row.unallocated_amount for row in came)
        given_ = allocations.values()  # type: ignore[attr-defined]
        assert sum(row.paid_amount for row in mine) == sum(row.amount for row in given_)
        settled = account.received_amount - account.unallocated_amount
        open_ = account.billed_amount - account.credited_amount - settled
        assert account.open_amount == open_ >= 0
        assert all(row.unallocated_amount >= 0 for row in came)
