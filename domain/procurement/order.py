"""An order on paper: from whom, what, how many, at which price, by when."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from domain.kernel import Amount, Currency, Internal, Message, Money, Quantity
from domain.kernel.document import Document
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Name, Note, counted, figure, listed

Stage = Literal["draft", "placed", "closed", "cancelled"]
LineNumber = Annotated[int, Field(ge=1, le=100_000)]
LISTED = 3  # A sentence names so many goods; of more it gives the number.


class Line(Message):
    """One item of an order; facts repeat it, so that nobody who follows them looks anything up."""

    line: LineNumber
    item: Code
    item_name: Name
    category: Label = ""
    quantity: Internal[Quantity]
    price: Internal[Money]
    due_on: date

    @property
    def amount(self) -> Money:
        """Exact: what a line costs is rounded on its invoice, not here."""
        return Money(amount=self.price.amount * self.quantity.amount, currency=self.price.currency)


class Header(Message):
    """What every fact about an order repeats."""

    number: Code
    supplier: Code
    supplier_name: Name
    ordered_on: date
    currency: Currency

    @property
    def header(self) -> "Header":
        return part(Header, self)


class Order(Header):
    """The whole order, as a supplier would read it."""

    note: Note = ""
    lines: tuple[Line, ...]

    @property
    def total(self) -> Money:
        amount = sum((line.amount.amount for line in self.lines), Decimal(0))
        return Money(amount=amount, currency=self.currency)

    @property
    def due_on(self) -> date:
        return min(line.due_on for line in self.lines)

    @property
    def complete_by(self) -> date:
        return max(line.due_on for line in self.lines)

    @property
    def goods(self) -> str:
        return goods([f"{line.quantity} {line.item_name}" for line in self.lines])

    @property
    def order(self) -> "Order":
        """The order alone, without what an event or another system adds to it."""
        lines = tuple(part(Line, line) for line in self.lines)
        return part(Order, self).model_copy(update={"lines": lines})


class TakenLine(Line):
    """A line of an order from another system, with what had come of it there."""

    received: Internal[Amount] = Decimal(0)
    rejected: Internal[Amount] = Decimal(0)
    received_on: date | None = None


class TakenOrder(Order):
    """An order from another system, in the stage it had reached there."""

    stage: Stage
    lines: tuple[TakenLine, ...]

    @property
    def outstanding(self) -> Money:
        """What has not come, at the prices of the order."""
        missing = ((line.quantity.amount - line.received, line.price.amount) for line in self.lines)
        owed = sum((left * price for left, price in missing if left > 0), Decimal(0))
        return Money(amount=owed, currency=self.currency)


class Delivered(Message):
    """What came of one line; the damaged are among the quantity."""

    line: LineNumber
    quantity: Internal[Quantity]
    damaged: Internal[Amount] = Decimal(0)


class Arrived(Delivered):
    """What came, with what it is, and how much of what was outstanding it settles."""

    item: Code
    item_name: Name
    category: Label = ""
    price: Internal[Money]
    due_on: date
    settles: Internal[Amount]

    @property
    def delivered(self) -> Delivered:
        return part(Delivered, self)

    @property
    def described(self) -> str:
        damage = f" ({figure(self.damaged)} damaged)" if self.damaged else ""
        return f"{self.quantity} {self.item_name}{damage}"


class WentBack(Arrived):
    """What went back reopens what it had settled; the line's last arrival is now an earlier one."""

    last_received_on: date | None


class Delivery(Message):
    """The goods of one delivery: the day, the supplier's delivery note, and the lines."""

    received_on: date
    delivery_note: Label = ""
    lines: tuple[Delivered, ...]
    document: Document | None = None
    """The file that says so, where one was read."""


class Receipt(Header):
    """A delivery as it is recorded: with the order it belongs to and what each line is."""

    received_on: date
    delivery_note: Label = ""
    lines: tuple[Arrived, ...]
    document: Document | None = None

    @property
    def delivery(self) -> Delivery:
        lines = tuple(line.delivered for line in self.lines)
        return part(Delivery, self).model_copy(update={"lines": lines})

    @property
    def goods(self) -> str:
        return goods([line.described for line in self.lines])


class TakenReceipt(Receipt):
    """A delivery that is taken back; the order's last arrival is now an earlier one."""

    lines: tuple[WentBack, ...]
    last_received_on: date | None


def goods(parts: Sequence[str]) -> str:
    if len(parts) <= LISTED:
        return listed(parts)
    return listed([*parts[:LISTED], counted(len(parts) - LISTED, "more item")])
