"""Next steps of what customers owe: what can be done with an invoice or a payment, or cannot."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from hypothesis import strategies as st

from domain.kernel import Command
from domain.receivables.customer_invoice import LAST
from domain.receivables.customer_payment import CustomerPayment
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
from domain.receivables.invoice_state import CustomerInvoice
from domain.receivables.payment_events import (
    AllocatePayment,
    ReleaseAllocation,
    TakeBackCustomerPayment,
)
from tests.domain.receivables.business import allocate, issue, note, pay, settle, sold
from tests.domain.walks import CENT, Choice, Draw, just, money

WHY = "Somebody said so."
TAKEN = TakeOverCustomerInvoice(**dict(issue()))
CENTRAL = st.integers(1, 40_000).map(lambda cents: str(cents * CENT))
NOTES, PAYMENTS = ("CN-1", "CN-2", "CN-10"), ("CP-1", "CP-2")
BACK = 2  # What takes something back is drawn so often, for there is less of it to choose from.


def of_invoice(state: CustomerInvoice) -> list[Choice]:
    """With what follows from payments, as if those were always there."""
    if state.invoice is None:
        return [just(issue()), just(issue(sold(quantity={"amount": "3", "unit": "EA"})))]
    found = [*on_claim(state), *on_notes(state, NOTES), *on_reminders(state)]
    if state.open > 0:
        found += [partial(some_settled, most=state.open)] * BACK
    for known in state.payments:
        found.append(partial(some_unsettled, payment=known.payment, most=known.amount))
    return found


def of_taken_over(state: CustomerInvoice) -> list[Choice]:
    """The number of another system, which goes back there as long as nothing happened to it."""
    if state.invoice is None:
        return [just(TAKEN)]
    found = of_invoice(state)
    fresh = state.taken and state == CustomerInvoice(state.invoice, taken=True)
    return found + [just(GiveBackCustomerInvoice())] * (len(found) if fresh else 0)


def on_claim(state: CustomerInvoice) -> Iterator[Choice]:
    if state.cancelled:
        yield from [just(ReinstateCustomerInvoice())] * BACK * BACK
    elif not state.paid and not state.credited:
        yield from [just(CancelCustomerInvoice(reason=WHY))] * BACK


def on_notes(state: CustomerInvoice, numbers: tuple[str, ...]) -> Iterator[Choice]:
    """Each number is that of one credit note, until it is cancelled."""
    for number in numbers:
        if state.credit(number):
            yield just(CancelCreditNote(credit_note=number))
        elif state.open > 0:
            yield partial(some_note, number=number, most=state.open)


def some_note(draw: Draw, number: str, most: Decimal) -> Command:
    return note(str(money(draw, most)), number)


def on_reminders(state: CustomerInvoice) -> Iterator[Choice]:
    if state.open <= 0 or state.invoice is None:
        return
    last = state.reminders[-1] if state.reminders else None
    since, level = (last.sent_on, last.level) if last else (state.invoice.due_on, 0)
    if level < LAST:
        yield partial(some_reminder, level=level + 1, since=since)
    if last:
        yield from [just(WithdrawReminder(level=level))] * BACK


def some_reminder(draw: Draw, level: int, since: date) -> Command:
    return RemindCustomer(level=level, sent_on=since + timedelta(days=draw(st.integers(1, 20))))


def some_settled(draw: Draw, most: Decimal) -> Command:
    return settle(str(money(draw, most)), draw(st.sampled_from(PAYMENTS)))


def some_unsettled(draw: Draw, payment: str, most: Decimal) -> Command:
    return UnsettleInvoice(payment=payment, amount=money(draw, most))


def not_of_invoice(state: CustomerInvoice) -> list[Choice]:
    """A cent more than is open, what is on record already, and what never was."""
    if state.invoice is None:
        return [just(command) for command in (note("1"), settle("1"), ReinstateCustomerInvoice())]
    beyond = str(state.open + CENT)
    reached = len(state.reminders)
    found = [issue(), note(beyond, "CN-9"), settle(beyond), note("0", "CN-9"), settle("-1")]
    found += [CancelCreditNote(credit_note="CN-9"), settle("1", customer="C-2")]
    found += [note("1", "CN-9", currency="USD"), WithdrawReminder(level=reached % LAST + 1)]
    found += [RemindCustomer(level=1, sent_on=state.invoice.due_on)]
    found += [UnsettleInvoice(payment=p.payment, amount=p.amount + CENT) for p in state.payments]
    if state.paid or state.credited:
        found += [CancelCustomerInvoice(reason=WHY)]
    return [just(command) for command in found]


def of_payment(state: CustomerPayment, open_of: Mapping[str, Decimal]) -> list[Choice]:
    """It can go to invoices as far as they are open, and it reaches."""
    if state.payment is None:
        return [lambda draw: pay(draw(CENTRAL))]
    found = [] if state.allocated else [just(TakeBackCustomerPayment())]
    for invoice, open_ in sorted(open_of.items()):
        if (most := min(open_, state.rest)) > 0:
            found += [partial(some_of, command=allocating, invoice=invoice, most=most)] * BACK
    for invoice, amount in state.allocated:
        found += [partial(some_of, command=ReleaseAllocation, invoice=invoice, most=amount)] * BACK
    return found


def some_of(draw: Draw, command: Callable[..., Command], invoice: str, most: Decimal) -> Command:
    return command(invoice=invoice, amount=money(draw, most))


def allocating(invoice: str, amount: Decimal) -> AllocatePayment:
    return allocate(str(amount), invoice)


def not_of_payment(state: CustomerPayment, invoice: str) -> list[Choice]:
    """A cent more than is left of it or went there, and another currency."""
    if state.payment is None:
        return [just(pay("0")), just(allocate("1")), just(TakeBackCustomerPayment())]
    found: list[Command] = [pay(), allocate(str(state.rest + CENT), invoice)]
    found += [allocate("1", invoice, "USD"), allocate("0", invoice)]
    found += [ReleaseAllocation(invoice=invoice, amount=state.to(invoice) + CENT)]
    found += [TakeBackCustomerPayment()] if state.allocated else []
    return [just(command) for command in found]
