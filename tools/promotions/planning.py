"""Planning: a promotion for some goods and days, with what it gives, to whom, and for what."""

from decimal import Decimal
from typing import Any

from domain.governance.proposal import Origin
from domain.kernel import Refused, Step
from domain.kernel.words import figure
from domain.preview import DraftCard
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_events import PlanPromotion
from domain.promotions.promotion_terms import Buyers
from tools.drafting import PRICE, money_of, origin
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
from tools.readings import Said
from tools.resolve import PRICE_LISTS, missing, must_be_new, named
from tools.slots import Category, Price, PriceList, Product
from tools.toolkit import Edit, Plan, ToolContext, draft

DAYS = (Edit("first", "First day", "date"), Edit("last", "Last day", "date"))
OFF = Edit("percent", "Percent off", "number")
Values = dict[str, Any]
Origins = tuple[Origin, ...]


@draft(
    title="Promotion",
    edits=(Edit("name", "Name", "text"), *DAYS, OFF, PRICE),
    says=(
        "plan a promotion for {product} with {percent} off from {first} to {last}",
        "plan a promotion of {percent} off {product} from {first} to {last}",
        "plan the promotion {name} for {product} with {percent} off from {first} to {last}",
        "new promotion {name} on {product} at {percent} off from {first} until {last}",
        "promote {product} at {percent} off from {first} to {last}",
        "promote {product} at {price} from {first} to {last}",
        "put {product} on promotion at {price} from {first} to {last}",
        "put the category {category} on promotion at {percent} off from {first} to {last}",
        "run a promotion of {percent} off the category {category} from {first} to {last}",
        "launch a promotion on {product} with {percent} off from {first} to {last} [for {kind}]",
        "schedule a promotion for {product} at {percent} off from {first} to {last} [for {kind}]",
        "set up a promotion of {percent} off {product} from {first} to {last}",
    ),
)
async def draft_promotion(
    ctx: ToolContext,
    first: FirstDay,
    last: LastDay,
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
    """Draft a promotion: some products or a category cheaper for some days, which end it.

    Give a percentage off or a price. It holds for everybody, unless buyers are named.
    """
    goods = await goods_of(ctx, product, products, category)
    reduced, why = reduction(ctx, percent, price, "the business")
    called, usual = name_of(name, goods, percent, reduced)
    await must_be_new(ctx, PROMOTIONS, called)
    command = PlanPromotion(
        promotion=f"PRO-{await ctx.number(decider.name)}",
        planned_on=ctx.today,
        first_on=first,
        last_on=last,
        name=called,
        buyers=await buyers(ctx, Buyers(), kind, segment, price_list),
        stacks=stacks == "yes",
        from_quantity=from_quantity.amount if from_quantity else Decimal(0),
        **vars(goods),
        **reduced,
    )
    plan = Plan(
        steps=(Step(decider.stream(command.promotion), command),),
        title=f"Promote {goods.named} {command.gives}",
        kind="Promotion",
        origins=(*why, *usual),
    )
    return await ctx.propose(plan)


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


def name_of(
    said: str | None, goods: Goods, percent: Decimal | None, reduced: Values
) -> tuple[str, Origins]:
    """What it is called, or else what it does."""
    if not goods.named:
        reason = "Not drafted. No products were named: say which ones, or a category."
        raise missing("product", ASKS, reason)
    if said:
        return said, ()
    what = f"{figure(percent)} % off" if percent is not None else f"{reduced['price']} for"
    called = f"{what} {goods.named}"[:200]
    return called, (origin("name", called, "what it gives, no other name was given", "default"),)


async def buyers(
    ctx: ToolContext, before: Buyers, kind: str | None, segment: str | None, price_list: str | None
) -> Buyers:
    """For whom it holds; what is not said stays as it was."""
    row = await named(ctx, PRICE_LISTS, price_list)
    said = {"kind": kind, "segment": segment, "price_list": row and row.price_list}
    given = {field: value for field, value in said.items() if value is not None}
    return Buyers.model_validate({**dict(before), **given})
