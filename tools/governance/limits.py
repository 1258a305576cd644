"""Limits: from what amount another person signs, or two do."""

from typing import Annotated

from pydantic import BeforeValidator

from domain.governance.signing import STREAM, SetSigningLimits
from domain.kernel import Step
from domain.preview import DraftCard
from tools import readings
from tools.drafting import origin
from tools.governance.authority import limits_of
from tools.governance.grants import in_currency
from tools.governance.words import amount, limit
from tools.readings import Said
from tools.resolve import missing
from tools.toolkit import Edit, Plan, ToolContext, draft

Independent = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit(
        "Above what amount must another person sign?",
        "Above it somebody who did not draft it signs.",
        "independent signature above",
        "another signature above",
        "other hand above",
    ),
]
Two = Annotated[
    Said,
    BeforeValidator(readings.money),
    limit(
        "Above what amount must two people sign?",
        "Above it two people sign, neither of whom drafted it.",
        "second signature above",
        "double signature above",
        "pair of signatures above",
    ),
]


@draft(
    title="Signing limits",
    edits=(
        Edit("independent_above", "Independent above", "money"),
        Edit("two_above", "Two above", "money"),
    ),
    says=(
        "require an independent signature above {independent_above}",
        "require a second signature above {two_above}",
        "ask for another signature above {independent_above}",
        "set an independent signature above {independent_above} and a second signature above "
        "{two_above}",
        "independent signature above {independent_above} from now on",
        "double signature above {two_above} from now on",
        "demand a pair of signatures above {two_above}",
        "new signing limits: independent signature above {independent_above}",
        "change the signing limits to a second signature above {two_above}",
    ),
)
async def draft_signing_limits(
    ctx: ToolContext, independent_above: Independent | None = None, two_above: Two | None = None
) -> DraftCard:
    """Draft from what amount an independent signature is needed, or two; one limit may stay."""
    limits, source = await limits_of(ctx)
    if independent_above is None and two_above is None:
        asks = "Above what amount must another person sign?"
        raise missing("independent_above", asks, f"Not drafted yet. {asks}")
    one = (
        limits.independent_above
        if independent_above is None
        else in_currency(ctx, independent_above)
    )
    two = limits.two_above if two_above is None else in_currency(ctx, two_above)
    command = SetSigningLimits(independent_above=one, two_above=two)
    said = tuple(amount(figure, ctx.currency) for figure in (one, two))
    before = (
        amount(limits.independent_above, ctx.currency),
        amount(limits.two_above, ctx.currency),
    )
    plan = Plan(
        steps=(Step(STREAM, command),),
        title=f"Another person signs above {said[0]}, and two above {said[1]}",
        kind="Signing limits",
        origins=(origin("previous", f"{before[0]} and {before[1]}", source),),
    )
    return await ctx.propose(plan)
