"""Finding: the promotion that is meant, the goods that are named, and the records behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.category.products import LISTED, ProductRow
from domain.kernel import Refused
from domain.promotions.promotion import Promotion
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_terms import Chosen, PromotionCard
from domain.promotions.promotions import PromotionRow, promotions
from tools.category.scope import on_shelf
from tools.registers import Register
from tools.resolve import PRODUCTS, one
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
    shelf = await on_shelf(ctx, category, GOODS) if category else []
    return Goods(
        products=chosen(found),
        categories=tuple(dict.fromkeys(row.category for row in shelf)),
        category_items=tuple(sorted({row.item for row in shelf if row.item})),
    )


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
