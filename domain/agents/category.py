"""The category agent: keeps the catalogue to what can be had, at prices that somebody looks at."""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.agents.agent import MOST, Agent, Looking, Question, Rule, Suggestion, occasion
from domain.agents.pricing import review
from domain.category.products import LISTED, ProductRow, products
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import among

NAME = "category-agent"


def delist(today: date) -> Looking:
    """Stop selling a product whose item is out of use and no longer on stock."""
    level, row = StockLevelRow, ProductRow
    [retired] = yield [
        stock_levels.where(
            level.status == "retired",
            level.available <= 0,
            order_by=(level.item,),
            limit=MOST,
            counted=False,
        )
    ]
    items = [found.item for found in retired.rows]
    if not items:
        return ()
    [listed] = yield [
        products.where(
            among(row.item, items), row.status == LISTED, order_by=(row.product,), limit=MOST
        )
    ]
    return tuple(gone(listed.rows))


def gone(rows: Iterable[ProductRow]) -> Iterator[Suggestion]:
    for row in rows:
        told = f"{row.item} is out of use and none of it is left"
        yield Suggestion(
            occasion=occasion(NAME, "delist", row.product),
            about=row.product,
            tool="draft_delisting",
            arguments={"product": row.product, "reason": told},
            because=f"{told}.",
            subject={"product": row.product, "item": row.item},
            asks=(Question("fulfillment-agent", "still_ordered"),),
        )


agent = Agent(
    function="category",
    mandate="Sees to it that the catalogue offers what can be had, at prices that were looked at.",
    off=(
        "Items out of use and prices far from cost or market are found by comparing figures, and "
        "told in fixed words."
    ),
    handoff=(
        "A delisting or a price waits in the queue until a person signs it; where another agent "
        "disagrees, no draft is made and people decide."
    ),
    rules=(
        Rule(
            name="delist",
            says="Stop selling a product whose item is out of use and not on stock.",
            reads=("category", "inventory"),
            drafts="draft_delisting",
            command="DelistProduct",
            look=delist,
        ),
        Rule(
            name="review_price",
            says="Look again at a price below cost, or more than 25 % away from the market.",
            reads=("category", "inventory"),
            drafts="draft_base_price",
            command="SetBasePrice",
            look=review,
        ),
    ),
)
