"""A sale on paper: who wants what, at which price and why that price, and by when."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from domain.kernel import Amount, Currency, Internal, Message, Money, Personal, Quantity
from domain.kernel.measures import LARGEST, shortest
from domain.kernel.part import part
from domain.kernel.subjects import CUSTOMER
from domain.kernel.words import ONE_LINE, Code, Label, Name, Reason, counted, listed

LineNumber = Annotated[int, Field(ge=1, le=100_000)]
ShipmentNumber = Annotated[int, Field(ge=1, le=100_000)]
Address = Annotated[str, StringConstraints(max_length=400, pattern=ONE_LINE, strip_whitespace=True)]
"""Where goods go, in one line of any alphabet; nothing where it is not known or forgotten."""
SHIPPED_FOR = "Shipped for"
"""How a stock movement says for which order the goods left."""
LISTED = 3  # A sentence names so many goods; of more it gives the number.
ZERO = Decimal(0)


class Portion(Message):
    """So much of one line."""

    line: LineNumber
    quantity: Internal[Quantity]


class Goods(Portion):
    """What a line is about; facts repeat it, so that nobody who follows looks anything up."""

    product: Code
    product_name: Name
    item: Code
    item_name: Name
    category: Label = ""
    price: Internal[Money]

    @property
    def described(self) -> str:
        return f"{self.quantity} {self.product_name}"

    @property
    def amount(self) -> Money:
        """Exact: what a line costs is rounded on its invoice, not here."""
        return Money(amount=self.costs, currency=self.price.currency)

    @property
    def costs(self) -> Decimal:
        """The same without its currency; what is too much for money is refused as money."""
        exact = self.price.amount * self.quantity.amount
        return shortest(exact) if abs(exact) <= LARGEST else exact


class SalesLine(Goods):
    """A product somebody wants, at a price that stays as it was promised, with its reason."""

    price_reason: Internal[Label] = ""
    promotion: Label = ""
    """The promotion that a sale at this price counts for, where one lowers it."""
    promotion_name: Label = ""
    list_price: Internal[Money | None] = None
    """What one unit costs without it, on the day of the order."""
    back_ordered: Internal[Amount] = ZERO
    """So much of the quantity is not in stock: it is promised for later and reserves nothing."""


class SalesHeader(Message):
    """What every fact about a sales order repeats."""

    order: Code
    customer: Code
    customer_name: Internal[Name]
    ordered_on: date
    requested_on: date | None = None
    currency: Currency

    @property
    def header(self) -> "SalesHeader":
        return part(SalesHeader, self)


class Sale(SalesHeader):
    """The whole order, as the customer would read it."""

    lines: tuple[SalesLine, ...]

    @property
    def total(self) -> Money:
        return worth(self.lines, self.currency)

    @property
    def goods(self) -> str:
        return goods(self.lines)

    @property
    def sale(self) -> "Sale":
        return part(Sale, self)


class ShipTo(Message):
    """Where the goods go: the home of the customer, as often as not.

    Sealed with the customer's own key, and not with one of the order: whoever is forgotten is
    forgotten in all their orders at once.
    """

    data_subject: ClassVar[str] = CUSTOMER
    subject_in: ClassVar[str] = "customer"

    ship_to: Personal[Address] = ""
    ship_country: Label = ""
    """Told apart from the address, because sales are divided by it and nobody is found by it."""


class LotPortion(Portion):
    """So much of one line out of one lot; goods that are kept without lots have none."""

    lot: Label = ""


class ReturnedPortion(LotPortion):
    """So much of one line that came back; the damaged are among the quantity."""

    damaged: Internal[Amount] = ZERO


class LotGoods(Goods):
    lot: Label = ""


class ReturnedGoods(LotGoods):
    damaged: Internal[Amount] = ZERO

    @property
    def described(self) -> str:
        spoilt = f" ({self.damaged:,f} damaged)" if self.damaged else ""
        return f"{self.quantity} {self.product_name}{spoilt}"


class Shipment(Message):
    """What leaves in one go: with whom, under which number of theirs, and when."""

    shipped_on: date
    carrier: Label = ""
    tracking: Label = ""
    freight: Internal[Money | None] = None
    """What the carriage costs, where that is known; no invoice follows from it."""


class Return(Message):
    """What came back in one go, and why."""

    returned_on: date
    reason: Reason


class NumberedShipment(Shipment):
    """A shipment with its number within the order, and what was in it."""

    shipment: ShipmentNumber
    lines: tuple[LotPortion, ...]


class Billed(Message):
    """What one invoice claims of an order's lines; one in a single sum names none of them."""

    invoice: Code
    lines: tuple[Portion, ...] = ()


class NumberedReturn(Return):
    """A return with its number within the order, and what was in it."""

    return_number: ShipmentNumber
    lines: tuple[ReturnedPortion, ...]


def worth(lines: tuple[Goods, ...], currency: str) -> Money:
    return Money(amount=sum((line.costs for line in lines), ZERO), currency=currency)


def goods(lines: tuple[Goods, ...]) -> str:
    parts = [line.described for line in lines[:LISTED]]
    more = len(lines) - LISTED
    return listed([*parts, counted(more, "more line")] if more > 0 else parts)


def numbered(lines: Sequence[SalesLine], number: int) -> SalesLine | None:
    """The line of this number; most orders count from one, so that a long one is not searched."""
    if 0 < number <= len(lines) and lines[number - 1].line == number:
        return lines[number - 1]
    return next((line for line in lines if line.line == number), None)


def first_of(lines: Sequence[SalesLine]) -> int:
    """The lowest number; one where the first line has it, for none is lower."""
    return 1 if lines[0].line == 1 else min(line.line for line in lines)
