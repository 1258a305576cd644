"""Gaps: what should be in the catalogue and is not, such as a price or a finished item."""

from collections.abc import Sequence
from decimal import Decimal

from domain.category.product import product as decider
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import Internal, Message, Page, Public, among
from domain.kernel.words import counted, listed
from tools.reply import Reply, columns, table
from tools.toolkit import ToolContext, read

SHOWN = 100
LOOKED_AT = 1_000
NO_PRICE, NOT_SOLD = "no base price", "finished, not in the catalogue"


class Gap(Message):
    """A record with what is missing of it."""

    code: Public[str]
    name: Public[str]
    missing: Public[str]
    available: Internal[Decimal | None]
    unit: Public[str]


COLUMNS = columns(
    ("name", "What"),
    ("code", "Code"),
    ("missing", "Missing"),
    ("available", "In stock", "quantity", "unit"),
)


@read(
    title="Gaps in the catalogue",
    says=(
        "what is missing in the catalogue",
        "is anything missing in the catalogue",
        "gaps in the catalogue",
        "which products have no price",
        "products without a base price",
        "are there products without a price",
        "products without price",
        "which finished items are not in the catalogue",
        "which finished goods do we not sell yet",
        "is the catalogue complete",
        "catalogue gaps",
        "what could we sell and have not listed",
    ),
)
async def catalogue_gaps(ctx: ToolContext) -> Reply[Gap]:
    """List products on sale without a base price, and finished items that no product is."""
    bare = products.where(
        ProductRow.status == LISTED,
        ProductRow.currency == "",
        order_by=(ProductRow.name, ProductRow.product),
        limit=SHOWN,
    )
    finished = stock_levels.where(
        StockLevelRow.kind == "finished",
        StockLevelRow.status == "active",
        order_by=(StockLevelRow.item_name, StockLevelRow.item),
        limit=LOOKED_AT,
    )
    unpriced, made = await ctx.many([bare, finished])
    unsold = await not_sold(ctx, made)
    rows = [
        *(gap(row.product, row.name, NO_PRICE, None, row.unit) for row in unpriced.rows),
        *(gap(r.item, r.item_name, NOT_SOLD, r.available, r.unit) for r in unsold[:SHOWN]),
    ]
    return table(
        ctx,
        headline(unpriced.total, len(unsold), made.truncated),
        Page(tuple(rows), unpriced.total + len(unsold)),
        rows,
        COLUMNS,
        noun="gap",
        query="products without a base price; finished items without a product",
        streams=[decider.stream(row.product) for row in unpriced.rows],
    )


async def not_sold(ctx: ToolContext, made: Page[StockLevelRow]) -> Sequence[StockLevelRow]:
    """The finished items that are no product, on sale or delisted."""
    codes = [row.item for row in made.rows]
    found = await ctx.rows(products.where(among(ProductRow.item, codes), limit=2 * LOOKED_AT))
    sold = {row.item for row in found.rows}
    return [row for row in made.rows if row.item not in sold]


def gap(code: str, name: str, missing: str, available: Decimal | None, unit: str) -> Gap:
    return Gap(code=code, name=name, missing=missing, available=available, unit=unit)


def headline(unpriced: int, unsold: int, cut: bool) -> str:
    if not unpriced and not unsold:
        return "Nothing is missing: every product has a price, every finished item is a product."
    parts = []
    if unpriced:
        has = "has" if unpriced == 1 else "have"
        parts.append(f"{counted(unpriced, 'product')} {has} no base price")
    if unsold:
        verb = "is" if unsold == 1 else "are"
        parts.append(f"{counted(unsold, 'finished item')} {verb} not in the catalogue")
    first = f" The first {LOOKED_AT:,} finished items were looked at." if cut else ""
    return f"{listed(parts)}.{first}"
