"""Pricing: what a customer pays for one unit of a product on a day, with the reason in words."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Protocol

from pydantic import Field

from domain.category.products import LISTED, ProductRow
from domain.kernel import Amount, Internal, Message, Money, Public, Quantity, Refused
from domain.kernel.measures import CENTS, YEN
from domain.kernel.wording import money, number
from domain.kernel.words import day, figure, listed

Points = Annotated[Decimal, Field(ge=0, lt=100)]
"""Percent off; nothing is given away."""
HUNDRED = Decimal(100)


class PriceList(Protocol):
    """What is asked of a price list: a row with these columns fits, and so does Terms."""

    @property
    def name(self) -> str: ...

    @property
    def currency(self) -> str: ...

    @property
    def percent_off(self) -> Decimal: ...


class Step(Message):
    """A price of a price list for one product, from a quantity on."""

    product: Public[str]
    from_quantity: Internal[Amount] = Decimal(0)
    price: Internal[Money]


class Terms(Message):
    """A price list together with the prices that it has for single products."""

    name: Public[str]
    currency: Public[str]
    percent_off: Internal[Points] = Decimal(0)
    steps: Internal[tuple[Step, ...]] = ()


class Promoted(Message):
    """A promotion as it bears on prices: so much off, or a price of its own, for some days.

    Both days belong to it. Without products and categories it holds for everything.
    """

    name: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    percent_off: Internal[Points] = Decimal(0)
    price: Internal[Money | None] = None
    products: Internal[tuple[str, ...]] = ()
    categories: Internal[tuple[str, ...]] = ()
    from_quantity: Internal[Amount] = Decimal(0)
    stacks: Internal[bool] = False
    """Whether it may be added to others that stack; any other stands alone."""


class Priced(Message):
    """The price of one unit, and how it came about."""

    price: Internal[Money]
    reason: Internal[str]


class Part(Message):
    """An exact price on its way, with the words for how it was reached."""

    amount: Amount
    words: tuple[str, ...]

    def off(self, points: Decimal, why: str) -> "Part":
        amount = self.amount * (HUNDRED - points) / HUNDRED
        return Part(amount=amount, words=(*self.words, f"less {figure(points)} % for {why}"))


def priced(
    product: ProductRow,
    price_list: PriceList | None,
    promotions: Sequence[Promoted],
    quantity: Quantity,
    on: date,
) -> Priced:
    """The lowest price that the customer's price list and the promotions of the day allow."""
    sellable(product, quantity)
    start = on_list(product, price_list, quantity, on)
    lowest = promoted(product, start, promotions, quantity, on)
    price = payable(lowest.amount, product.currency)
    if price.amount <= 0:
        reason = (
            f"No price. {product.name} would cost {price}, {listed(lowest.words)}: "
            "correct the price list or the promotion."
        )
        raise Refused(reason, "zero_price")
    return Priced(price=price, reason=", ".join(lowest.words))


def sellable(product: ProductRow, quantity: Quantity) -> None:
    if product.status != LISTED:
        reason = f"No price. {product.name} is {product.status}: choose a product that is sold."
        raise Refused(reason, "not_sold")
    if quantity.amount <= 0:
        reason = f"No price. The quantity of {product.name} must be more than 0."
        raise Refused(reason, "no_quantity")
    if quantity.unit.casefold() != product.unit.casefold():
        reason = f"No price. {product.name} is sold by {product.unit}, not by {quantity.unit}."
        raise Refused(reason, "wrong_unit")


def base_on(product: ProductRow, on: date) -> tuple[Decimal, date] | None:
    """The base price that holds on a day with the day since when, as far as the row tells.

    Days before `price_since` are history, which the rows of base_prices tell.
    """
    if product.next_price is not None and product.next_since and product.next_since <= on:
        return product.next_price, product.next_since
    if product.price is not None and product.price_since and product.price_since <= on:
        return product.price, product.price_since
    return None


