"""Finding: the promotion that is meant, the goods that are named, and the records behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.category.products import LISTED, ProductRow, products
from domain.kernel import Refused, among
from domain.promotions.promotion import Promotion
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_terms import Chosen, PromotionCard
from domain.promotions.promotions import PromotionRow, promotions
from tools.registers import Register
from tools.resolve import PRODUCTS, missing, one, shortened, spellings
from tools.toolkit import ToolContext

GOODS = 500
ASKS = "Which products?"
PROMOTIONS = Register(
    "promotion",
    promotions,
    PromotionRow.promotion,
    PromotionRow.name,
    lambda row: f"{row.promotion}, {row.goods}",
)


@dataclass(frozen=True)
class Goods:
    """What a promotion is about, as its terms have it."""

    products: tuple[Chosen, ...] = ()
    categories: tuple[str, ...] = ()
    category_items: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        return ", ".join([*(each.product_name for each in self.products), *self.categories])


async def card_of(ctx: ToolContext, said: str) -> tuple[PromotionRow, PromotionCard, Promotion]:
    """The promotion that is called so: its row, its card, and its state as it stands."""
    row = await one(ctx, PROMOTIONS, said)
    state = decider.after(await ctx.history(decider.stream(row.promotion)))
    if state.card is None:
        raise Refused(f"There is no promotion {row.promotion} any more.", "unknown_promotion")
    return row, state.card, state


async def goods_of(
    ctx: ToolContext, product: str | None, several: str | None, category: str | None
) -> Goods:
    """The goods in whichever words they were named; nothing where none were."""
    names = [] if several is None else [part.strip() for part in several.split(",")]
    said = [*([] if product is None else [product]), *filter(None, names)]
    found = [await one(ctx, PRODUCTS, name, "product") for name in dict.fromkeys(said)]
    shelf = await on_shelf(ctx, category) if category else []
    return Goods(
        products=chosen(found),
        categories=tuple(dict.fromkeys(row.category for row in shelf)),
        category_items=tuple(sorted({row.item for row in shelf if row.item})),
    )


async def on_shelf(ctx: ToolContext, category: str) -> Sequence[ProductRow]:
    """What is on sale in a category, however that is capitalised."""
    asked = products.where(
        among(ProductRow.category, spellings(category)), ProductRow.status == LISTED, limit=GOODS
    )
    page = await ctx.rows(asked)
    if page.truncated:
        reason = f"{category} has {page.total:,} products: name {GOODS} or fewer of them."
        raise Refused(f"Not drafted. {reason}", "too_many_products")
    if not page.rows:
        reason = f"Not drafted. Nothing is on sale in a category called “{shortened(category)}”."
        raise missing("category", "Which category?", reason)
    return page.rows


def chosen(rows: Sequence[ProductRow]) -> tuple[Chosen, ...]:
    once = {row.product: row for row in rows}
    for row in once.values():
        if row.status != LISTED:
            reason = f"Not drafted. {row.name} is {row.status}: choose a product that is sold."
            raise Refused(reason, "not_sold")
    return tuple(
        Chosen(product=row.product, product_name=row.name, item=row.item, category=row.category)
        for row in once.values()
    )
