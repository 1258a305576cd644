"""Planned prices: the base prices that are decided and do not hold yet."""

from datetime import date
from decimal import Decimal

from domain.category.base_price import base_price
from domain.category.base_prices import BasePriceRow, base_prices
from domain.kernel import Internal, Message, Public
from domain.kernel.wording import price as price_words
from domain.kernel.wording import short_day
from domain.kernel.words import counted
from tools.category.prices import change_of
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100


class NextPrice(Message):
    """A product whose price changes."""

    product: Public[str]
    product_name: Public[str]
    price: Internal[Decimal | None]
    next_price: Internal[Decimal]
    next_since: Internal[date]
    change: Internal[Decimal | None]
    currency: Public[str]


NEXT_COLUMNS = columns(
    ("next_since", "From", "date"),
    ("product_name", "Product"),
    ("next_price", "Price", "price", "currency"),
    ("price", "Until then", "price", "currency"),
    ("change", "Change", "percent"),
)


@read(
    title="Prices to come",
    says=(
        "which selling prices change soon",
        "upcoming price changes",
        "which prices of ours are going to change",
        "planned price changes",
        "planned base prices",
        "what price changes are coming",
        "future prices in the catalogue",
        "are any price changes planned",
        "scheduled price changes",
    ),
)
async def planned_prices(ctx: ToolContext) -> Reply[NextPrice]:
    """List the base prices that are decided and do not hold yet, the nearest first."""
    page = await ctx.rows(
        base_prices.where(
            BasePriceRow.effective_from > ctx.today,
            order_by=(BasePriceRow.effective_from, BasePriceRow.product_name),
            limit=SHOWN,
        )
    )
    first = page.first
    said = "No change of a base price is planned."
    if first:
        verb = "is" if page.total == 1 else "are"
        asks = price_words(first.price, first.currency, first.unit)
        said = (
            f"{counted(page.total, 'change')} of a base price {verb} planned; the next is "
            f"{first.product_name} at {asks} from {short_day(first.effective_from, ctx.today)} on."
        )
    return table(
        ctx,
        said,
        page,
        map(next_price, page.rows),
        NEXT_COLUMNS,
        noun="base price",
        query="base prices that begin after today",
        streams=[base_price.stream(row.product) for row in page.rows],
    )


def next_price(row: BasePriceRow) -> NextPrice:
    return NextPrice(
        product=row.product,
        product_name=row.product_name,
        price=row.previous_price,
        next_price=row.price,
        next_since=row.effective_from,
        change=change_of(row),
        currency=row.currency,
    )
