"""Depth: how far promotions may lower prices, by category, and whether below cost."""

from decimal import Decimal

from domain.kernel import Internal, Message, Public, Step
from domain.kernel.words import counted, figure
from domain.preview import DraftCard
from domain.promotions.depth_limits import DepthLimitRow, depth_limits
from domain.promotions.depth_rule import (
    EVERYTHING,
    STREAM,
    RemoveDepthLimit,
    RuleBelowCost,
    SetDepthLimit,
)
from tools.category.scope import on_shelf
from tools.promotions.arguments import Allowed, Percent
from tools.promotions.finding import GOODS
from tools.reply import Reply, columns, table
from tools.slots import Category
from tools.toolkit import Edit, Plan, ToolContext, draft, read

SHOWN = 100
ALL = "everything else"


class DepthLimit(Message):
    """The largest percentage off in a category."""

    category: Public[str]
    percent: Internal[Decimal]


COLUMNS = columns(("category", "Category"), ("percent", "At most off", "number"))


@read(
    title="Depth limits",
    says=(
        "what are the depth limits for promotions",
        "show the depth limits",
        "depth limits",
        "how deep may promotions go",
        "how much may a promotion take off",
        "largest discount a promotion may give",
        "limits for promotions",
        "may promotions go below cost",
    ),
)
async def list_depth_limits(ctx: ToolContext) -> Reply[DepthLimit]:
    """List how many percent promotions may take off, by category, and what holds below cost."""
    page = await ctx.rows(depth_limits.where(order_by=(DepthLimitRow.category,), limit=SHOWN))
    below = any(row.below_cost for row in page.rows)
    limits = [row for row in page.rows if row.percent is not None]
    ruled = "with the signature of another hand" if below else "never"
    return table(
        ctx,
        f"Promotions have {counted(len(limits), 'depth limit')}; below cost they go {ruled}.",
        page,
        [
            DepthLimit(category=row.category or ALL, percent=row.percent)
            for row in limits
            if row.percent is not None
        ],
        COLUMNS,
        noun="rule",
        query="depth limits",
        streams=(STREAM,),
    )


async def shelf_of(ctx: ToolContext, said: str | None) -> str:
    return (await on_shelf(ctx, said, GOODS))[0].category if said else EVERYTHING


@draft(
    title="Depth limit",
    edits=(Edit("percent", "Percent off", "number"),),
    says=(
        "set the depth limit for promotions to {percent}",
        "set the depth limit of the category {category} to {percent}",
        "limit promotions to {percent} off",
        "limit promotions in the category {category} to {percent} off",
        "promotions may take off at most {percent}",
        "no promotion may take off more than {percent}",
        "promotions in the category {category} may take off at most {percent}",
        "no promotion may be deeper than {percent}",
        "change the depth limit for promotions to {percent}",
    ),
)
async def draft_depth_limit(
    ctx: ToolContext, percent: Percent, category: Category | None = None
) -> DraftCard:
    """Draft the largest percentage that promotions may take off, of a category or of everything."""
    shelf = await shelf_of(ctx, category)
    plan = Plan(
        steps=(Step(STREAM, SetDepthLimit(category=shelf, percent=percent)),),
        title=f"Limit promotions{f' in {shelf}' if shelf else ''} to {figure(percent)} % off",
        kind="Depth limit",
    )
    return await ctx.propose(plan)


@draft(
    title="End of a depth limit",
    says=(
        "remove the depth limit for promotions",
        "remove the depth limit of the category {category}",
        "drop the depth limit for promotions",
        "drop the depth limit of the category {category}",
        "lift the depth limit for promotions",
        "lift the depth limit of the category {category}",
        "promotions need no depth limit any more",
        "end the depth limit of the category {category}",
    ),
)
async def draft_depth_limit_removal(
    ctx: ToolContext, category: Category | None = None
) -> DraftCard:
    """Draft that a depth limit ends: the one of a category, or the one for everything."""
    shelf = await shelf_of(ctx, category)
    plan = Plan(
        steps=(Step(STREAM, RemoveDepthLimit(category=shelf)),),
        title=f"Remove the depth limit{f' of {shelf}' if shelf else ''}",
        kind="End of a depth limit",
    )
    return await ctx.propose(plan)


@draft(
    title="Promotions below cost",
    says=(
        "{allowed} promotions below cost",
        "{allowed} promotions to go below cost",
        "{allowed} that promotions go below cost",
        "{allowed} promotional prices below cost",
        "rule on promotions below cost: {allowed}",
        "for promotions below cost: {allowed}",
        "from now on {allowed} promotions below cost",
        "we {allowed} promotions below cost",
    ),
)
async def draft_below_cost_rule(ctx: ToolContext, allowed: Allowed) -> DraftCard:
    """Draft whether promotions may go below cost; where they may, another hand signs each."""
    may = allowed == "yes"
    plan = Plan(
        steps=(Step(STREAM, RuleBelowCost(allowed=may)),),
        title=f"{'Allow' if may else 'Forbid'} promotions below cost",
        kind="Promotions below cost",
    )
    return await ctx.propose(plan)
