"""The terms of a promotion: for which goods, buyers and days it holds, what it gives, its aims."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.kernel import Amount, Internal, Message, Money
from domain.kernel.words import Code, Label, Name, counted, day, figure, listed

Kind = Literal["", "consumer", "dealer"]
CALLED: dict[str, str] = {"consumer": "consumers", "dealer": "dealers"}
NAMED = 3  # A sentence names so many products; of more it gives the number.
NONE = "none"
HUNDRED = Decimal(100)


class Chosen(Message):
    """A product that is promoted, with the item that it is and its category at that time."""

    product: Code
    product_name: Name
    item: Code
    category: Label = ""


class Buyers(Message):
    """For whom it holds; an empty text is everybody, and all that is given must fit."""

    kind: Kind = ""
    segment: Label = ""
    price_list: Label = ""

    def __str__(self) -> str:
        who = CALLED.get(self.kind, "customers")
        segment = f" of {self.segment}" if self.segment else ""
        prices = f" on {self.price_list}" if self.price_list else ""
        return f"{who}{segment}{prices}" if self != Buyers() else "everybody"


class Terms(Message):
    """What a change may change; the days are moved on their own."""

    name: Name
    products: tuple[Chosen, ...] = ()
    categories: tuple[Label, ...] = ()
    category_items: tuple[Code, ...] = ()
    """The items sold in the categories when it was drafted: whose cost the terms are held to."""
    percent_off: Internal[Amount] = Decimal(0)
    price: Internal[Money | None] = None
    from_quantity: Internal[Amount] = Decimal(0)
    to_quantity: Internal[Amount | None] = None
    """The largest quantity it holds for, where another promotion is meant for more."""
    buyers: Buyers = Buyers()
    stacks: bool = False
    """Whether it is added to others that stack; any other stands alone."""
    target_units: Internal[Amount | None] = None
    target_revenue: Internal[Money | None] = None
    budget: Internal[Money | None] = None
    """So much may be given away in all, as it is expected."""

    @property
    def gives(self) -> str:
        return f"at {self.price}" if self.price else f"at {figure(self.percent_off)} % off"

    @property
    def given_away(self) -> Money | None:
        """What it may cost us: its budget, or what its target gives away; None is not known."""
        aim, off = self.target_revenue, self.percent_off
        if self.budget or aim is None or not off:
            return self.budget
        return aim.times(off / (HUNDRED - off))

    @property
    def goods(self) -> str:
        named = [each.product_name for each in self.products]
        if len(named) > NAMED:
            named = [*named[:NAMED], counted(len(named) - NAMED, "more product")]
        return listed([*named, *(f"everything in {name}" for name in self.categories)])

    @property
    def quantities(self) -> str:
        return quantities(self.from_quantity, self.to_quantity)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(each.item for each in self.products), *self.category_items]))

    @property
    def told(self) -> Iterator[tuple[str, str]]:
        """Each part in words, for a sentence that says what differs."""
        yield "name", self.name
        yield "goods", ", ".join([*(p.product for p in self.products), *self.categories]) or NONE
        yield "reduction", f"{self.price}" if self.price else f"{figure(self.percent_off)} %"
        yield "least quantity", figure(self.from_quantity)
        yield "largest quantity", NONE if self.to_quantity is None else figure(self.to_quantity)
        yield "buyers", str(self.buyers)
        yield "stacking", "yes" if self.stacks else "no"
        yield "target in units", NONE if self.target_units is None else figure(self.target_units)
        yield "target in revenue", str(self.target_revenue or NONE)
        yield "budget", str(self.budget or NONE)


def quantities(least: Decimal, most: Decimal | None) -> str:
    """For how many it holds, where that matters: from 5 on, from 11 to 14, up to 10."""
    if most is None:
        return f"from {figure(least)} on" if least > 1 else ""
    return f"from {figure(least)} to {figure(most)}" if least > 1 else f"up to {figure(most)}"


class Days(Message):
    """The first and the last day on which it holds."""

    first_on: date
    last_on: date

    def __str__(self) -> str:
        return f"from {day(self.first_on)} to {day(self.last_on)}"


class PromotionCard(Terms, Days):
    """A promotion as it is planned."""

    promotion: Code
    planned_on: date

    @property
    def days(self) -> Days:
        return Days(first_on=self.first_on, last_on=self.last_on)


def differing(before: Terms, after: Terms) -> str:
    """What differs, with both values: reduction from 10 % to 15 % and stacking from no to yes."""
    pairs = zip(before.told, after.told, strict=True)
    said = [f"{name} from {old} to {new}" for (name, old), (_, new) in pairs if old != new]
    return listed(said) or "the items its cost is held to"
