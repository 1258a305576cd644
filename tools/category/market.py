"""Market: what others ask for what we sell, and where our own price stands beside theirs."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.pricing import base_on
from domain.category.market_price import market_price
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.products import LISTED, ProductRow, products
from domain.kernel import (
    Internal,
    Message,
    Money,
    Public,
    Summary,
    among,
    dimension,
    falling,
    measure,
)
from domain.kernel.wording import percent
from domain.kernel.words import counted
from tools.category.scope import in_category
from tools.reply import Reply, asked, columns, table
from tools.resolve import PRODUCTS, one
from tools.slots import Category, Product
from tools.toolkit import ToolContext, read

SHOWN = 100
NEWEST = MarketPriceRow.newest == True  # noqa: E712 — a condition, not a test.


class SeenPrice(Message):
    """What one seller asked on one day, and how our price of today compares with it."""

    product: Public[str]
    product_name: Public[str]
    seller: Public[str]
    price: Internal[Decimal]
    currency: Public[str]
    seen_on: Internal[date]
    ours: Internal[Decimal | None]
    apart: Internal[Decimal | None]
    source: Internal[str]


SEEN_COLUMNS = columns(
    ("seller", "Seller"),
    ("price", "Price", "price", "currency"),
    ("seen_on", "Seen", "date"),
    ("ours", "Ours", "price", "currency"),
    ("apart", "We are", "percent"),
    ("source", "Source"),
)


@read(
    title="Market prices",
    says=(
        "market prices of {product}",
        "market price of {product}",
        "what do others charge for {product}",
        "what do competitors charge for {product}",
        "competitor prices of {product}",
        "how much is {product} elsewhere",
        "who sells {product} cheaper than we do",
        "are we too expensive with {product}",
        "compare our price of {product} with the market",
        "what have we seen of other sellers of {product}",
    ),
)
async def list_market_prices(ctx: ToolContext, product: Product) -> Reply[SeenPrice]:
    """List what other sellers ask for a product, the newest of each, the cheapest first."""
    what = await one(ctx, PRODUCTS, product)
    page = await ctx.rows(
        market_prices.where(
            MarketPriceRow.product == what.product,
            NEWEST,
            order_by=(MarketPriceRow.price, falling(MarketPriceRow.seen_on), MarketPriceRow.seller),
            limit=SHOWN,
        )
    )
    return table(
        ctx,
        seen_headline(what, page.rows, page.total, ctx.today),
        page,
        [seen_price(row, what, ctx.today) for row in page.rows],
        SEEN_COLUMNS,
        noun="market price",
        query=asked("newest market prices", of=what),
        streams=(market_price.stream(what.product),),
    )


def seen_headline(what: ProductRow, rows: Sequence[MarketPriceRow], total: int, today: date) -> str:
    if not rows:
        return f"No market price of {what.name} was recorded."
    cheapest = rows[0]
    asks = Money(amount=cheapest.price, currency=cheapest.currency)
    verb = "asks" if total == 1 else "ask"
    held = base_on(what, today)
    ours = f"; ours is {Money(amount=held[0], currency=what.currency)}" if held else ""
    least = f"the lowest price is {asks} of {cheapest.seller}{ours}"
    return f"{counted(total, 'seller')} {verb} for {what.name}; {least}."


def seen_price(row: MarketPriceRow, what: ProductRow, today: date) -> SeenPrice:
    held = base_on(what, today)
    ours = held[0] if held and what.currency == row.currency else None
    shared = set(SeenPrice.model_fields) - {"ours", "apart"}
    apart = (ours - row.price) / row.price if ours is not None else None
    return SeenPrice(**row.model_dump(include=shared), ours=ours, apart=apart)


class Position(Message):
    """Our price of a product between the lowest and the highest that others ask."""

    product: Public[str]
    product_name: Public[str]
    ours: Internal[Decimal]
    lowest: Internal[Decimal]
    average: Internal[Decimal]
    highest: Internal[Decimal]
    apart: Internal[Decimal]
    sellers: Internal[int]
    currency: Public[str]


POSITION_COLUMNS = columns(
    ("product_name", "Product"),
    ("ours", "Ours", "price", "currency"),
    ("lowest", "Lowest", "price", "currency"),
    ("average", "Average", "money", "currency"),
    ("highest", "Highest", "price", "currency"),
    ("apart", "Against average", "percent"),
    ("sellers", "Sellers", "number"),
)


@read(
    title="Market position",
    says=(
        "how do our prices compare with the market [in category {category}]",
        "market position [of {category}]",
        "competitive position of {category}",
        "which products are dearer than the market",
        "where are we more expensive than competitors",
        "compare our catalogue with the market",
        "price comparison with competitors [for {category}]",
        "are our prices competitive",
        "market overview of the catalogue",
    ),
)
async def market_position(ctx: ToolContext, category: Category | None = None) -> Reply[Position]:
    """Compare today's base prices with what others ask, product by product of those that were seen.

    Only prices in our own currency are compared, and of each seller the newest.
    """
    found = await ctx.summary(asked_of_others(category))
    by_code = {(group["product"], group["currency"]): group for group in found.groups}
    codes = sorted({group["product"] for group in found.groups})
    page = await ctx.rows(
        products.where(
            among(ProductRow.product, codes),
            ProductRow.status == LISTED,
            order_by=(ProductRow.name, ProductRow.product),
            limit=SHOWN,
        )
    )
    pairs = ((row, by_code.get((row.product, row.currency))) for row in page.rows)
    rows = [one for row, group in pairs if group for one in position(row, group, ctx.today)]
    rows.sort(key=lambda each: (-each.apart, each.product_name))
    return table(
        ctx,
        position_headline(rows, found.truncated),
        page,
        rows,
        POSITION_COLUMNS,
        noun="product",
        query=asked("newest market prices beside base prices", category=category),
        streams=[market_price.stream(row.product) for row in rows],
    )


def asked_of_others(category: str | None) -> Summary:
    """The lowest, the highest and the average of each product, over all sellers."""
    return market_prices.summary(
        NEWEST,
        *in_category(MarketPriceRow.category, category),
        by=(
            dimension("product", MarketPriceRow.product),
            dimension("currency", MarketPriceRow.currency),
        ),
        measures=(
            measure("lowest", "least", MarketPriceRow.price),
            measure("highest", "most", MarketPriceRow.price),
            measure("average", "average", MarketPriceRow.price),
            measure("sellers", "count"),
        ),
        limit=SHOWN,
    )


def position(row: ProductRow, group: Mapping[str, Any], today: date) -> list[Position]:
    held = base_on(row, today)
    if held is None:
        return []
    place = Position(
        product=row.product,
        product_name=row.name,
        ours=held[0],
        lowest=group["lowest"],
        average=group["average"],
        highest=group["highest"],
        apart=(held[0] - group["average"]) / group["average"],
        sellers=int(group["sellers"]),
        currency=row.currency,
    )
    return [place]


def position_headline(rows: Sequence[Position], cut: bool) -> str:
    if not rows:
        return "No product can be compared: no market price was recorded in our currency."
    above = sum(each.apart > 0 for each in rows)
    verb = "is" if above == 1 else "are"
    first = f"The first {SHOWN} were looked at: " if cut else ""
    far = rows[0]
    way = "above" if far.apart > 0 else "below"
    return (
        f"{first}{above or 'None'} of {counted(len(rows), 'product')} {verb} dearer than the "
        f"average of other sellers; {far.product_name} is {percent(abs(far.apart))} {way} it."
    )
