"""An invoice that another system issued is taken over, and goes back as if it had not come."""

import pytest

from domain.kernel import Refused
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoice_lines import customer_invoice_lines
from domain.receivables.customer_invoices import customer_invoices
from domain.receivables.invoice_events import (
    CustomerInvoiceIssued,
    CustomerInvoiceTakenOver,
    GiveBackCustomerInvoice,
    TakeOverCustomerInvoice,
)
from tests.domain.receivables.business import issue, settle
from tests.spec import facts_of

TAKE = TakeOverCustomerInvoice(**dict(issue()))


def test_it_claims_what_it_says_and_nothing_is_at_stake():
    [taken] = customer_invoice.decide(customer_invoice.initial, TAKE)
    [issued] = customer_invoice.decide(customer_invoice.initial, issue())
    assert isinstance(taken, CustomerInvoiceTakenOver) and isinstance(issued, CustomerInvoiceIssued)
    assert dict(taken) == dict(issued) and taken.at_stake is None and issued.at_stake


def test_what_is_given_back_leaves_no_row():
    [taken] = customer_invoice.decide(customer_invoice.initial, TAKE)
    state = customer_invoice.fold([taken])
    [gone] = customer_invoice.decide(state, taken.undo())
    facts = facts_of("customer_invoice-INV-1", taken, gone)
    for rows in (customer_invoices, customer_invoice_lines, customer_accounts):
        assert not rows.fold({}, facts), rows.name
    assert gone.undo() == TAKE and customer_invoice.evolve(state, gone) == customer_invoice.initial


def test_what_was_paid_or_issued_here_is_not_given_back():
    [taken] = customer_invoice.decide(customer_invoice.initial, TAKE)
    state = customer_invoice.fold([taken])
    paid = customer_invoice.fold([taken, *customer_invoice.decide(state, settle("10"))])
    issued = customer_invoice.fold(customer_invoice.decide(customer_invoice.initial, issue()))
    for state in (paid, issued):
        with pytest.raises(Refused, match="has a history here"):
            customer_invoice.decide(state, GiveBackCustomerInvoice())
