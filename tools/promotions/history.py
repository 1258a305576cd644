"""History: everything that happened to one promotion since it was planned, by whose hands."""

from domain.promotions.promotion import promotion as decider
from tools.happened import Happened, told
from tools.promotions.arguments import Promotion
from tools.promotions.finding import PROMOTIONS
from tools.reply import Reply
from tools.resolve import one
from tools.toolkit import ToolContext, read


@read(
    title="Promotion history",
    says=(
        "history of the promotion {promotion}",
        "history of {promotion}",
        "what happened to the promotion {promotion}",
        "what happened to {promotion}",
        "show the history of the promotion {promotion}",
        "show the history of {promotion}",
        "who planned the promotion {promotion}",
        "who planned {promotion}",
        "who changed the promotion {promotion}",
        "who ended the promotion {promotion}",
        "who signed the promotion {promotion}",
        "events of the promotion {promotion}",
        "tell me the story of the promotion {promotion}",
    ),
)
async def promotion_history(ctx: ToolContext, promotion: Promotion) -> Reply[Happened]:
    """Tell everything on record about a promotion, the oldest first: what, when, by whom."""
    row = await one(ctx, PROMOTIONS, promotion)
    return await told(ctx, row.name, decider.stream(row.promotion))
