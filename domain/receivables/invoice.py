"""A customer's invoice on paper: to whom, for what, at which tax rates, payable by when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import Field

from domain.kernel import Amount, Currency, Internal, Message, Money, Quantity
from domain.kernel.measures import CENTS, YEN, plain
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Name

ZERO = Decimal(0)
MOST_LINES = 1_000
Rate = Annotated[Amount, Field(ge=0, le=100)]
"""A tax rate, which is a share of a hundred."""
Position = Annotated[int, Field(ge=1, le=100_000)]
OrderLine = Annotated[int, Field(ge=0, le=100_000)]
"""The line of the order that is billed; 0 where an order, or nothing, is billed in one sum."""


class SoldLine(Message):
    """One line of an invoice; the price is for one unit and without tax."""

    position: Position
    product: Label = ""
    description: Name
    quantity: Quantity
    price: Internal[Amount]
    tax_rate: Internal[Rate]
    order_line: OrderLine = 0
    price_reason: Internal[Label] = ""

    def net(self, currency: str) -> Decimal:
        return rounded(self.quantity.amount * self.price, currency)


class Addressed(Message):
    """What every fact about an invoice repeats."""

    invoice: Code
    customer: Code
    customer_name: Internal[Name]
    currency: Currency

    @property
    def addressed(self) -> "Addressed":
        return part(Addressed, self)

    def money(self, amount: Decimal) -> Money:
        return Money(amount=amount, currency=self.currency)

    @property
    def title(self) -> str:
        return f"{self.invoice} to {self.customer_name}"


class Bill(Addressed):
    """The invoice as it is asked for; what it comes to follows from its lines."""

    order: Label = ""
    issued_on: date
    due_on: date
    lines: tuple[SoldLine, ...]


class Sums(Message):
    """What an invoice comes to, kept as it was billed whatever becomes of the rule."""

    net: Internal[Amount]
    tax: Internal[Amount]
    gross: Internal[Amount]


class Invoice(Bill, Sums):
    @property
    def whole(self) -> "Invoice":
        return part(Invoice, self)

    @property
    def total(self) -> Money:
        return self.money(self.gross)

    def share(self, gross: Decimal) -> Sums:
        """Net and tax of a part of the gross amount, at the rates of the whole."""
        tax = rounded(self.tax * gross / self.gross, self.currency)
        return Sums(net=gross - tax, tax=tax, gross=gross)


class TaxShare(Message):
    """What is owed at one rate: tax is reckoned on the sum of all lines of the rate."""

    rate: Decimal
    base: Decimal
    tax: Decimal


def taxes_of(lines: Sequence[SoldLine], currency: str) -> tuple[TaxShare, ...]:
    """One share for each rate, the highest first, as EN 16931 breaks a tax down."""
    bases: dict[Decimal, Decimal] = defaultdict(Decimal)
    for line in lines:
        bases[line.tax_rate] += line.net(currency)
    return tuple(
        TaxShare(rate=rate, base=base, tax=rounded(base * rate / 100, currency))
        for rate, base in sorted(bases.items(), reverse=True)
    )


def sums_of(lines: Sequence[SoldLine], currency: str) -> Sums:
    shares = taxes_of(lines, currency)
    net, tax = sum((s.base for s in shares), ZERO), sum((s.tax for s in shares), ZERO)
    return Sums(net=net, tax=tax, gross=net + tax)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half a cent is rounded up, as an invoice is expected to do."""
    if not amount:
        return ZERO
    return plain(amount.quantize(Decimal(1) if currency in YEN else CENTS, ROUND_HALF_UP))
