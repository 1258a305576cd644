"""Pricing: what a customer pays for one unit of a product on a day, with the reason in words."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Protocol

from domain.analysis.stacking import Part, Points, Promoted, promoted
from domain.category.products import LISTED, ProductRow
from domain.kernel import Amount, Internal, Message, Money, Public, Quantity, Refused
from domain.kernel.measures import CENTS, YEN
from domain.kernel.wording import number
from domain.kernel.words import day, listed


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


class Priced(Message):
    """The price of one unit, and how it came about.

    A line counts for one promotion: of several that stack, the one that takes off most.
    """

    price: Internal[Money]
    reason: Internal[str]
    list_price: Internal[Money | None] = None
    """What it costs without any promotion, where one lowers it."""
    promotion: Public[str] = ""
    promotion_name: Public[str] = ""


def priced(
    product: ProductRow,
    price_list: PriceList | None,
    promotions: Sequence[Promoted],
    quantity: Quantity,
    on: date,
    floor: Decimal | None = None,
) -> Priced:
    """The lowest price that the customer's price list and the promotions of the day allow.

    No promotion takes it below the floor, where there is one; a price list may be there already.
    """
    sellable(product, quantity)
    start = on_list(product, price_list, quantity, on)
    least = None if floor is None else payable(floor, product.currency, ROUND_CEILING).amount
    lowest = promoted(product, start, promotions, quantity, on).no_lower(start, least)
    price = payable(lowest.amount, product.currency)
    if price.amount <= 0:
        reason = (
            f"No price. {product.name} would cost {price}, {listed(lowest.words)}: "
            "correct the price list or the promotion."
        )
        raise Refused(reason, "zero_price")
    found = Priced(price=price, reason=", ".join(lowest.words))
    counts = lowest.counts_for
    if counts is None:
        return found
    listed_at = payable(start.amount, product.currency)
    if price.amount >= listed_at.amount:
        return found
    known = {"promotion": counts.promotion, "promotion_name": counts.name}
    return found.model_copy(update={"list_price": listed_at, **known})


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


def payable(amount: Decimal, currency: str, rounding: str = ROUND_HALF_UP) -> Money:
    """To the minor unit of the currency, half of it up, as people round and as invoices are."""
    unit = Decimal(1) if currency in YEN else CENTS
    return Money(amount=amount.quantize(unit, rounding), currency=currency)
