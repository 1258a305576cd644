"""A customer's invoice: issued once, then paid, credited, reminded of or cancelled."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.kernel import Decider, Refused
from domain.kernel.part import part
from domain.kernel.words import day
from domain.receivables.invoice import MOST_LINES, Bill, Invoice, rounded, sums_of
from domain.receivables.invoice_events import (
    GIVEN_BACK,
    REMINDERS,
    CancelCreditNote,
    CancelCustomerInvoice,
    Credit,
    CreditNoteCancelled,
    CreditNoteIssued,
    CustomerInvoiceCancelled,
    CustomerInvoiceCommand,
    CustomerInvoiceEvent,
    CustomerInvoiceGivenBack,
    CustomerInvoiceIssued,
    CustomerInvoiceReinstated,
    CustomerInvoiceTakenOver,
    CustomerReminded,
    Dunning,
    GiveBackCustomerInvoice,
    InvoiceSettled,
    InvoiceUnsettled,
    IssueCreditNote,
    IssueCustomerInvoice,
    Noted,
    ReinstateCustomerInvoice,
    RemindCustomer,
    ReminderWithdrawn,
    SettleInvoice,
    Settling,
    TakeOverCustomerInvoice,
    UnsettleInvoice,
    WithdrawReminder,
)
from domain.receivables.invoice_state import CustomerInvoice

LAST = max(REMINDERS)


def decide(state: CustomerInvoice, command: CustomerInvoiceCommand) -> list[CustomerInvoiceEvent]:
    match command:
        case IssueCustomerInvoice() | TakeOverCustomerInvoice() if state.invoice:
            reason = f"Not issued. {state.invoice.title} is on record already, {spoken(state)}."
            raise Refused(reason, "known")
        case IssueCustomerInvoice():
            sums = sums_of(command.lines, command.currency)
            return [CustomerInvoiceIssued(**dict(sound(command)), **dict(sums))]
        case TakeOverCustomerInvoice():
            sums = sums_of(command.lines, command.currency)
            return [CustomerInvoiceTakenOver(**dict(sound(command)), **dict(sums))]
        case _ if state.invoice is None:
            raise Refused("There is no such invoice: issue it first.", "unknown_invoice")
        case GiveBackCustomerInvoice():
            return [given_back(state, state.invoice)]
        case IssueCreditNote() | CancelCreditNote():
            return [decide_credit(state, state.invoice, command)]
        case SettleInvoice() | UnsettleInvoice():
            return [decide_settlement(state, state.invoice, command)]
        case RemindCustomer() | WithdrawReminder():
            return [decide_dunning(state, state.invoice, command)]
        case CancelCustomerInvoice() | ReinstateCustomerInvoice():
            return [decide_claim(state, state.invoice, command)]


def sound(bill: Bill) -> Bill:
    """Refuse what is no invoice at all."""
    if not bill.lines:
        raise Refused("Not issued. An invoice needs at least one line.", "no_lines")
    if len(bill.lines) > MOST_LINES:
        raise Refused(f"Not issued. At most {MOST_LINES:,} lines are billed.", "too_many_lines")
    if len({line.position for line in bill.lines}) != len(bill.lines):
        raise Refused("Not issued. Two lines have one position.", "line_twice")
    for line in bill.lines:
        if line.quantity.amount <= 0 or line.net(bill.currency) <= 0:
            reason = f"Not issued. {line.description} must be billed at more than 0."
            raise Refused(reason, "no_amount")
    if bill.due_on < bill.issued_on:
        reason = f"Not issued. It would be due on {day(bill.due_on)}, before it is written."
        raise Refused(reason, "due_before_issued")
    return part(Bill, bill)


def given_back(state: CustomerInvoice, invoice: Invoice) -> CustomerInvoiceGivenBack:
    if not state.taken or state != CustomerInvoice(invoice, taken=True):
        reason = f"Not given back. {invoice.title} has a history here: undo that first."
        raise Refused(reason, "has_history")
    return CustomerInvoiceGivenBack(**state.told, bill=invoice, reason=GIVEN_BACK)


def decide_claim(
    state: CustomerInvoice,
    invoice: Invoice,
    command: CancelCustomerInvoice | ReinstateCustomerInvoice,
) -> CustomerInvoiceEvent:
    match command:
        case CancelCustomerInvoice():
            claimed(state, invoice, "cancelled")
            if state.paid or state.credited:
                reason = (
                    f"Not cancelled. {invoice.title} is {spoken(state)}: release its payments and "
                    "cancel its credit notes first, or write a credit note."
                )
                raise Refused(reason, "invoice_settled")
            return CustomerInvoiceCancelled(**state.told, bill=invoice, reason=command.reason)
        case ReinstateCustomerInvoice() if not state.cancelled:
            raise Refused(f"Not changed. {invoice.title} is {spoken(state)}.", "not_cancelled")
        case ReinstateCustomerInvoice():
            return CustomerInvoiceReinstated(**state.told, bill=invoice, reason=state.cancelled)


def decide_credit(
    state: CustomerInvoice, invoice: Invoice, command: IssueCreditNote | CancelCreditNote
) -> CustomerInvoiceEvent:
    known = state.credit(command.credit_note)
    match command:
        case CancelCreditNote():
            if known is None:
                reason = f"Not cancelled. {invoice.title} has no credit note {command.credit_note}."
                raise Refused(reason, "unknown_credit_note")
            return CreditNoteCancelled(**state.told, order=invoice.order, **dict(known))
        case IssueCreditNote() if known:
            reason = f"Not credited. {command.credit_note} is on record already."
            raise Refused(reason, "known")
        case IssueCreditNote(amount=amount, currency=currency):
            claimed(state, invoice, "credited")
            within(state, invoice, amount, currency, "credited")
            parts = state.shares(invoice, amount, command.parts)
            said = dict(part(Credit, command))
            return CreditNoteIssued(**state.told, order=invoice.order, **said, parts=parts)


def decide_settlement(
    state: CustomerInvoice, invoice: Invoice, command: SettleInvoice | UnsettleInvoice
) -> CustomerInvoiceEvent:
    match command:
        case SettleInvoice(payment=payment, customer=customer, amount=amount):
            claimed(state, invoice, "paid")
            if customer != invoice.customer:
                reason = f"Not allocated. {payment} is of another customer than {invoice.title}."
                raise Refused(reason, "other_customer")
            within(state, invoice, amount, command.currency, "allocated")
            change = part(Settling, command)
            last = state.with_payment(change, 1).last_paid_on
            return InvoiceSettled(**state.told, **dict(change), last_paid_on=last)
        case UnsettleInvoice(payment=payment, amount=amount):
            known = state.settled_by(payment)
            if known is None or not 0 < amount <= known.amount:
                there = invoice.money(known.amount if known else Decimal(0))
                reason = f"Not released. Of {payment}, {there} goes to {invoice.title}."
                raise Refused(reason, "not_allocated")
            change = known.model_copy(update={"amount": amount})
            last = state.with_payment(change, -1).last_paid_on
            return InvoiceUnsettled(**state.told, **dict(change), last_paid_on=last)


def decide_dunning(
    state: CustomerInvoice, invoice: Invoice, command: RemindCustomer | WithdrawReminder
) -> CustomerInvoiceEvent:
    claimed(state, invoice, "reminded of")
    last = state.reminders[-1] if state.reminders else None
    told = state.told | {"open_amount": state.open}
    match command:
        case RemindCustomer(level=level, sent_on=on):
            next_one(invoice, level, last, on)
            before = last.sent_on if last else None
            return CustomerReminded(**told, level=level, sent_on=on, before=before)
        case WithdrawReminder(level=level):
            if last is None or last.level != level:
                reached = f"has had its {REMINDERS[last.level]}" if last else "has had no reminder"
                raise Refused(f"Not withdrawn. {invoice.title} {reached}.", "no_such_reminder")
            before = state.reminders[-2].sent_on if level > 1 else None
            return ReminderWithdrawn(**told, level=level, sent_on=last.sent_on, before=before)


def next_one(invoice: Invoice, level: int, last: Dunning | None, on: date) -> None:
    """Reminders come one after the other, the first when the invoice is late, and end."""
    reached = last.level if last else 0
    if reached == LAST:
        reason = f"Not reminded. {invoice.title} has had its last reminder: call, or decide."
        raise Refused(reason, "last_reminder")
    if level != reached + 1:
        reason = f"Not reminded. The next of {invoice.title} is its {REMINDERS[reached + 1]}."
        raise Refused(reason, "wrong_level")
    if on <= (last.sent_on if last else invoice.due_on):
        was, on_day = ("was reminded of", last.sent_on) if last else ("is due", invoice.due_on)
        reason = f"Not reminded. {invoice.title} {was} on {day(on_day)}: remind of it later."
        raise Refused(reason, "not_due")


def claimed(state: CustomerInvoice, invoice: Invoice, done: str) -> None:
    """Refuse what needs something open on an invoice that has nothing open."""
    if state.open <= 0:
        reason = f"Not {done}. {invoice.title} is {spoken(state)}: nothing of it is open."
        raise Refused(reason, f"invoice_{state.stage}")


def within(
    state: CustomerInvoice, invoice: Invoice, amount: Decimal, currency: str, done: str
) -> None:
    if currency != invoice.currency:
        reason = f"Not {done}. {invoice.title} is in {invoice.currency}, and not in {currency}."
        raise Refused(reason, "two_currencies")
    if amount <= 0 or amount != rounded(amount, currency):
        raise Refused(f"Not {done}. Give an amount above 0, to the cent.", "no_amount")
    if amount > state.open:
        asked, there = invoice.money(amount), invoice.money(state.open)
        reason = f"Not {done}. {asked} is more than the {there} that is open of {invoice.title}."
        raise Refused(reason, "more_than_open")


def spoken(state: CustomerInvoice) -> str:
    return state.stage.replace("_", " ")


def evolve(state: CustomerInvoice, event: CustomerInvoiceEvent) -> CustomerInvoice:
    match event:
        case CustomerInvoiceIssued():
            return CustomerInvoice(event.whole, taken=isinstance(event, CustomerInvoiceTakenOver))
        case CustomerInvoiceGivenBack():
            return CustomerInvoice()
        case CustomerInvoiceCancelled(reason=reason):
            return replace(state, cancelled=reason)
        case CustomerInvoiceReinstated():
            return replace(state, cancelled="")
        case CreditNoteIssued():
            return state.with_credit(part(Noted, event))
        case CreditNoteCancelled(credit_note=number):
            kept = tuple(one for one in state.credits if one.credit_note != number)
            return replace(state, credits=kept)
        case InvoiceSettled():
            return state.with_payment(part(Settling, event), 1)
        case InvoiceUnsettled():
            return state.with_payment(part(Settling, event), -1)
        case CustomerReminded():
            return replace(state, reminders=(*state.reminders, part(Dunning, event)))
        case ReminderWithdrawn():
            return replace(state, reminders=state.reminders[:-1])


customer_invoice = Decider(
    name="customer_invoice",
    commands=CustomerInvoiceCommand,
    events=CustomerInvoiceEvent,
    initial=CustomerInvoice(),
    decide=decide,
    evolve=evolve,
)
