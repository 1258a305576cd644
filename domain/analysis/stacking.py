"""Stacking: what several promotions of one product come to, by one rule for everybody."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.category.products import ProductRow
from domain.kernel import Amount, Internal, Message, Money, Public, Quantity, Refused
from domain.kernel.wording import money
from domain.kernel.words import day, figure

Points = Annotated[Decimal, Field(ge=0, lt=100)]
"""Percent off; nothing is given away."""
HUNDRED = Decimal(100)


class Promoted(Message):
    """A promotion as it bears on prices: so much off, or a price of its own, for some days.

    Both days belong to it. Without products and categories it holds for everything.
    """

    name: Public[str]
    promotion: Public[str] = ""
    """Its code, by which what is sold under it is counted."""
    first_on: Internal[date]
    last_on: Internal[date]
    percent_off: Internal[Points] = Decimal(0)
    price: Internal[Money | None] = None
    products: Internal[tuple[str, ...]] = ()
    categories: Internal[tuple[str, ...]] = ()
    from_quantity: Internal[Amount] = Decimal(0)
    to_quantity: Internal[Amount | None] = None
    stacks: Internal[bool] = False
    """Whether it may be added to others that stack; any other stands alone."""


class Taken(Message):
    """How much one promotion takes off, of what the others leave."""

    promotion: str
    name: str
    amount: Amount


class Part(Message):
    """An exact price on its way, with the words for how it was reached."""

    amount: Amount
    words: tuple[str, ...]
    taken: tuple[Taken, ...] = ()

    def off(self, points: Decimal, why: str) -> "Part":
        amount = self.amount * (HUNDRED - points) / HUNDRED
        words = (*self.words, f"less {figure(points)} % for {why}")
        return Part(amount=amount, words=words, taken=self.taken)

    def under(self, promotion: Promoted, before: "Part") -> "Part":
        """The same, remembered as what this promotion made of the price before."""
        amount = before.amount - self.amount
        mark = Taken(promotion=promotion.promotion, name=promotion.name, amount=amount)
        return self.model_copy(update={"taken": (*self.taken, mark)})

    def no_lower(self, start: "Part", least: Decimal | None) -> "Part":
        """The same, or the least that a promotion may make of the price it started from."""
        if least is None or self.amount >= least or not self.taken:
            return self
        if start.amount <= least:
            return start
        return self.model_copy(
            update={"amount": least, "words": (*self.words, "no lower than the house allows")}
        )

    @property
    def counts_for(self) -> Taken | None:
        """The promotion for which a sale at this price counts."""
        return max(self.taken, key=lambda each: (each.amount, each.promotion), default=None)


def promoted(
    product: ProductRow,
    start: Part,
    promotions: Sequence[Promoted],
    quantity: Quantity,
    on: date,
) -> Part:
    """The rule of stacking.

    1. Promotions that stack go together: the lowest of their fixed prices first, then each
       percentage of what is left. So neither their names nor the order of planning matter.
    2. Every other promotion stands alone.
    3. The buyer pays the lowest of: no promotion, those that go together, each that stands alone.
    4. Nothing gets dearer by a promotion; how low it may get, `no_lower` says.
    """
    holding = sorted(
        (each for each in promotions if holds(each, product, quantity, on)),
        key=lambda each: (each.name, each.promotion, each.first_on),
    )
    stacking = [each for each in holding if each.stacks]
    together = min(
        (start, *(lowered(start, each, product) for each in stacking if each.price)),
        key=lambda part: part.amount,
    )
    for each in (one for one in stacking if one.price is None):
        together = lowered(together, each, product)
    alone = [lowered(start, each, product) for each in holding if not each.stacks]
    return min((start, together, *alone), key=lambda part: part.amount)


def holds(promotion: Promoted, product: ProductRow, quantity: Quantity, on: date) -> bool:
    meant = product.product in promotion.products or product.category in promotion.categories
    everything = not promotion.products and not promotion.categories
    in_time = promotion.first_on <= on <= promotion.last_on
    most = promotion.to_quantity
    enough = promotion.from_quantity <= quantity.amount
    many = enough and (most is None or quantity.amount <= most)
    return (meant or everything) and in_time and many


def lowered(start: Part, promotion: Promoted, product: ProductRow) -> Part:
    """The price under a promotion, which never makes anything dearer."""
    if promotion.price is None:
        off = promotion.percent_off
        return start.off(off, promotion.name).under(promotion, start) if off else start
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
    return Part(amount=promotion.price.amount, words=(until, instead)).under(promotion, start)
