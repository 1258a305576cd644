"""What two customers of the small trade owe: invoices, payments, a credit note, a limit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.customers.customer_events import RegisterCustomer
from domain.kernel import Step
from domain.receivables.credit import SetCreditLimit
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import IssueCreditNote, IssueCustomerInvoice, RemindCustomer
from domain.receivables.payment_events import AllocatePayment, ReceiveCustomerPayment
from tests.steps import euros, of, on

ROSSI = {"customer": "ROSSI", "customer_name": "Pelletteria Rossi"}
MAIER = {"customer": "MAIER", "customer_name": "Anna Maier"}


def sold(number: str, who: dict[str, str], issued: date, due: date, net: str, so: str = "") -> Step:
    goods = {"position": 1, "product": "BAG", "description": "Calf bag", "quantity": of(1, "EA")}
    line = SoldLine.model_validate(goods | {"price": net, "tax_rate": 22})
    written = {"invoice": number, "order": so, "issued_on": issued, "due_on": due}
    known = who | written | {"currency": "EUR", "lines": (line,)}
    return on(IssueCustomerInvoice.model_validate(known), number)


def paid(number: str, who: dict[str, str], day: int, amount: str, words: str) -> Step:
    came = {"received_on": date(2026, 11, day), "amount": amount, "currency": "EUR"}
    known = who | came | {"payment": number, "reference": words}
    return on(ReceiveCustomerPayment.model_validate(known), number)


def owed() -> Iterator[Step]:
    """What two customers owe: one invoice is long late, one is paid in part, one is not due."""
    for who, days in ((ROSSI, 30), (MAIER, 14)):
        known = {"customer": who["customer"], "name": who["customer_name"], "currency": "EUR"}
        known["email"] = f"office@{who['customer'].lower()}.example"
        terms = known | {"kind": "dealer", "payment_days": days, "since": date(2026, 1, 15)}
        yield on(RegisterCustomer.model_validate(terms), who["customer"])
    yield on(SetCreditLimit(**ROSSI, limit=euros("1000.00")), "ROSSI")
    yield sold("INV-1", ROSSI, date(2026, 9, 1), date(2026, 10, 1), "200.00", "SO-8")
    yield sold("INV-2", ROSSI, date(2026, 10, 15), date(2026, 11, 14), "100.00", "SO-7")
    yield sold("INV-3", ROSSI, date(2026, 11, 10), date(2026, 12, 10), "50.00")
    yield sold("INV-4", MAIER, date(2026, 8, 1), date(2026, 8, 15), "400.00")
    note = {"credit_note": "CN-1", "amount": 88, "currency": "EUR", "reason": "A scratch"}
    yield on(IssueCreditNote.model_validate(note | {"issued_on": date(2026, 8, 20)}), "INV-4")
    yield paid("CP-1", ROSSI, 16, "100.00", "INV-2")
    yield on(AllocatePayment(invoice="INV-2", amount=Decimal(61), currency="EUR"), "CP-1")
    yield paid("CP-2", MAIER, 18, "25.00", "")
    yield on(RemindCustomer(level=1, sent_on=date(2026, 8, 30)), "INV-4")
