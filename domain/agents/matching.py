"""Matching: which invoice a payment is certainly for, or which ones fit it equally."""

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.agents.agent import (
    MOST,
    Asked,
    Choice,
    Choosing,
    Found,
    Looking,
    Suggestion,
    every,
    in_parts,
    occasion,
)
from domain.analysis.payment_match import NUMBER, loose, matched, of_whom
from domain.kernel import Query, among
from domain.kernel.words import day
from domain.receivables.customer_invoices import OPEN, CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payments import CustomerPaymentRow

NAME = "receivables-agent"
MOST_OWED = 1_000
"""A customer who owes more invoices has his payments matched by people."""
SEVERAL = range(2, 7)
"""So many invoices are told apart by what the payer wrote; more of them say too little."""


@dataclass(frozen=True)
class Loose:
    """What came and belongs to no invoice yet, and what each payer owes in that currency."""

    payments: Sequence[CustomerPaymentRow]
    owed: Sequence[CustomerInvoiceRow]

    @cached_property
    def by_payer(self) -> Mapping[tuple[str, str], Sequence[CustomerInvoiceRow]]:
        found: dict[tuple[str, str], list[CustomerInvoiceRow]] = defaultdict(list)
        for row in self.owed:
            found[row.customer, row.currency].append(row)
        return found

    def of(self, paid: CustomerPaymentRow) -> Sequence[CustomerInvoiceRow]:
        return self.by_payer.get(of_whom(paid), ())


def match_payment(today: date) -> Looking:
    """Allocate what came in to the one invoice that it is certainly for."""
    found = yield from looked()
    return tuple(matches(found))


def which_invoice(today: date) -> Choosing:
    """Payments that several invoices fit, and whose payer wrote something of it."""
    found = yield from looked()
    return tuple(choices(found))


def looked() -> Generator[Asked, Found, Loose]:
    payments = yield from every(loose(MOST))
    seen: set[str] = set()
    owed: list[CustomerInvoiceRow] = []
    who = sorted({each.customer for each in payments})
    for some in in_parts(who):
        pages = yield [owed_by(code) for code in some]
        for code, page in zip(some, pages, strict=True):
            if len(page.rows) < MOST_OWED:  # What is not seen might fit as well.
                seen.add(code)
                owed += page.rows
    return Loose([each for each in payments if each.customer in seen], owed)


def owed_by(customer: str) -> Query[CustomerInvoiceRow]:
    row = CustomerInvoiceRow
    return customer_invoices.where(
        row.customer == customer,
        among(row.status, OPEN),
        order_by=(row.due_on, row.invoice),
        limit=MOST_OWED,
        counted=False,
    )


def matches(found: Loose) -> Iterator[Suggestion]:
    """A payment for several invoices is a person's to divide."""
    for paid in found.payments:
        fits = matched(paid.unallocated_amount, paid.reference, found.of(paid))
        if len(fits) == 1:
            [(row, _)] = fits
            yield Suggestion(
                occasion=occasion(NAME, "match", paid.payment, row.invoice),
                about=paid.payment,
                tool="draft_payment_allocation",
                arguments={"payment": paid.payment, "invoice": row.invoice},
                because=f"{paid.payment} fits {row.invoice} and no other open invoice.",
                subject={"customer": paid.customer, "invoice": row.invoice},
            )


def choices(found: Loose) -> Iterator[Choice]:
    for paid in found.payments:
        rows = equally(paid, found.of(paid))
        if len(rows) in SEVERAL:
            names = [row.invoice for row in rows]
            yield Choice(
                occasion=occasion(NAME, "which", paid.payment, *names),
                about=paid.payment,
                written=paid.reference,
                options={row.invoice: told(row) for row in rows},
            )


def equally(
    paid: CustomerPaymentRow, open_: Sequence[CustomerInvoiceRow]
) -> Sequence[CustomerInvoiceRow]:
    """The invoices of exactly this amount, or those that are at least as large where none is.

    A payer who wrote nothing tells nobody anything, and one who names an invoice is believed.
    """
    if not paid.reference.strip() or NUMBER.search(paid.reference):
        return ()
    if matched(paid.unallocated_amount, paid.reference, open_):
        return ()
    exact = [row for row in open_ if row.open_amount == paid.unallocated_amount]
    return exact or [row for row in open_ if row.open_amount > paid.unallocated_amount]


def told(row: CustomerInvoiceRow) -> str:
    """What tells an invoice from another one; of amounts and names nothing is said."""
    parts = (
        f"for order {row.order}" if row.order else "for no order",
        f"issued on {day(row.issued_on)}" if row.issued_on else "",
        f"due on {day(row.due_on)}" if row.due_on else "",
    )
    return ", ".join(filter(None, parts))
