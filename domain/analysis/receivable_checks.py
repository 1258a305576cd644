"""Receivable checks: what is odd about an invoice to a customer, a payment or a credit limit."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.doubt import Check, Doubt, Severity, doubt
from domain.kernel import Fact, Money, Page, Query
from domain.kernel.words import day
from domain.receivables.credit import CreditLimitSet
from domain.receivables.customer_accounts import CustomerAccountRow, customer_accounts
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments
from domain.receivables.invoice_events import CustomerInvoiceIssued
from domain.receivables.payment_events import CustomerPaymentReceived

NEAR = timedelta(days=7)
"""Two payments of one amount within a week are perhaps one."""


def ask_billed(fact: Fact) -> Sequence[Query[Any]]:
    """What was billed of the order already; an invoice of its lines is held against these."""
    match fact.event:
        case CustomerInvoiceIssued(lines=lines) if any(line.order_line for line in lines):
            return ()
        case CustomerInvoiceIssued(order=order, invoice=number) if order:
            return [
                customer_invoices.where(
                    CustomerInvoiceRow.order == order,
                    CustomerInvoiceRow.invoice != number,
                    CustomerInvoiceRow.status != "cancelled",
                    limit=5,
                    counted=False,
                )
            ]
        case _:
            return ()


def judge_billed(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case CustomerInvoiceIssued() as event if pages and pages[0].rows:
            known = pages[0].rows
            same = next((row for row in known if row.gross == event.gross), None)
            before = same or known[0]
            gross = Money(amount=before.gross, currency=before.currency)
            bold = f"{event.order} is billed already:"
            text = f"{before.invoice} over {gross}, and now {event.total}."
            severity: Severity = "stop" if same else "care"
            return [doubt(severity, "billed_already", bold, text, "customer invoices")]
        case _:
            return []


def ask_account(fact: Fact) -> Sequence[Query[Any]]:
    """The customer's account in this currency, as it was before."""
    match fact.event:
        case CustomerInvoiceIssued(customer=customer, currency=currency):
            return [account(customer, currency)]
        case CreditLimitSet(customer=customer, limit=limit):
            return [account(customer, limit.currency)]
        case _:
            return ()


def account(customer: str, currency: str) -> Query[CustomerAccountRow]:
    return customer_accounts.where(
        CustomerAccountRow.customer == customer,
        CustomerAccountRow.currency == currency,
        limit=1,
        counted=False,
    )


def owed_by(row: CustomerAccountRow) -> Decimal:
    """What is open, less what was paid and belongs to no invoice yet."""
    return row.open_amount - row.unallocated_amount


def judge_credit(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    row = pages[0].first if pages else None
    match fact.event:
        case CustomerInvoiceIssued() as event if row and row.credit_limit is not None:
            open_ = event.money(owed_by(row) + event.gross)
            limit = event.money(row.credit_limit)
            if open_.amount <= limit.amount:
                return []
            bold = f"{event.customer_name} would owe more than the credit limit:"
            text = f"{open_} against {limit}."
            return [doubt("stop", "over_credit_limit", bold, text, "customer account")]
        case CreditLimitSet(limit=limit) as event if row and owed_by(row) > limit.amount:
            owed = Money(amount=owed_by(row), currency=row.currency)
            bold = f"{event.customer_name} owes more than that already:"
            text = f"{owed} against {limit}."
            return [doubt("care", "limit_below_open", bold, text, "customer account")]
        case _:
            return []


def ask_payments(fact: Fact) -> Sequence[Query[Any]]:
    """Payments of the same amount by the same customer at about the same time."""
    match fact.event:
        case CustomerPaymentReceived() as event:
            return [
                customer_payments.where(
                    CustomerPaymentRow.customer == event.customer,
                    CustomerPaymentRow.currency == event.currency,
                    CustomerPaymentRow.amount == event.amount,
                    CustomerPaymentRow.received_on >= event.received_on - NEAR,
                    CustomerPaymentRow.received_on <= event.received_on + NEAR,
                    CustomerPaymentRow.payment != event.payment,
                    limit=1,
                    counted=False,
                )
            ]
        case _:
            return ()


def judge_payments(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case CustomerPaymentReceived() as event if pages and pages[0].first:
            before = pages[0].first
            bold = f"{event.customer_name} paid {event.total} already:"
            text = f"{before.payment} on {day(before.received_on)}. Perhaps it is the same."
            return [doubt("stop", "perhaps_paid_twice", bold, text, "customer payments")]
        case _:
            return []


RECEIVABLE_CHECKS = (
    Check("order_billed_already", (CustomerInvoiceIssued,), ask_billed, judge_billed),
    Check("credit_limit", (CustomerInvoiceIssued, CreditLimitSet), ask_account, judge_credit),
    Check("payment_recorded_twice", (CustomerPaymentReceived,), ask_payments, judge_payments),
)
