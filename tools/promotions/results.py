"""Results: promotions side by side, by what they brought in and how far from their targets."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.analysis.promotion_performance import (
    NOTHING,
    Sold,
    missed,
    revenue_share,
    stage_of,
    units_share,
)
from domain.kernel import Refused, falling
from domain.kernel.words import counted
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotions import PromotionRow, promotions
from tools import periods
from tools.promotions.performance import COLUMNS, MOST, Performed, performed, sold_under
from tools.readings import Span
from tools.reply import Chart, Reply, asked, behind, counting
from tools.slots import Period
from tools.toolkit import ToolContext, read

SHOWN, CHARTED = 100, 20
TENTH = Decimal("0.1")


@read(
    title="Promotions against their targets",
    says=(
        "how are our promotions doing [{period}]",
        "how did our promotions do [{period}]",
        "performance of all promotions [{period}]",
        "compare the promotions [{period}]",
        "promotions against their targets [{period}]",
        "which promotion sold most [{period}]",
        "what did our promotions bring in [{period}]",
        "promotion results [{period}]",
    ),
)
async def promotions_performance(
    ctx: ToolContext, period: Period | None = None
) -> Reply[Performed]:
    """List promotions with what was sold under each, the one with the largest revenue first."""
    rows, sold = await begun(ctx, period)
    ranked = sorted(rows, key=lambda row: (-sold[row.promotion].revenue, row.promotion))
    when = f" {periods.spoken(period)}" if period else ""
    most = f"; {ranked[0].name} brought in most" if len(ranked) > 1 else ""
    verb = "has" if len(ranked) == 1 else "have"
    headline = f"{counted(len(ranked), 'promotion').capitalize()}{when} {verb} begun{most}."
    return together(ctx, headline, ranked, sold, asked("promotions that have begun"))


@read(
    title="Missed targets of promotions",
    says=(
        "which promotions missed their target [{period}]",
        "promotions that missed their target [{period}]",
        "which promotions fell short of their target [{period}]",
        "which promotions did not reach their target [{period}]",
        "promotions below target [{period}]",
        "what promotions failed [{period}]",
        "missed promotion targets [{period}]",
        "which promotions did worse than planned [{period}]",
    ),
)
async def missed_promotions(ctx: ToolContext, period: Period | None = None) -> Reply[Performed]:
    """List the promotions that have ended short of a target, the furthest from it first."""
    rows, sold = await begun(ctx, period)
    over = [row for row in rows if stage_of(row, ctx.today) == "ended"]
    short = [row for row in over if missed(row, sold[row.promotion])]
    short.sort(key=lambda row: (least_share(row, sold[row.promotion]), row.promotion))
    of = f"of {counted(len(over), 'promotion')} that ended"
    when = f" {periods.spoken(period)}" if period else ""
    headline = f"{len(short) or 'None'} {of}{when} missed a target."
    return together(ctx, headline, short, sold, asked("promotions that ended short of a target"))


def least_share(row: PromotionRow, sold: Sold) -> Decimal:
    shares = (units_share(row, sold), revenue_share(row, sold))
    return min((each for each in shares if each is not None), default=Decimal(1))


async def begun(
    ctx: ToolContext, period: Span | None
) -> tuple[list[PromotionRow], dict[str, Sold]]:
    """The promotions that held on some day of a period, and what was sold under each."""
    row = PromotionRow
    days = () if period is None else (row.first_on <= period.last, row.last_on >= period.first)
    page = await ctx.rows(
        promotions.where(
            row.first_on <= ctx.today,
            *days,
            order_by=(falling(row.first_on), row.promotion),
            limit=MOST,
        )
    )
    if page.truncated:
        reason = f"More than {MOST:,} promotions held then: ask about a shorter period."
        raise Refused(reason, "too_many")
    sold = await sold_under(ctx, page.rows)
    return list(page.rows), {each.promotion: NOTHING for each in page.rows} | sold


def together(
    ctx: ToolContext,
    headline: str,
    rows: Sequence[PromotionRow],
    sold: Mapping[str, Sold],
    query: str,
) -> Reply[Performed]:
    shown = tuple(performed(ctx, row, sold[row.promotion]) for row in rows[:SHOWN])
    return Reply(
        headline=headline,
        rows=shown,
        columns=COLUMNS,
        total_rows=len(rows),
        truncated=len(rows) > SHOWN,
        chart=charted(shown),
        note=counting(ctx, len(rows), "promotion", min(len(rows), SHOWN)),
        query=query,
        streams=behind(decider.stream(row.promotion) for row in rows),
    )


def charted(rows: Sequence[Performed]) -> Chart | None:
    """How much of its target each reached, in revenue or else in units."""
    reached = [(row.name, share) for row in rows if (share := reached_of(row)) is not None]
    if len(reached) < 2:
        return None
    return Chart(
        kind="bar",
        title="Reached of the target, percent",
        x=tuple(name for name, _ in reached[:CHARTED]),
        y=tuple((share * 100).quantize(TENTH) for _, share in reached[:CHARTED]),
    )


def reached_of(row: Performed) -> Decimal | None:
    return row.units_share if row.revenue_share is None else row.revenue_share
