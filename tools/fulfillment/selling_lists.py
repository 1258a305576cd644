"""Selling lists: a pasted list becomes one order; rows that are no good are kept apart."""

from typing import Annotated

from pydantic import StringConstraints

from domain.preview import DraftCard
from tools.fulfillment.arguments import Customer, ShipTo, WantedBy
from tools.fulfillment.pasted import unfolded
from tools.fulfillment.priced_lists import priced_list
from tools.fulfillment.selling import placing
from tools.readings import NO_CONTROL
from tools.resolve import CUSTOMERS, one
from tools.slots import reading, text
from tools.toolkit import Edit, Plan, ToolContext, draft

Lines = Annotated[
    str,
    StringConstraints(min_length=1, max_length=1_000_000, pattern=NO_CONTROL),
    reading(unfolded),
    text(
        "Which products, and how many of each?",
        "One product with its quantity in each line, or with commas: LOCK 40, CALF 12.",
        before=("list", "lines", "these"),
    ),
]


@draft(
    title="Sales order from a list",
    edits=(Edit("lines", "List", "text"), Edit("requested", "Wanted by", "date")),
    says=(
        "order for {customer}: {lines}",
        "sales order list for {customer}: {lines}",
        "order list of {customer}: {lines}",
        "bulk order for {customer}: {lines}",
        "bulk order from {customer}: {lines}",
        "{customer} orders this list: {lines}",
        "customer {customer} sent this list: {lines}",
        "paste an order for {customer}: {lines}",
        "take this list for {customer}: {lines}",
        "enter the order list of {customer}: {lines}",
    ),
)
async def draft_sales_order_list(
    ctx: ToolContext,
    customer: Customer,
    lines: Lines,
    requested: WantedBy | None = None,
    ship_to: ShipTo | None = None,
) -> DraftCard:
    """Draft one order from a pasted list of products and quantities, at the customer's prices.

    Rows that cannot be ordered are named on the card and left out. Never make up a row.
    """
    who = await one(ctx, CUSTOMERS, customer)
    listed = await priced_list(ctx, who, lines)
    step = await placing(ctx, who, listed.lines, requested, ship_to)
    plan = Plan(
        steps=(step,),
        title=f"Sell {listed.titled(f' to {who.name}')}",
        kind="Sales order",
        because=listed.because,
        origins=listed.origins,
    )
    return await ctx.propose(plan)
