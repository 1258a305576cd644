"""What two customers owe in the small trade, for tests that go through the tools."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain import catalog
from domain.kernel import Command, Money, Quantity, Step
from domain.receivables.credit import SetCreditLimit
from domain.receivables.invoice import SoldLine
from domain.receivables.invoice_events import (
    IssueCreditNote,
    IssueCustomerInvoice,
    RemindCustomer,
)
from domain.receivables.payment_events import AllocatePayment, ReceiveCustomerPayment

ROSSI = {"customer": "ROSSI", "customer_name": "Pelletteria Rossi"}
MAIER = {"customer": "MAIER", "customer_name": "Anna Maier"}


def sold(
    number: str, who: dict[str, str], issued: date, due: date, net: str, order: str = ""
) -> Step:
    line = SoldLine(
        position=1,
        product="BAG",
        description="Calf bag",
        quantity=Quantity(amount=Decimal(1)),
        price=Decimal(net),
        tax_rate=Decimal(22),
    )
    written = {"invoice": number, "order": order, "issued_on": issued, "due_on": due}
    return on(IssueCustomerInvoice(**who, **written, currency="EUR", lines=(line,)), number)


def credit_note(number: str, invoice_number: str, amount: str) -> Step:
    command = IssueCreditNote(
        credit_note=number,
        amount=Decimal(amount),
        currency="EUR",
        issued_on=date(2026, 8, 20),
        reason="A scratch",
    )
    return on(command, invoice_number)


def paid(number: str, who: dict[str, str], came_on: date, amount: str, reference: str) -> Step:
    command = ReceiveCustomerPayment(
        **who,
        payment=number,
        received_on=came_on,
        amount=Decimal(amount),
        currency="EUR",
        reference=reference,
    )
    return on(command, number)


def owed() -> Iterator[Step]:
    """What two customers owe: one invoice is long late, one is paid in part, one is not due."""
    yield on(SetCreditLimit(**ROSSI, limit=Money(amount=Decimal(1000), currency="EUR")), "ROSSI")
    yield sold("INV-1", ROSSI, date(2026, 9, 1), date(2026, 10, 1), "200.00", order="SO-1")
    yield sold("INV-2", ROSSI, date(2026, 10, 15), date(2026, 11, 14), "100.00", order="SO-2")
    yield sold("INV-3", ROSSI, date(2026, 11, 10), date(2026, 12, 10), "50.00")
    yield sold("INV-4", MAIER, date(2026, 8, 1), date(2026, 8, 15), "400.00")
    yield credit_note("CN-1", "INV-4", "88.00")
    yield paid("CP-1", ROSSI, date(2026, 11, 16), "100.00", "INV-2")
    yield on(AllocatePayment(invoice="INV-2", amount=Decimal(61), currency="EUR"), "CP-1")
    yield paid("CP-2", MAIER, date(2026, 11, 18), "25.00", "")
    yield on(RemindCustomer(level=1, sent_on=date(2026, 8, 30)), "INV-4")


def on(command: Command, key: str) -> Step:
    return Step(catalog.decider_of(command).stream(key), command)
