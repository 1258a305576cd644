"""Adjusting: base prices that rise or fall by a share or an amount, of one product or of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from domain.analysis.pricing import base_on, payable
from domain.category.base_price import SetBasePrice, base_price
from domain.category.products import ProductRow
from domain.governance.proposal import Origin
from domain.kernel import Money, Refused, Step
from domain.kernel.words import counted, day, figure
from domain.preview import DraftCard
from tools import readings
from tools.category.repricing import beginning
from tools.category.scope import on_shelf
from tools.drafting import REASON, money_of, must_say, origin, reason_of
from tools.promotions.arguments import percent as read_percent
from tools.readings import Said
from tools.resolve import PRODUCTS, missing, one
from tools.slots import NUMBER_OR_TEXT, Category, Day, Product, Reason, Slot, choice, reading
from tools.toolkit import Edit, Plan, ToolContext, draft

MOST = 200  # Products whose prices change in one draft: what people still look through.
ONE, HUNDRED = Decimal(1), Decimal(100)

Direction = Annotated[
    Literal["up", "down"],
    choice(
        "Up or down?",
        "Whether prices rise or fall.",
        up=("raise", "increase", "put up", "bump up"),
        down=("lower", "reduce", "cut", "decrease", "put down"),
    ),
]
Share = Annotated[
    Decimal,
    Field(gt=0, lt=1000),
    reading(read_percent),
    Slot(
        kind="percent",
        asks="By how many percent?",
        hint="By how many percent, above 0: 5 or 12.5.",
        wire=NUMBER_OR_TEXT,
        before=("by",),
    ),
]
Difference = Annotated[
    Said,
    reading(readings.money),
    Slot(
        kind="money",
        asks="By how much?",
        hint="By how much, with its currency where it is not the product's own: 5 or 5 EUR.",
        wire=NUMBER_OR_TEXT,
        before=("by", "take"),
    ),
]


@dataclass(frozen=True)
class Move:
    """How far prices move: by a share of each, or by the same amount."""

    up: bool
    share: Decimal | None = None
    amount: Said | None = None

    def __str__(self) -> str:
        said = f"{figure(self.share)} %" if self.share is not None else ""
        if self.amount is not None:
            said = f"{figure(self.amount.amount)} {self.amount.of}".strip()
        return f"{'up' if self.up else 'down'} by {said}"

    def after(self, before: Money) -> Money:
        """The price after it, to the minor unit, half of it up."""
        step = before.amount * (self.share or Decimal(0)) / HUNDRED
        if self.amount is not None:
            step = self.amount.amount
        moved = before.amount + step if self.up else before.amount - step
        return payable(moved, before.currency)


@draft(
    title="Price change",
    edits=(Edit("percent", "Percent", "number"), Edit("on", "From", "date"), REASON),
    says=(
        "{direction} the price of {product} by {percent} [from {on}]",
        "{direction} the selling price of {product} by {percent} [from {on}]",
        "{direction} the base price of {product} by {percent} [from {on}]",
        "{direction} {product} by {percent} [from {on}]",
        "{direction} the price of {product} by {amount} [from {on}]",
        "{direction} the selling price of {product} by {amount} [from {on}]",
        "{direction} {product} by {amount} [from {on}]",
        "{direction} [all] {category} by {percent} [from {on}]",
        "{direction} [all] prices of [all] {category} by {percent} [from {on}]",
        "{direction} prices in the category {category} by {percent} [from {on}]",
        "{direction} prices of [all] {category} by {amount} [from {on}]",
        "put the price of {product} up by {percent} [from {on}] @ direction=up",
        "put the price of {product} down by {percent} [from {on}] @ direction=down",
        "put [all] {category} up by {percent} [from {on}] @ direction=up",
        "make {product} {percent} cheaper [from {on}] @ direction=down",
        "make [all] {category} {percent} cheaper [from {on}] @ direction=down",
        "make {product} {percent} dearer [from {on}] @ direction=up",
        "make [all] {category} {percent} more expensive [from {on}] @ direction=up",
        "take {amount} off the price of {product} [from {on}] @ direction=down",
        "take {percent} off the price of {product} @ direction=down",
    ),
)
async def draft_price_change(
    ctx: ToolContext,
    direction: Direction,
    product: Product | None = None,
    category: Category | None = None,
    percent: Share | None = None,
    amount: Difference | None = None,
    on: Day | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft base prices raised or lowered by a percentage or an amount, from a day on.

    Of one product, or of everything on sale in a category in one draft: each price that holds on
    that day, to the cent, half a cent up.
    """
    unsaid = "Not drafted. Say by how many percent, or by how much, the price changes."
    must_say("By how many percent?", unsaid, percent=percent, amount=amount)
    move = moved(direction, percent, amount)
    named, unpriced = await meant(ctx, product, category, on or ctx.today)
    since, usual = beginning(on, ctx.today)
    why, unexplained = reason_of(reason)
    steps = tuple(step(ctx, row, old, move, since, why) for row, old in named)
    plan = Plan(
        steps=steps,
        title=title_of(named, category, move, since, ctx.today),
        kind="Price change",
        because=left_out(unpriced),
        origins=(*before(named), *usual, *unexplained),
    )
    return await ctx.propose(plan)


