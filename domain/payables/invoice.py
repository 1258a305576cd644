"""An invoice on paper: from whom, for what, over how much, payable by when and to which account."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.kernel import Amount, Currency, Internal, Message, Money, Secret
from domain.kernel.document import Document
from domain.kernel.part import part
from domain.kernel.words import ONE_LINE, Code, Label, Name

Form = Literal["invoice", "credit_note"]
Stage = Literal["recorded", "questioned", "accepted", "withdrawn"]
OPEN: tuple[Stage, ...] = ("recorded", "questioned")
"""The stages in which nobody has decided yet."""
NOUNS: dict[Form, str] = {"invoice": "invoice", "credit_note": "credit note"}
MOST_LINES = 1_000
Place = Annotated[int, Field(ge=0, le=100_000)]
Number = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, pattern=ONE_LINE, strip_whitespace=True),
]
"""What the supplier calls the invoice."""
Account = Annotated[str, StringConstraints(max_length=60, pattern=ONE_LINE, strip_whitespace=True)]


class Billed(Message):
    """One line of an invoice; `order_line` is 0 while nobody knows which line it bills."""

    position: Place
    item: Label = ""
    description: Label = ""
    quantity: Internal[Amount]
    unit: Label = ""
    price: Internal[Amount]
    net: Internal[Amount]
    tax_rate: Internal[Amount | None] = None
    order_line: Place = 0

    @property
    def name(self) -> str:
        return self.description or self.item or f"line {self.position}"


class TaxShare(Message):
    """What is owed at one rate, which is a share of a hundred."""

    rate: Internal[Amount]
    base: Internal[Amount]
    amount: Internal[Amount]


class Named(Message):
    """What every fact about an invoice repeats."""

    supplier: Code
    supplier_name: Name
    form: Form = "invoice"
    number: Number
    issued_on: date
    currency: Currency
    gross: Internal[Amount]

    @property
    def named(self) -> "Named":
        return part(Named, self)

    @property
    def total(self) -> Money:
        return Money(amount=self.gross, currency=self.currency)

    @property
    def owed(self) -> Money | None:
        """What we are to pay; a credit note is the supplier's to pay."""
        return None if self.form == "credit_note" else self.total

    @property
    def title(self) -> str:
        return f"{NOUNS[self.form]} {self.number} from {self.supplier_name}"


class Invoice(Named):
    """The whole invoice, in figures that are never below zero; a credit note says so by its form.

    Net and tax are None where nobody gave them.
    """

    due_on: date | None = None
    order: Label = ""
    net: Internal[Amount | None] = None
    tax: Internal[Amount | None] = None
    tax_id: Internal[Label] = ""
    account: Secret[Account] = ""
    lines: tuple[Billed, ...] = ()
    taxes: tuple[TaxShare, ...] = ()
    document: Document | None = None

    @property
    def invoice(self) -> "Invoice":
        return part(Invoice, self)

    @property
    def sum_of_lines(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def worth(self) -> Decimal:
        """What the goods cost without tax, as far as the invoice says."""
        return self.net if self.net is not None else self.gross - (self.tax or 0)


def key_of(supplier: str, form: Form, number: str) -> str:
    """The key of the stream: a supplier gives a number once, however it is spelled."""
    kind = "C" if form == "credit_note" else "I"
    return f"{supplier.replace('.', '%2E')}.{kind}.{folded(number)}"


def folded(number: str) -> str:
    """The number without the ways of writing it: RE 2026/001 is RE-2026-001."""
    return re.sub(r"[\W_]+", "-", number).strip("-").upper() or "-"
