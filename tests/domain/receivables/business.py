"""A little of what customers owe: an invoice for two bags and a strap, and what is paid of it."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel import Quantity
from domain.receivables.credit import SetCreditLimit
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import (
    IssueCreditNote,
    IssueCustomerInvoice,
    RemindCustomer,
    SettleInvoice,
)
from domain.receivables.payment_events import AllocatePayment, ReceiveCustomerPayment
from tests.domain.business import eur

ROSSI = {"customer": "C-1", "customer_name": "Pelletteria Rossi"}
ISSUED, DUE, PAID = date(2026, 5, 4), date(2026, 6, 3), date(2026, 6, 10)


def sold(position: int = 1, **other: Any) -> SoldLine:
    known = {
        "position": position,
        "product": "BAG",
        "description": "Calf bag",
        "quantity": Quantity(amount=Decimal(2)),
        "price": Decimal("149.95"),
        "tax_rate": Decimal(22),
    }
    return SoldLine.model_validate(known | other)


STRAP = {"product": "STRAP", "description": "Strap", "quantity": Quantity(amount=Decimal(1))}


def strap(position: int = 2) -> SoldLine:
    return sold(position, **STRAP, price=Decimal("19.99"), tax_rate=Decimal(10))


def issue(*lines: SoldLine, **other: Any) -> IssueCustomerInvoice:
    """299.90 at 22 % and 19.99 at 10 %: 319.89 net, 67.98 tax, 387.87 in all."""
    known = {
        "invoice": "INV-1",
        "order": "SO-1",
        "issued_on": ISSUED,
        "due_on": DUE,
        "currency": "EUR",
        "lines": lines or (sold(), strap()),
    }
    return IssueCustomerInvoice.model_validate(ROSSI | known | other)


def note(amount: str, number: str = "CN-1", **other: Any) -> IssueCreditNote:
    known = {"amount": amount, "credit_note": number, "issued_on": PAID, "currency": "EUR"}
    return IssueCreditNote.model_validate(known | {"reason": "A scratch"} | other)


def settle(amount: str, number: str = "CP-1", **other: Any) -> SettleInvoice:
    known = {"amount": amount, "payment": number, "received_on": PAID, "currency": "EUR"}
    return SettleInvoice.model_validate(known | {"customer": "C-1"} | other)


def remind(level: int, day: int) -> RemindCustomer:
    return RemindCustomer(level=level, sent_on=date(2026, 7, day))


def pay(amount: str = "400", **other: Any) -> ReceiveCustomerPayment:
    known = {"payment": "CP-1", "amount": amount, "currency": "EUR", "received_on": PAID}
    return ReceiveCustomerPayment.model_validate(ROSSI | known | {"reference": "INV-1"} | other)


def allocate(amount: str, invoice: str = "INV-1", currency: str = "EUR") -> AllocatePayment:
    return AllocatePayment(invoice=invoice, amount=Decimal(amount), currency=currency)


def allow(amount: str = "5000", **other: Any) -> SetCreditLimit:
    return SetCreditLimit.model_validate(ROSSI | {"limit": eur(amount)} | other)
