"""Repricing: another base price from a day on, and one that is taken back."""

from datetime import date

from domain.category.base_price import SetBasePrice, WithdrawBasePrice, base_price
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.products import ProductRow
from domain.governance.proposal import Origin
from domain.kernel import Money, Refused, Step, falling
from domain.kernel.wording import price as price_words
from domain.kernel.words import day
from domain.preview import DraftCard
from tools.drafting import PRICE, REASON, money_of, origin, reason_of
from tools.resolve import PRODUCTS, one
from tools.slots import Day, Price, Product, Reason
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Base price",
    edits=(PRICE, Edit("on", "From", "date"), REASON),
    says=(
        "set the base price of {product} to {price} [from {on}]",
        "set the selling price of {product} to {price} [from {on}]",
        "change the selling price of {product} to {price} [from {on}]",
        "change the base price of {product} to {price}",
        "change the price of {product} to {price} [from {on}]",
        "set the price of {product} to {price} [from {on}]",
        "raise the price of {product} to {price} [from {on}]",
        "lower the price of {product} to {price} [from {on}]",
        "raise the selling price of {product} to {price} [from {on}]",
        "lower the selling price of {product} to {price} [from {on}]",
        "sell {product} at {price} [from {on}]",
        "sell {product} for {price} from {on} on",
        "new base price of {product} is {price} [from {on}]",
        "base price {product} {price}",
        "charge {price} for {product} [from {on}]",
        "{product} shall cost {price} [from {on}]",
        "{product} is to cost {price} [from {on}]",
        "{product} costs {price} from {on} on",
        "let {product} cost {price} [from {on}]",
        "selling price of {product} {price} because {reason}",
    ),
)
async def draft_base_price(
    ctx: ToolContext,
    product: Product,
    price: Price,
    on: Day | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft the base price of a product from a day on: today, or one that is still to come."""
    row = await one(ctx, PRODUCTS, product)
    amount, origins = money_of("price", price, row.currency or ctx.currency, row.name)
    since, usual = beginning(on, ctx.today)
    why, unsaid = reason_of(reason)
    command = SetBasePrice(
        product=row.product,
        product_name=row.name,
        unit=row.unit,
        item=row.item or None,
        price=amount,
        effective_from=since,
        decided_on=ctx.today,
        reason=why,
    )
    plan = Plan(
        steps=(Step(base_price.stream(row.product), command),),
        title=title_of(row, amount, since, ctx.today),
        kind="Base price",
        origins=(*origins, *usual, *unsaid),
    )
    return await ctx.propose(plan)


def beginning(said: date | None, today: date) -> tuple[date, tuple[Origin, ...]]:
    """A price may begin today or later: what was charged yesterday stays as it was."""
    if said is None:
        return today, (origin("on", day(today), "today, no other day was given", "default"),)
    if said < today:
        reason = f"Not drafted. {day(said)} is past: a price begins today or on a day to come."
        raise Refused(reason, "in_the_past")
    return said, ()


def title_of(row: ProductRow, price: Money, since: date, today: date) -> str:
    shown = price_words(price.amount, price.currency, row.unit)
    when = "" if since == today else f" from {day(since)} on"
    return f"Sell {row.name} at {shown}{when}"


@draft(
    title="Base price withdrawal",
    says=(
        "take back the base price of {product} [from {on}]",
        "take back the last selling price of {product}",
        "withdraw the base price of {product} [from {on}]",
        "cancel the price change of {product}",
        "cancel the planned price of {product}",
        "drop the planned base price of {product}",
        "undo the last base price of {product}",
        "keep the old base price of {product}",
        "forget the new selling price of {product}",
    ),
)
async def draft_base_price_withdrawal(
    ctx: ToolContext, product: Product, on: Day | None = None
) -> DraftCard:
    """Draft that a base price is taken back: the one that begins on a day, or else the last one."""
    row = await one(ctx, PRODUCTS, product)
    last = base_prices.where(
        BasePriceRow.product == row.product,
        on is None or BasePriceRow.effective_from == on,
        order_by=(falling(BasePriceRow.effective_from),),
        limit=1,
        counted=False,
    )
    found = (await ctx.rows(last)).first
    if found is None:
        begins = f" that begins on {day(on)}" if on else ""
        reason = f"Not drafted. {row.name} has no base price{begins}: look at its base prices."
        raise Refused(reason, "unknown_price")
    since = found.effective_from
    shown = price_words(found.price, found.currency, found.unit)
    told = () if on else (origin("on", day(since), f"last base price of {row.name}"),)
    plan = Plan(
        steps=(Step(base_price.stream(row.product), WithdrawBasePrice(effective_from=since)),),
        title=f"Take back {shown} for {row.name} from {day(since)} on",
        kind="Base price withdrawal",
        origins=told,
    )
    return await ctx.propose(plan)