def moved(direction: Direction, share: Decimal | None, amount: Said | None) -> Move:
    if share is not None and amount is not None:
        reason = "Not drafted. Say by how many percent or by how much a price changes, not both."
        raise Refused(reason, "two_changes")
    if amount is not None and amount.amount <= 0:
        reason = "Not drafted. A price changes by more than 0: say whether up or down, and by what."
        raise Refused(reason, "no_change")
    return Move(direction == "up", share, amount)


Held = tuple[ProductRow, Money]


async def meant(
    ctx: ToolContext, product: str | None, category: str | None, on: date
) -> tuple[list[Held], list[ProductRow]]:
    """What is to change with the price it has on the day, and what has none."""
    if product is None and category is None:
        reason = "Not drafted. Name the product, or the category whose prices change."
        raise missing("product", "Which product?", reason)
    rows = await on_shelf(ctx, category, MOST) if category and not product else ()
    rows = rows or (await one(ctx, PRODUCTS, product or ""),)
    held = [(row, base_on(row, on)) for row in rows]
    named = [(row, Money(amount=price[0], currency=row.currency)) for row, price in held if price]
    if not named:
        what = category or rows[0].name
        reason = f"Not drafted. {what} has no base price on {day(on)}: set one first."
        raise Refused(reason, "no_base_price")
    return named, [row for row, price in held if not price]


def step(ctx: ToolContext, row: ProductRow, old: Money, move: Move, since: date, why: str) -> Step:
    if move.amount is not None:
        said, _ = money_of("amount", move.amount, old.currency, row.name)
        if said.currency != old.currency:
            reason = f"Not drafted. {row.name} is priced in {old.currency}, not in {said.currency}."
            raise Refused(reason, "other_currency")
    command = SetBasePrice(
        product=row.product,
        product_name=row.name,
        unit=row.unit,
        item=row.item or None,
        price=move.after(old),
        effective_from=since,
        decided_on=ctx.today,
        reason=why,
    )
    return Step(base_price.stream(row.product), command)


def before(named: Sequence[Held]) -> tuple[Origin, ...]:
    """The one price that is changed; of many, each sentence of the card tells its own."""
    if len(named) > 1:
        return ()
    [(row, old)] = named
    return (origin("price_before", str(old), f"base price of {row.name}"),)


def title_of(
    named: Sequence[Held], category: str | None, move: Move, since: date, today: date
) -> str:
    when = "" if since == today else f" from {day(since)} on"
    if category and len(named) != 1:
        return f"Put {counted(len(named), 'price')} in {named[0][0].category} {move}{when}"
    [(row, old), *_] = named
    return f"Sell {row.name} at {move.after(old)} instead of {old}{when}"


def left_out(unpriced: Sequence[ProductRow]) -> str:
    if not unpriced:
        return ""
    first = unpriced[0].name
    verb = "has" if len(unpriced) == 1 else "have"
    return f"{counted(len(unpriced), 'product')} {verb} no price yet, {first} first; left out."
