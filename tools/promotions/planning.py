"""Planning: a promotion for some goods and days, with what it gives, to whom, and for what."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.governance.proposal import Origin
from domain.kernel import Refused, Step
from domain.kernel.words import figure
from domain.preview import DraftCard
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_events import PlanPromotion
from domain.promotions.promotion_terms import Buyers, Days
from tools.drafting import PRICE, money_of, origin, positive
from tools.promotions.arguments import (
    FirstDay,
    FromQuantity,
    Kind,
    LastDay,
    NewName,
    Percent,
    Products,
    Segment,
    Stacks,
)
from tools.promotions.finding import ASKS, PROMOTIONS, Goods, goods_of
from tools.readings import Said, Span
from tools.resolve import PRICE_LISTS, missing, must_be_new, named
from tools.slots import Category, Period, Price, PriceList, Product
from tools.toolkit import Edit, Plan, ToolContext, draft

DAYS = (Edit("first", "First day", "date"), Edit("last", "Last day", "date"))
OFF = Edit("percent", "Percent off", "number")
Values = dict[str, Any]
Origins = tuple[Origin, ...]


@draft(
    title="Promotion",
    edits=(Edit("name", "Name", "text"), *DAYS, OFF, PRICE),
    says=(
        "plan a promotion for {product} with {percent} off {period}",
        "plan a promotion for {product} with {percent} off from {first} to {last}",
        "plan a promotion of {percent} off {product} {period}",
        "plan {percent} off {product} {period} [for {kind}]",
        "plan {percent} off {product} from {first} to {last} [for {kind}]",
        "plan a promotion called {name} for {product} with {percent} off {period}",
        "new promotion on {product} at {percent} off {period}",
        "promote {product} at {percent} off {period}",
        "take {percent} off {product} {period}",
        "promote {product} at {price} {period}",
        "promote {product} at {percent} off from {first} to {last}",
        "put {product} on promotion at {price} {period}",
        "put the category {category} on promotion at {percent} off {period}",
        "run a promotion of {percent} off the category {category} {period}",
        "launch a promotion on {product} with {percent} off {period} [for {kind}]",
        "schedule a promotion for {product} at {percent} off {period} [for {kind}]",
        "set up a promotion of {percent} off {product} {period}",
        "{percent} off {product} {period} [for {kind}]",
        "{percent} off {product} from {first} to {last}",
        "{percent} off [all] {category} {period} [for {kind}]",
        "{percent} off [all] {category} from {first} to {last} [for {kind}]",
        "{percent} off [all] {category} to {last}",
        "{percent} off everything in {category} {period}",
        "{percent} discount on {product} {period}",
        "{percent} discount on [all] {category} {period}",
        "{percent} discount on [all] {category} to {last}",
        "give {percent} on [all] {category} {period}",
        "give {kind} {percent} on [all] {category} {period}",
        "give {kind} {percent} off [all] {category} {period}",
        "give {percent} off [all] {category} {period}",
        "give {percent} on {product} {period}",
        "plan a promotion for {category} [with {percent} off] [{period}] [for {kind}]",
        "plan a promotion for {product} [{period}]",
        "start a promotion for {category} [with {percent} off] [{period}]",
        "start a promotion for {product} [{period}]",
        "make a sale for {category} with {percent} off {period}",
        "do a sale for {category} with {percent} {period}",
    ),
)
async def draft_promotion(
    ctx: ToolContext,
    period: Period | None = None,
    first: FirstDay | None = None,
    last: LastDay | None = None,
    product: Product | None = None,
    category: Category | None = None,
    percent: Percent | None = None,
    price: Price | None = None,
    name: NewName | None = None,
    products: Products | None = None,
    from_quantity: FromQuantity | None = None,
    kind: Kind | None = None,
    segment: Segment | None = None,
    price_list: PriceList | None = None,
    stacks: Stacks | None = None,
) -> DraftCard:
    """Draft a promotion by percentage or price, for everybody unless buyers are named."""
    goods = await goods_of(ctx, product, products, category)
    days, when = days_of(period, first, last, ctx.today)
    reduced, why = reduction(ctx, percent, price, "the business")
    called, usual = await name_of(ctx, name, goods, reduced)
    command = PlanPromotion(
        promotion=f"PRO-{await ctx.number(decider.name)}",
        planned_on=ctx.today,
        **dict(days),
        name=called,
        buyers=await buyers(ctx, Buyers(), kind, segment, price_list),
        stacks=stacks == "yes",
        from_quantity=bare(from_quantity, "The least quantity") or Decimal(0),
        **vars(goods),
        **reduced,
    )
    plan = Plan(
        steps=(Step(decider.stream(command.promotion), command),),
        title=f"Promote {goods.named} {command.gives}",
        kind="Promotion",
        origins=(*when, *why, *usual),
    )
    return await ctx.propose(plan)


def days_of(
    period: Span | None, first: date | None, last: date | None, today: date
) -> tuple[Days, Origins]:
    """The days of the period, of which the first or the last may be said anew."""
    meant, why = (None, ()) if period is None else coming(period, today)
    begins, ends = (
        first or (meant.first if meant else None),
        last or (meant.last if meant else None),
    )
    if begins is None or ends is None:
        slot = "first" if begins is None else "last"
        reason = "Not drafted. Say on which days it holds, as from 1 Dec to 24 Dec."
        raise missing(slot, "On which days?", reason)
    return Days(first_on=begins, last_on=ends), why


def coming(period: Span, today: date) -> tuple[Span, Origins]:
    """Days without a year are heard as the last ones; of a promotion they are the next ones."""
    if period.last >= today:
        return period, ()
    meant = Span(first=a_year_on(period.first), last=a_year_on(period.last))
    if meant.first < today:
        return period, ()
    said = str(Days(first_on=meant.first, last_on=meant.last))
    return meant, (
        origin("period", said, "the next such days: those of before are past", "default"),
    )


def a_year_on(on: date) -> date:
    leaps = (on.month, on.day) == (2, 29)
    return on.replace(year=on.year + 1, day=28 if leaps else on.day)


def bare(said: Said | None, what: str) -> Decimal | None:
    """A number of pieces above 0, whatever each product is counted in."""
    if said is None:
        return None
    if said.of:
        reason = f"Not drafted. {what} counts in each product's own unit: give the number alone."
        raise Refused(reason, "wrong_unit")
    return positive(said, what)


def reduction(
    ctx: ToolContext, percent: Decimal | None, price: Said | None, whose: str
) -> tuple[Values, Origins]:
    """What it gives: a percentage, or a price of its own."""
    if price is not None and percent is not None:
        reason = "Not drafted. A promotion has a percentage off or a price: give one of both."
        raise Refused(reason, "two_reductions")
    if price is not None:
        amount, origins = money_of("price", price, ctx.currency, whose)
        return {"price": amount, "percent_off": Decimal(0)}, origins
    if percent is not None:
        return {"price": None, "percent_off": percent}, ()
    reason = "Not drafted. Say how many percent off, or at which price."
    raise missing("percent", "How many percent off?", reason)


async def name_of(
    ctx: ToolContext, said: str | None, goods: Goods, reduced: Values
) -> tuple[str, Origins]:
    """What it is called, or else what it does."""
    if not goods.named:
        reason = "Not drafted. No products were named: say which ones, or a category."
        raise missing("product", ASKS, reason)
    price = reduced["price"]
    what = f"{price} for" if price else f"{figure(reduced['percent_off'])} % off"
    called = said or f"{what} {goods.named}"[:200]
    await must_be_new(ctx, PROMOTIONS, called)
    if said:
        return said, ()
    return called, (origin("name", called, "what it gives, no other name was given", "default"),)


async def buyers(
    ctx: ToolContext, before: Buyers, kind: str | None, segment: str | None, price_list: str | None
) -> Buyers:
    """For whom it holds; what is not said stays as it was."""
    row = await named(ctx, PRICE_LISTS, price_list)
    said = {"kind": kind, "segment": segment, "price_list": row and row.price_list}
    given = {field: value for field, value in said.items() if value is not None}
    return Buyers.model_validate({**dict(before), **given})
