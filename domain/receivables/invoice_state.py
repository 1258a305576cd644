"""The state of a customer's invoice: what of it was credited, paid, and is still open."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel.measures import plain
from domain.receivables.invoice import ZERO, Invoice, Sums
from domain.receivables.invoice_events import Dunning, Noted, Settling


@dataclass(frozen=True)
class CustomerInvoice:
    invoice: Invoice | None = None
    cancelled: str = ""  # Why it claims nothing any more.
    credits: tuple[Noted, ...] = ()
    payments: tuple[Settling, ...] = ()
    reminders: tuple[Dunning, ...] = ()
    taken: bool = False  # Whether it was taken over from another system.

    @property
    def told(self) -> dict[str, Any]:
        """What every fact about it repeats."""
        return dict(self.invoice.addressed) if self.invoice else {}

    @property
    def credited(self) -> Decimal:
        return sum((credit.amount for credit in self.credits), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((payment.amount for payment in self.payments), ZERO)

    @property
    def open(self) -> Decimal:
        """What is still to be paid; nothing of an invoice that was cancelled."""
        if self.invoice is None or self.cancelled:
            return ZERO
        return self.invoice.gross - self.credited - self.paid

    @property
    def stage(self) -> str:
        if self.invoice is None:
            return ""
        return stage_of(
            self.invoice.gross, self.credited, self.paid, cancelled=bool(self.cancelled)
        )

    @property
    def last_paid_on(self) -> date | None:
        return max((payment.received_on for payment in self.payments), default=None)

    def credit(self, number: str) -> Noted | None:
        return next((credit for credit in self.credits if credit.credit_note == number), None)

    def settled_by(self, number: str) -> Settling | None:
        return next((one for one in self.payments if one.payment == number), None)

    def with_credit(self, credit: Noted) -> "CustomerInvoice":
        kept = sorted([*self.credits, credit], key=lambda one: one.credit_note)
        return replace(self, credits=tuple(kept))

    def shares(self, invoice: Invoice, amount: Decimal, before: Sums | None) -> Sums:
        """Net and tax of a credit note, so that all credit notes together give back the whole tax.

        One that is put back says what it said `before`, unless the last cent would be missing.
        """
        noted = sum((credit.parts.tax for credit in self.credits), ZERO)
        whole = amount + self.credited == invoice.gross
        if before and not (whole and noted + before.tax != invoice.tax):
            return before
        owed = invoice.share(self.credited + amount).tax - noted
        tax = min(max(owed, ZERO), amount)
        return Sums(net=amount - tax, tax=tax, gross=amount)

    def with_payment(self, change: Settling, sign: int) -> "CustomerInvoice":
        """After so much of a payment came (1) or went (-1); what is left at nothing is no more."""
        known = self.settled_by(change.payment)
        amount = plain((known.amount if known else ZERO) + sign * change.amount)
        others = [one for one in self.payments if one is not known]
        left = (known or change).model_copy(update={"amount": amount})
        kept = sorted([*others, *([left] if amount else [])], key=lambda one: one.payment)
        return replace(self, payments=tuple(kept))


def stage_of(gross: Decimal, credited: Decimal, paid: Decimal, cancelled: bool) -> str:
    if cancelled:
        return "cancelled"
    if gross > credited + paid:
        return "partly_paid" if paid else "open"
    return "paid" if paid else "credited"
