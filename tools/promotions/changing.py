"""Changing: other terms or days of a promotion, its early end, its withdrawal."""

from domain.kernel import Step
from domain.kernel.part import part
from domain.kernel.words import day
from domain.preview import DraftCard
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_events import (
    ChangePromotion,
    EndPromotion,
    MovePromotion,
    WithdrawPromotion,
)
from domain.promotions.promotion_terms import Days, Terms
from tools.drafting import PRICE, REASON, must_say, origin, reason_of
from tools.promotions.arguments import (
    FirstDay,
    FromQuantity,
    Kind,
    LastDay,
    NewName,
    Percent,
    Products,
    Promotion,
    Segment,
    Stacks,
)
from tools.promotions.finding import card_of, goods_of
from tools.promotions.planning import DAYS, OFF, Origins, bare, buyers, days_of, reduction
from tools.slots import Category, Day, Period, Price, PriceList, Product, Reason
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Promotion change",
    edits=(Edit("name", "Name", "text"), OFF, PRICE),
    says=(
        "change the promotion {promotion} to {percent} off",
        "set the promotion {promotion} to {percent} off",
        "raise the promotion {promotion} to {percent} off",
        "put the promotion {promotion} at {percent} off",
        "make {promotion} {percent} off",
        "set {promotion} to {percent} off",
        "change {promotion} to {percent}",
        "give {percent} in {promotion}",
        "change the price of the promotion {promotion} to {price}",
        "set the promotional price of {promotion} to {price}",
        "let the promotion {promotion} be {stacks}",
        "limit the promotion {promotion} to {kind}",
    ),
)
async def draft_promotion_change(
    ctx: ToolContext,
    promotion: Promotion,
    percent: Percent | None = None,
    price: Price | None = None,
    name: NewName | None = None,
    product: Product | None = None,
    products: Products | None = None,
    category: Category | None = None,
    from_quantity: FromQuantity | None = None,
    kind: Kind | None = None,
    segment: Segment | None = None,
    price_list: PriceList | None = None,
    stacks: Stacks | None = None,
) -> DraftCard:
    """Draft other terms of a promotion; what is not said stays, and so do orders that have it."""
    row, card, _ = await card_of(ctx, promotion)
    goods = await goods_of(ctx, product, products, category)
    least = bare(from_quantity, "The least quantity")
    same = percent is None and price is None
    reduced = {} if same else reduction(ctx, percent, price, row.name)[0]
    said = {"name": name, "stacks": stacks and stacks == "yes", "from_quantity": least}
    given = {field: value for field, value in said.items() if value is not None}
    other = {**reduced, **given, **(vars(goods) if goods.named else {})}
    whom = await buyers(ctx, card.buyers, kind, segment, price_list)
    other |= {"buyers": whom} if whom != card.buyers else {}
    must_say("How many percent off?", f"Nothing of {row.name} is to change.", percent=other or None)
    command = ChangePromotion.model_validate({**dict(part(Terms, card)), **other})
    plan = Plan(
        steps=(Step(decider.stream(row.promotion), command),),
        title=f"Change the promotion {row.name}",
        kind="Promotion change",
        origins=(origin("goods", row.goods, f"promotion {row.promotion}"),),
    )
    return await ctx.propose(plan)


@draft(
    title="Promotion days",
    edits=DAYS,
    says=(
        "extend the promotion {promotion} to {last}",
        "extend the promotion {promotion} until {last}",
        "extend {promotion} to {last}",
        "let {promotion} run to {last}",
        "let the promotion {promotion} run to {last}",
        "prolong {promotion} to {last}",
        "let {promotion} run {period}",
        "start the promotion {promotion} on {first}",
        "let the promotion {promotion} run {period}",
        "run the promotion {promotion} {period}",
        "hold the promotion {promotion} {period}",
        "begin the promotion {promotion} on {first}",
        "have the promotion {promotion} run {period}",
    ),
)
async def draft_promotion_move(
    ctx: ToolContext,
    promotion: Promotion,
    period: Period | None = None,
    first: FirstDay | None = None,
    last: LastDay | None = None,
) -> DraftCard:
    """Draft other days for a promotion; one that has begun keeps its first day."""
    row, card, _ = await card_of(ctx, promotion)
    asks = f"Not drafted. Say from when or until when {row.name} is to hold."
    must_say("Until which day?", asks, last=last, first=first, period=period)
    days = Days(first_on=first or card.first_on, last_on=last or card.last_on)
    when: Origins = ()
    if period is not None:
        days, when = days_of(period, first, last, ctx.today)
    command = MovePromotion(**dict(days), on=ctx.today)
    kept = [
        origin(field, day(value), f"promotion {row.promotion}")
        for field, one, value in (("first", first, card.first_on), ("last", last, card.last_on))
        if one is None and period is None
    ]
    plan = Plan(
        steps=(Step(decider.stream(row.promotion), command),),
        title=f"Let {row.name} hold from {day(command.first_on)} to {day(command.last_on)}",
        kind="Promotion days",
        origins=(*when, *kept),
    )
    return await ctx.propose(plan)


@draft(
    title="Early end of a promotion",
    edits=(Edit("on", "Last day", "date"), REASON),
    says=(
        "end the promotion {promotion} [on {on}]",
        "end {promotion} [on {on}]",
        "end the promotion {promotion} because {reason}",
        "end the promotion {promotion} early",
        "stop the promotion {promotion} [on {on}]",
        "stop {promotion} [on {on}]",
        "close the promotion {promotion} [on {on}]",
        "terminate the promotion {promotion}",
        "finish the promotion {promotion} on {on}",
        "let the promotion {promotion} end on {on}",
        "let {promotion} end on {on}",
    ),
)
async def draft_promotion_end(
    ctx: ToolContext, promotion: Promotion, on: Day | None = None, reason: Reason | None = None
) -> DraftCard:
    """Draft that a promotion ends before its time; this day, or else today, is its last."""
    row, _, _ = await card_of(ctx, promotion)
    why, unsaid = reason_of(reason)
    last = on or ctx.today
    usual = () if on else (origin("on", day(last), "today is its last day", "default"),)
    command = EndPromotion(ended_on=last, reason=why)
    plan = Plan(
        steps=(Step(decider.stream(row.promotion), command),),
        title=f"End {row.name} on {day(last)}",
        kind="Early end of a promotion",
        origins=(*usual, *unsaid),
    )
    return await ctx.propose(plan)


@draft(
    title="Promotion withdrawal",
    says=(
        "withdraw the promotion {promotion}",
        "take back the promotion {promotion}",
        "cancel the promotion {promotion}",
        "drop the planned promotion {promotion}",
        "call off the promotion {promotion}",
        "do not run the promotion {promotion}",
        "scrap the promotion {promotion}",
        "delete the promotion {promotion}",
    ),
)
async def draft_promotion_withdrawal(ctx: ToolContext, promotion: Promotion) -> DraftCard:
    """Draft that a promotion which has not begun is taken back, as if it had not been planned."""
    row, card, _ = await card_of(ctx, promotion)
    plan = Plan(
        steps=(Step(decider.stream(row.promotion), WithdrawPromotion(on=ctx.today)),),
        title=f"Take back the promotion {row.name} {card.days}",
        kind="Promotion withdrawal",
    )
    return await ctx.propose(plan)
