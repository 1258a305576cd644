"""Sightings: a price that somebody saw at another seller, and one that was a mistake."""

from typing import Annotated

from domain.category.market_price import (
    RecordMarketPrice,
    WithdrawMarketPrice,
    market_price,
)
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.kernel import Money, Refused, Step, among, falling
from domain.kernel.words import day
from domain.preview import DraftCard
from tools.drafting import PRICE, money_of, on_day, origin
from tools.resolve import PRODUCTS, one, spellings
from tools.slots import Day, Line, Price, Product, text
from tools.toolkit import Edit, Plan, ToolContext, draft

Seller = Annotated[
    str,
    Line,
    text("Who sells it?", "The name of the other seller.", before=("at", "by", "seller")),
]
Source = Annotated[
    str,
    Line,
    text("Where was it seen?", "A page or a shop, for who looks it up.", before=("source", "on")),
]


@draft(
    title="Market price",
    edits=(PRICE, Edit("seller", "Seller", "text"), Edit("on", "Seen on", "date")),
    says=(
        "market price of {product} is {price} at {seller}",
        "record a market price of {price} for {product} at {seller}",
        "note the market price {price} of {product} at {seller}",
        "we saw {product} for {price} at {seller}",
        "I saw {product} for {price} at {seller}",
        "a competitor sells {product} for {price}: {seller}",
        "competitor price of {product} is {price} at {seller}",
        "seen {product} for {price} at {seller}",
    ),
)
async def draft_market_price(
    ctx: ToolContext,
    product: Product,
    price: Price,
    seller: Seller,
    on: Day | None = None,
    source: Source | None = None,
) -> DraftCard:
    """Draft that another seller asks so much for a product like ours, as seen on a day."""
    row = await one(ctx, PRODUCTS, product)
    amount, origins = money_of("price", price, row.currency or ctx.currency, row.name)
    seen_on, usual = on_day("on", on, ctx.today)
    command = RecordMarketPrice(
        product=row.product,
        product_name=row.name,
        category=row.category,
        unit=row.unit,
        seller=seller,
        price=amount,
        seen_on=seen_on,
        source=source or "",
    )
    plan = Plan(
        steps=(Step(market_price.stream(row.product), command),),
        title=f"Record {amount} for {row.name} at {seller}",
        kind="Market price",
        origins=(*origins, *usual),
    )
    return await ctx.propose(plan)


@draft(
    title="Market price withdrawal",
    says=(
        "take back the market price of {product} at {seller}",
        "withdraw the market price of {product} at {seller}",
        "the market price of {product} at {seller} was wrong",
        "remove the market price of {product} at {seller}",
        "delete the competitor price of {product} at {seller}",
        "forget the market price of {product} at {seller}",
        "strike the market price of {product} at {seller}",
        "drop the competitor price of {product} at {seller}",
    ),
)
async def draft_market_price_withdrawal(
    ctx: ToolContext, product: Product, seller: Seller, on: Day | None = None
) -> DraftCard:
    """Draft that a price seen at another seller is taken back: of a day, or the newest."""
    row = await one(ctx, PRODUCTS, product)
    newest = market_prices.where(
        MarketPriceRow.product == row.product,
        among(MarketPriceRow.seller, spellings(seller)),
        on is None or MarketPriceRow.seen_on == on,
        order_by=(falling(MarketPriceRow.seen_on),),
        limit=1,
        counted=False,
    )
    found = (await ctx.rows(newest)).first
    if found is None:
        reason = (
            f"Not drafted. No price of {row.name} was seen there: look at its market prices for "
            "the sellers that were."
        )
        raise Refused(reason, "unknown_sighting")
    told = () if on else (origin("on", day(found.seen_on), "newest of this seller"),)
    shown = Money(amount=found.price, currency=found.currency)
    command = WithdrawMarketPrice(seller=found.seller, seen_on=found.seen_on)
    plan = Plan(
        steps=(Step(market_price.stream(row.product), command),),
        title=f"Take back {shown} for {row.name} at {found.seller}",
        kind="Market price withdrawal",
        origins=told,
    )
    return await ctx.propose(plan)
