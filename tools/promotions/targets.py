"""Targets: how much a promotion is to sell, and how much it may give away in all."""

from typing import Any

from domain.governance.proposal import Origin
from domain.kernel import Step
from domain.kernel.part import part
from domain.preview import DraftCard
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_events import ChangePromotion
from domain.promotions.promotion_terms import Terms
from tools.drafting import money_of, must_say
from tools.promotions.arguments import Budget, Promotion, TargetRevenue, TargetUnits
from tools.promotions.finding import card_of
from tools.promotions.planning import bare
from tools.toolkit import Edit, Plan, ToolContext, draft


@draft(
    title="Targets of a promotion",
    edits=(
        Edit("units", "Units", "number"),
        Edit("revenue", "Revenue", "money"),
        Edit("budget", "Budget", "money"),
    ),
    says=(
        "set the target of the promotion {promotion} to {revenue}",
        "the promotion {promotion} is to bring in {revenue}",
        "the promotion {promotion} is to sell {units} pieces",
        "target of the promotion {promotion}: {units} pieces",
        "give the promotion {promotion} a budget of {budget}",
        "set the budget of the promotion {promotion} to {budget}",
        "the promotion {promotion} may give away {budget}",
        "the promotion {promotion} is to sell {units} pieces and bring in {revenue}",
    ),
)
async def draft_promotion_targets(
    ctx: ToolContext,
    promotion: Promotion,
    units: TargetUnits | None = None,
    revenue: TargetRevenue | None = None,
    budget: Budget | None = None,
) -> DraftCard:
    """Draft how many a promotion is to sell, for how much, and how much it may give away."""
    row, card, _ = await card_of(ctx, promotion)
    asks = f"Not drafted. Say what {row.name} is to bring in, or may give away."
    must_say("How much is it to bring in?", asks, revenue=revenue, units=units, budget=budget)
    aims: dict[str, Any] = {} if units is None else {"target_units": bare(units, "The target")}
    origins: list[Origin] = []
    for field, said in (("target_revenue", revenue), ("budget", budget)):
        if said is not None:
            aims[field], told = money_of(field, said, row.currency or ctx.currency, row.name)
            origins += told
    command = ChangePromotion.model_validate({**dict(part(Terms, card)), **aims})
    plan = Plan(
        steps=(Step(decider.stream(row.promotion), command),),
        title=f"Set what {row.name} is to bring in",
        kind="Targets of a promotion",
        origins=tuple(origins),
    )
    return await ctx.propose(plan)