def on_list(
    product: ProductRow, price_list: PriceList | None, quantity: Quantity, on: date
) -> Part:
    """The price of the list for this product and quantity, or the base price with what is off."""
    base = base_on(product, on)
    if price_list is None:
        return of_base(product, base, on)
    if price_list.currency != product.currency and product.currency:
        reason = (
            f"No price. {price_list.name} is in {price_list.currency} and {product.name} is "
            f"priced in {product.currency}: choose a price list in {product.currency}."
        )
        raise Refused(reason, "other_currency")
    steps = price_list.steps if isinstance(price_list, Terms) else ()
    step = reached(product, steps, quantity)
    if step is None:
        start = of_base(product, base, on)
        off = price_list.percent_off
        return start.off(off, price_list.name) if off else start
    return of_step(product, price_list, step)


def of_base(product: ProductRow, base: tuple[Decimal, date] | None, on: date) -> Part:
    if base is None:
        reason = f"No price. {product.name} has no base price on {day(on)}: set one first."
        raise Refused(reason, "no_base_price")
    amount, since = base
    return Part(amount=amount, words=(f"base price since {day(since)}",))


def of_step(product: ProductRow, price_list: PriceList, step: Step) -> Part:
    if step.price.currency != price_list.currency:
        reason = (
            f"No price. {price_list.name} is in {price_list.currency} and has {product.name} at "
            f"{step.price}: correct the price list."
        )
        raise Refused(reason, "other_currency")
    since = f" from {number(step.from_quantity)} {product.unit} on" if step.from_quantity else ""
    return Part(amount=step.price.amount, words=(f"price of {price_list.name}{since}",))


def reached(product: ProductRow, steps: Sequence[Step], quantity: Quantity) -> Step | None:
    """The step with the largest quantity that the order reaches."""
    fitting = (
        step
        for step in steps
        if step.product == product.product and step.from_quantity <= quantity.amount
    )
    return max(fitting, key=lambda step: step.from_quantity, default=None)


def promoted(
    product: ProductRow,
    start: Part,
    promotions: Sequence[Promoted],
    quantity: Quantity,
    on: date,
) -> Part:
    """The lowest of: no promotion, each that stands alone, and all that stack one after another.

    Promotions are taken by name, so that the order in which they come changes nothing.
    """
    holding = sorted(
        (each for each in promotions if holds(each, product, quantity, on)),
        key=lambda each: (each.name, each.first_on),
    )
    together = start
    for each in (one for one in holding if one.stacks):
        together = lowered(together, each, product)
    alone = [lowered(start, each, product) for each in holding if not each.stacks]
    return min((start, together, *alone), key=lambda part: part.amount)


def holds(promotion: Promoted, product: ProductRow, quantity: Quantity, on: date) -> bool:
    meant = product.product in promotion.products or product.category in promotion.categories
    everything = not promotion.products and not promotion.categories
    in_time = promotion.first_on <= on <= promotion.last_on
    return (meant or everything) and in_time and quantity.amount >= promotion.from_quantity


def lowered(start: Part, promotion: Promoted, product: ProductRow) -> Part:
    """The price under a promotion, which never makes anything dearer."""
    if promotion.price is None:
        off = promotion.percent_off
        return start.off(off, promotion.name) if off else start
    if promotion.price.currency != product.currency:
        reason = (
            f"No price. {promotion.name} is in {promotion.price.currency} and {product.name} is "
            f"priced in {product.currency}: correct the promotion."
        )
        raise Refused(reason, "other_currency")
    if promotion.price.amount >= start.amount:
        return start
    until = f"promotional price of {promotion.name} until {day(promotion.last_on)}"
    instead = f"instead of {money(start.amount, product.currency)}"
    return Part(amount=promotion.price.amount, words=(until, instead))


def payable(amount: Decimal, currency: str) -> Money:
    """To the minor unit of the currency, half of it up, as people round and as invoices are."""
    unit = Decimal(1) if currency in YEN else CENTS
    return Money(amount=amount.quantize(unit, ROUND_HALF_UP), currency=currency)
