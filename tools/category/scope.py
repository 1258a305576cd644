"""Scope: the category a question is about, however it is capitalised."""

from collections.abc import Sequence
from typing import Any

from domain.category.products import LISTED, ProductRow, products
from domain.kernel import Refused, among
from tools.resolve import missing, shortened, spellings
from tools.toolkit import ToolContext


def in_category(column: Any, said: str | None) -> tuple[bool, ...]:
    """The condition on a column of categories; none where no category was named."""
    return () if said is None else (among(column, spellings(said)),)


async def on_shelf(ctx: ToolContext, category: str, most: int) -> Sequence[ProductRow]:
    """What is on sale in a category, however that is capitalised."""
    asked = products.where(
        *in_category(ProductRow.category, category), ProductRow.status == LISTED, limit=most
    )
    page = await ctx.rows(asked)
    if page.truncated:
        reason = f"{category} has {page.total:,} products: name {most} or fewer of them."
        raise Refused(f"Not drafted. {reason}", "too_many_products")
    if not page.rows:
        reason = f"Not drafted. Nothing is on sale in a category called “{shortened(category)}”."
        raise missing("category", "Which category?", reason)
    return page.rows
