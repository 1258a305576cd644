"""Margins: what is left of today's base price when the item is paid for at standard cost."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.analysis.pricing import base_on
from domain.category.base_price import base_price
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.items import ItemRow, items
from domain.kernel import Internal, Message, Page, Public, among
from domain.kernel.wording import percent
from domain.kernel.words import counted, opening
from tools.category.scope import in_category
from tools.reply import Chart, Reply, asked, columns, table
from tools.resolve import PRODUCTS, named
from tools.slots import Category, Product
from tools.toolkit import ToolContext, read

LOOKED_AT = 1_000
CHARTED = 30


class Margin(Message):
    """A product's price beside its cost; without a cost in the same currency there is no margin."""

    product: Public[str]
    product_name: Public[str]
    category: Public[str]
    price: Internal[Decimal]
    cost: Internal[Decimal | None]
    margin: Internal[Decimal | None]
    share: Internal[Decimal | None]
    currency: Public[str]


COLUMNS = columns(
    ("product_name", "Product"),
    ("category", "Category"),
    ("price", "Price", "price", "currency"),
    ("cost", "Cost", "price", "currency"),
    ("margin", "Margin", "price", "currency"),
    ("share", "Of price", "percent"),
)


@read(
    title="Margins",
    says=(
        "margin of {product}",
        "what is the margin on {product}",
        "how much do we earn on {product}",
        "what do we earn on {product}",
        "margins [in category {category}]",
        "margins of our products",
        "margins of {category}",
        "which products have the lowest margin",
        "do we sell anything below cost",
        "which products make no money",
        "what do we lose money on",
        "which products are priced below cost",
        "gross margin by product",
        "underperforming prices in the catalogue",
    ),
)
async def product_margins(
    ctx: ToolContext, product: Product | None = None, category: Category | None = None
) -> Reply[Margin]:
    """List margins of today's base prices at standard cost, the lowest first."""
    what = await named(ctx, PRODUCTS, product)
    page = await ctx.rows(
        products.where(
            what is None or ProductRow.product == what.product,
            ProductRow.status == LISTED,
            *in_category(ProductRow.category, category),
            order_by=(ProductRow.name, ProductRow.product),
            limit=LOOKED_AT,
        )
    )
    costs = await costs_of(ctx, page)
    found = [one for row in page.rows for one in margin_of(row, costs, ctx.today)]
    found.sort(key=lambda each: (each.share is None, each.share or 0, each.product_name))
    reply = table(
        ctx,
        headline(found, page.truncated, what.name if what else ""),
        page,
        found,
        COLUMNS,
        noun="product",
        query=asked("base prices beside standard costs", of=what, category=category),
        streams=[base_price.stream(each.product) for each in found],
    )
    return reply.model_copy(update={"chart": charted(found)})


async def costs_of(ctx: ToolContext, page: Page[ProductRow]) -> Mapping[str, ItemRow]:
    codes = sorted({row.item for row in page.rows})
    found = await ctx.rows(items.where(among(ItemRow.item, codes), limit=LOOKED_AT))
    return {row.item: row for row in found.rows}


def margin_of(row: ProductRow, costs: Mapping[str, ItemRow], today: date) -> list[Margin]:
    held, item = base_on(row, today), costs.get(row.item)
    if held is None:
        return []
    known = item is not None and item.currency == row.currency
    cost = item.standard_cost if item and known else None
    left = held[0] - cost if cost is not None else None
    margin = Margin(
        product=row.product,
        product_name=row.name,
        category=row.category,
        price=held[0],
        cost=cost,
        margin=left,
        share=left / held[0] if left is not None else None,
        currency=row.currency,
    )
    return [margin]


def headline(found: Sequence[Margin], cut: bool, name: str) -> str:
    known = [each for each in found if each.share is not None]
    if not known and name:
        return f"The margin of {name} is not known: its price or its cost is missing."
    if not known:
        return "No margin is known: prices or costs are missing."
    least = known[0]
    share = percent(least.share or Decimal(0))
    if name:
        return f"{least.product_name} has a margin of {share} of its price."
    below = sum((each.share or 0) < 0 for each in known)
    verb = "is" if below == 1 else "are"
    first = f" The first {LOOKED_AT:,} products by name were looked at." if cut else ""
    return (
        f"{opening(counted(below, 'product'))} {verb} priced below cost; the lowest margin is "
        f"{share} of {least.product_name}.{first}"
    )


def charted(found: Sequence[Margin]) -> Chart | None:
    known = [each for each in found if each.share is not None][:CHARTED]
    if len(known) < 2:
        return None
    return Chart(
        kind="bar",
        title="Margin as a percentage of the base price",
        x=tuple(each.product_name for each in known),
        y=tuple(round((each.share or Decimal(0)) * 100, 1) for each in known),
    )
