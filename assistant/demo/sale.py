"""A sale of the demo business: one order on its way from the shelf to the bank."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assistant.demo.buyers import LIST_NAME, OFF, Buyer, asked_for
from assistant.demo.catalogue import CURRENCY, Piece
from assistant.demo.offers import offer_of
from domain.fulfillment.order import LotPortion, Portion, ReturnedPortion, SalesLine
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
    TakeReturn,
)
from domain.fulfillment.sales_order import sales_order
from domain.kernel import Money, Quantity, Step
from domain.kernel.words import day as spoken
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_payment import customer_payment
from domain.receivables.invoice import SoldLine, rounded, sums_of
from domain.receivables.invoice_events import (
    IssueCreditNote,
    IssueCustomerInvoice,
    RemindCustomer,
)
from domain.receivables.payment_events import AllocatePayment, ReceiveCustomerPayment

CARRIER = "Colis Rapide"


def money(amount: Decimal) -> Money:
    return Money(amount=rounded(amount, CURRENCY), currency=CURRENCY)


@dataclass(frozen=True)
class Wanted:
    """So many of a piece, of which so many must wait until they are made."""

    piece: Piece
    amount: int
    later: int


@dataclass
class Sale:
    number: int
    buyer: Buyer
    ordered_on: date
    today: date
    """The day on which one looks at all of it; offers are dated from it."""
    risen: date
    """The day from which everything is dearer."""
    wanted: tuple[Wanted, ...]
    lines: tuple[SalesLine, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = tuple(self.line(n, one) for n, one in enumerate(self.wanted, 1))

    @property
    def code(self) -> str:
        return f"SO-{self.number}"

    @property
    def here(self) -> dict[int, int]:
        """What can leave at once, by line."""
        found = {n: one.amount - one.later for n, one in enumerate(self.wanted, 1)}
        return {line: amount for line, amount in found.items() if amount}

    @property
    def later(self) -> dict[int, int]:
        found = {n: one.later for n, one in enumerate(self.wanted, 1)}
        return {line: amount for line, amount in found.items() if amount}

    def line(self, number: int, one: Wanted) -> SalesLine:
        dearer = self.ordered_on >= self.risen
        base = asked_for(one.piece, dearer)
        off = OFF if self.buyer.dealer else Decimal(0)
        since = f"base price since {spoken(self.risen)}" if dearer else "first base price"
        listed = base * (100 - off) / 100
        reason = f"{since}, less {off} % for {LIST_NAME}" if off else since
        return SalesLine(
            line=number,
            product=one.piece.code,
            product_name=one.piece.name,
            item=one.piece.code,
            item_name=one.piece.name,
            category=one.piece.category,
            quantity=each(one.amount),
            back_ordered=Decimal(one.later),
            **self.priced(one.piece, listed, reason),
        )

    def priced(self, piece: Piece, listed: Decimal, reason: str) -> dict[str, Any]:
        """The price by list, or what an offer of that day makes of it."""
        offer = offer_of(piece, self.buyer, self.ordered_on, self.today)
        if offer is None:
            return {"price": money(listed), "price_reason": reason}
        lower = listed * (100 - offer.percent_off) / 100
        return {
            "price": money(lower),
            "price_reason": f"{reason}, less {offer.percent_off} % for {offer.name}",
            "promotion": offer.code,
            "promotion_name": offer.name,
            "list_price": money(listed),
        }

    def placed(self) -> Step:
        command = PlaceSalesOrder(
            order=self.code,
            customer=self.buyer.code,
            customer_name=self.buyer.name,
            ordered_on=self.ordered_on,
            requested_on=self.ordered_on + timedelta(days=10 if self.buyer.dealer else 6),
            currency=CURRENCY,
            ship_to=self.buyer.address,
            ship_country=self.buyer.country,
            lines=self.lines,
        )
        return Step(sales_order.stream(self.code), command)

    def leaves(self, amounts: dict[int, int], on: date, tracking: str) -> Iterator[Step]:
        """Picked and packed in the morning, gone in the afternoon."""
        stream = sales_order.stream(self.code)
        portions = tuple(Portion(line=n, quantity=each(a)) for n, a in amounts.items())
        yield Step(stream, PickSalesOrder(lines=portions, picked_on=on))
        yield Step(stream, PackSalesOrder(lines=portions, packed_on=on))
        gone = tuple(LotPortion(line=n, quantity=each(a)) for n, a in amounts.items())
        command = ShipSalesOrder(lines=gone, shipped_on=on, carrier=CARRIER, tracking=tracking)
        yield Step(stream, command)

    def returned(self, line: int, on: date, reason: str, damaged: int) -> Step:
        portion = ReturnedPortion(line=line, quantity=each(1), damaged=Decimal(damaged))
        command = TakeReturn(returned_on=on, reason=reason, lines=(portion,))
        return Step(sales_order.stream(self.code), command)


@dataclass
class Claim:
    """An invoice for what left of a sale, and what of it is still to be paid."""

    number: int
    sale: Sale
    amounts: dict[int, int]
    issued_on: date
    credited: Decimal = Decimal(0)

    @property
    def code(self) -> str:
        return f"INV-{self.number}"

    @property
    def due_on(self) -> date:
        return self.issued_on + timedelta(days=self.sale.buyer.payment_days)

    @property
    def lines(self) -> tuple[SoldLine, ...]:
        by_number = {line.line: line for line in self.sale.lines}
        return tuple(
            SoldLine(
                position=position,
                product=by_number[number].product,
                description=by_number[number].product_name,
                quantity=each(amount),
                price=by_number[number].price.amount,
                tax_rate=self.sale.buyer.tax_rate,
                order_line=number,
                price_reason=by_number[number].price_reason,
            )
            for position, (number, amount) in enumerate(self.amounts.items(), 1)
        )

    @property
    def open(self) -> Decimal:
        return sums_of(self.lines, CURRENCY).gross - self.credited

    def issued(self) -> Step:
        command = IssueCustomerInvoice(
            invoice=self.code,
            customer=self.sale.buyer.code,
            customer_name=self.sale.buyer.name,
            currency=CURRENCY,
            order=self.sale.code,
            issued_on=self.issued_on,
            due_on=self.due_on,
            lines=self.lines,
        )
        return Step(customer_invoice.stream(self.code), command)

    def credit(self, number: int, line: int, on: date, reason: str) -> Step:
        """One piece of a line is not to be paid."""
        rate = self.sale.buyer.tax_rate
        price = self.sale.lines[line - 1].price.amount * (100 + rate) / 100
        amount = rounded(price, CURRENCY)
        self.credited += amount
        command = IssueCreditNote(
            credit_note=f"CN-{number}",
            amount=amount,
            issued_on=on,
            reason=reason,
            currency=CURRENCY,
        )
        return Step(customer_invoice.stream(self.code), command)

    def paid(self, number: int, on: date) -> Iterator[Step]:
        code = f"CP-{number}"
        received = ReceiveCustomerPayment(
            payment=code,
            customer=self.sale.buyer.code,
            customer_name=self.sale.buyer.name,
            currency=CURRENCY,
            received_on=on,
            amount=self.open,
            reference=self.code,
        )
        yield Step(customer_payment.stream(code), received)
        allocated = AllocatePayment(invoice=self.code, amount=self.open, currency=CURRENCY)
        yield Step(customer_payment.stream(code), allocated)

    def reminded(self, level: int, on: date) -> Step:
        return Step(customer_invoice.stream(self.code), RemindCustomer(level=level, sent_on=on))


def each(amount: int) -> Quantity:
    return Quantity(amount=Decimal(amount), unit="EA")
