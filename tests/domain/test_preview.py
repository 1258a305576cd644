"""A preview counts the money that is at stake once, however many facts are about it."""

from decimal import Decimal

import pytest

from domain.kernel import Command, Event, Money
from domain.preview import at_stake
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import customer_payment
from domain.receivables.payment_events import ReleaseAllocation, TakeBackCustomerPayment
from tests.domain.business import eur
from tests.domain.receivables.business import allocate, issue, pay
from tests.spec import Spec

blank = Spec(customer_payment)
paid = blank.given(*blank.when(pay()).events)


def events_of(*commands: Command, spec: Spec = blank) -> list[Event]:
    events: list[Event] = []
    for command in commands:
        new = spec.when(command).events
        spec, events = spec.given(*new), [*events, *new]
    return events


def release(amount: str, invoice: str = "INV-1") -> ReleaseAllocation:
    return ReleaseAllocation(invoice=invoice, amount=Decimal(amount))


@pytest.mark.parametrize(
    ("commands", "amount"),
    [
        ((allocate("400"),), "400"),
        ((allocate("150"), allocate("250", "INV-2")), "400"),
        ((allocate("400"), release("400"), allocate("400", "INV-2")), "800"),
        ((allocate("400"), release("150")), "400"),
    ],
)
def test_what_is_allocated_or_released_is_at_stake(
    commands: tuple[Command, ...], amount: str
) -> None:
    assert at_stake(events_of(*commands, spec=paid)) == (eur(amount),)


def test_a_payment_that_is_allocated_at_once_is_at_stake_once() -> None:
    together = events_of(pay(), allocate("150"), allocate("250", "INV-2"))
    assert at_stake(together) == (eur("400"),)
    back = [release("150"), release("250", "INV-2"), TakeBackCustomerPayment()]
    all_of_it = events_of(pay(), allocate("150"), allocate("250", "INV-2"), *back)
    assert at_stake(all_of_it[-3:]) == (eur("400"),)
    assert at_stake(all_of_it) == (eur("400"),)


def test_two_payments_are_two_purses_and_currencies_are_never_mixed() -> None:
    dollars = [event for event in events_of(pay("90", payment="CP-3", currency="USD"))]
    found = at_stake([*events_of(pay()), *events_of(pay("100", payment="CP-2")), *dollars])
    assert found == (eur("500"), Money(amount=Decimal(90), currency="USD"))


def test_an_invoice_is_no_part_of_any_purse() -> None:
    issued = Spec(customer_invoice).when(issue()).events
    assert at_stake([*issued, *issued]) == (eur("775.74"),)
