"""The shelf: where in the main store an item lies, for whoever picks it."""

from typing import Annotated

from pydantic import StringConstraints

from domain.inventory.item import ChangeItem
from domain.inventory.item import item as decider
from domain.kernel import Step
from domain.preview import DraftCard
from tools.resolve import ITEMS, one
from tools.slots import Item, text
from tools.toolkit import Edit, Plan, ToolContext, draft

Shelf = Annotated[
    str,
    StringConstraints(min_length=1, max_length=40, pattern=r"^\w[\w ./-]*$", strip_whitespace=True),
    text("On which shelf?", "Aisle, bay and level: A-3-2.", before=("shelf",)),
]


@draft(
    title="Shelf of an item",
    edits=(Edit("shelf", "Shelf", "text"),),
    says=(
        "{item} lies on shelf {shelf}",
        "{item} is kept on shelf {shelf}",
        "put {item} on shelf {shelf}",
        "set the shelf of {item} to shelf {shelf}",
        "the shelf of {item} is shelf {shelf}",
        "from now on {item} lies on shelf {shelf}",
        "assign {item} to shelf {shelf}",
        "store {item} on shelf {shelf}",
    ),
)
async def draft_item_shelf(ctx: ToolContext, item: Item, shelf: Shelf) -> DraftCard:
    """Draft on which shelf of the main store an item lies; pick lists are walked by it."""
    what = await one(ctx, ITEMS, item)
    plan = Plan(
        steps=(Step(decider.stream(what.item), ChangeItem(shelf=shelf)),),
        title=f"{what.name} lies on shelf {shelf}",
        kind="Shelf of an item",
    )
    return await ctx.propose(plan)
