"""Histories: what may happen to what customers owe, by hand for completeness and by chance."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from domain.kernel import AnyDecider, AnyProjection, Command, Money
from domain.receivables.credit import RemoveCreditLimit, credit
from domain.receivables.credit_notes import credit_notes
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoice_lines import customer_invoice_lines
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import customer_payments
from domain.receivables.invoice_events import (
    CancelCreditNote,
    CancelCustomerInvoice,
    GiveBackCustomerInvoice,
    ReinstateCustomerInvoice,
    RemindCustomer,
    TakeOverCustomerInvoice,
    UnsettleInvoice,
    WithdrawReminder,
)
from domain.receivables.payment_allocations import payment_allocations
from domain.receivables.payment_events import ReleaseAllocation, TakeBackCustomerPayment
from tests.domain.receivables.business import (
    allocate,
    allow,
    issue,
    note,
    pay,
    remind,
    settle,
    sold,
)

DECIDERS: tuple[AnyDecider, ...] = (credit, customer_invoice, customer_payment)
WHY = "Somebody said so."
TAKEN = TakeOverCustomerInvoice(**dict(issue()))
BY_HAND: dict[str, tuple[Command, ...]] = {
    "credit": (
        allow("5000"),
        allow("2500"),
        RemoveCreditLimit(),
        allow("900", limit=Money(amount=Decimal(900), currency="USD")),
        allow("800"),
    ),
    "customer_invoice": (
        TAKEN,
        GiveBackCustomerInvoice(),
        issue(),
        CancelCustomerInvoice(reason=WHY),
        ReinstateCustomerInvoice(),
        remind(1, 1),
        remind(2, 9),
        WithdrawReminder(level=2),
        note("100"),
        note("50.01", "CN-2"),
        CancelCreditNote(credit_note="CN-1"),
        settle("200"),
        UnsettleInvoice(payment="CP-1", amount=Decimal("50.50")),
        settle("188.36", "CP-2"),
    ),
    "customer_payment": (
        pay(),
        TakeBackCustomerPayment(),
        pay("400"),
        allocate("300"),
        allocate("100", "INV-2"),
        ReleaseAllocation(invoice="INV-1", amount=Decimal("120.50")),
    ),
}
cents = st.integers(-1, 40_000).map(lambda amount: f"{amount / Decimal(100):.2f}")
notes, payments = st.sampled_from(["CN-1", "CN-2", "CN-10"]), st.sampled_from(["CP-1", "CP-2"])
invoices = st.sampled_from(["INV-1", "INV-2", "INV-10"])
levels = st.integers(1, 3)
days = st.integers(0, 90).map(lambda after: date(2026, 5, 20) + timedelta(days=after))

COMMANDS: dict[str, st.SearchStrategy[Command]] = {
    "credit": st.one_of(
        st.sampled_from(BY_HAND["credit"]), st.integers(-1, 3).map(lambda n: allow(str(n)))
    ),
    "customer_invoice": st.one_of(
        st.sampled_from([issue(), issue(sold(quantity={"amount": "3", "unit": "EA"})), TAKEN]),
        st.sampled_from([CancelCustomerInvoice(reason=WHY), ReinstateCustomerInvoice()]),
        st.just(GiveBackCustomerInvoice()),
        st.builds(note, cents, notes),
        st.builds(CancelCreditNote, credit_note=notes),
        st.builds(settle, cents, payments, received_on=days),
        st.builds(UnsettleInvoice, payment=payments, amount=cents.map(Decimal)),
        st.builds(RemindCustomer, level=levels, sent_on=days),
        st.builds(WithdrawReminder, level=levels),
    ),
    "customer_payment": st.one_of(
        st.sampled_from([pay(), pay("0"), TakeBackCustomerPayment()]),
        st.builds(allocate, cents, invoices, st.sampled_from(["EUR", "EUR", "USD"])),
        st.builds(ReleaseAllocation, invoice=invoices, amount=cents.map(Decimal)),
    ),
}
READ: tuple[tuple[AnyDecider, AnyProjection], ...] = (
    (credit, customer_accounts),
    (customer_invoice, credit_notes),
    (customer_invoice, customer_accounts),
    (customer_invoice, customer_invoice_lines),
    (customer_invoice, customer_invoices),
    (customer_payment, customer_accounts),
    (customer_payment, customer_payments),
    (customer_payment, payment_allocations),
)
