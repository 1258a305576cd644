"""The calendar of promotions: which ran, run and are planned, and what ends soon."""

from datetime import date, timedelta
from decimal import Decimal

from domain.analysis.promotion_performance import stage_of
from domain.kernel import Internal, Message, Page, Public, falling
from domain.kernel.wording import short_day
from domain.kernel.words import counted, day
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_terms import quantities
from domain.promotions.promotions import PromotionRow, promotions
from tools import periods
from tools.promotions.arguments import Promotion
from tools.promotions.finding import PROMOTIONS
from tools.readings import Span
from tools.reply import Reply, asked, columns, counting, table
from tools.resolve import one
from tools.slots import Day, Period
from tools.toolkit import ToolContext, read

SHOWN = 100
WEEK = timedelta(days=7)


class ListedPromotion(Message):
    """A promotion with its days, and what it gives to whom."""

    promotion: Public[str]
    name: Public[str]
    stage: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    goods: Public[str]
    percent_off: Internal[Decimal | None]
    price: Internal[Decimal | None]
    currency: Public[str]
    from_quantity: Internal[Decimal]
    to_quantity: Internal[Decimal | None]
    buyers: Internal[str]
    stacks: Internal[bool]


COLUMNS = columns(
    ("name", "Promotion"),
    ("promotion", "Code"),
    ("stage", "Stage", "status"),
    ("first_on", "From", "date"),
    ("last_on", "Until", "date"),
    ("goods", "Goods"),
    ("percent_off", "Percent off", "number"),
    ("price", "Price", "price", "currency"),
    ("buyers", "For"),
)


def listed(row: PromotionRow, today: date) -> ListedPromotion:
    shared = set(ListedPromotion.model_fields) - {"stage"}
    return ListedPromotion(**row.model_dump(include=shared), stage=stage_of(row, today))


def shown(
    ctx: ToolContext, headline: str, page: Page[PromotionRow], query: str
) -> Reply[ListedPromotion]:
    return table(
        ctx,
        headline,
        page,
        [listed(row, ctx.today) for row in page.rows],
        COLUMNS,
        noun="promotion",
        query=query,
        streams=[decider.stream(row.promotion) for row in page.rows],
    )


@read(
    title="Promotion calendar",
    says=(
        "promotion calendar [{period}]",
        "show the promotion calendar [{period}]",
        "list all promotions",
        "list the promotions [{period}]",
        "which promotions are planned [{period}]",
        "which promotions do we have [{period}]",
        "which promotions did we run [{period}]",
        "our promotions [{period}]",
        "upcoming promotions",
        "what promotions are there [{period}]",
        "how many promotions are there [{period}]",
    ),
)
async def promotion_calendar(
    ctx: ToolContext, period: Period | None = None
) -> Reply[ListedPromotion]:
    """List promotions that hold on any day of a period, or all of them, the newest first."""
    days = () if period is None else overlapping(period)
    page = await ctx.rows(
        promotions.where(
            *days, order_by=(falling(PromotionRow.first_on), PromotionRow.name), limit=SHOWN
        )
    )
    when = f" {periods.spoken(period)}" if period else ""
    there = "is" if page.total == 1 else "are"
    headline = f"There {there} {counted(page.total, 'promotion')}{when}."
    return shown(ctx, headline, page, asked("promotions", days=periods.spoken(period)))


def overlapping(span: Span) -> tuple[bool, ...]:
    return PromotionRow.first_on <= span.last, PromotionRow.last_on >= span.first


@read(
    title="Running promotions",
    says=(
        "which promotions are running [on {on}]",
        "which promotions are running now",
        "running promotions",
        "active promotions",
        "current promotions",
        "what is on promotion",
        "what is on promotion now",
        "what is on offer [on {on}]",
        "which promotions hold on {on}",
        "show the active promotions",
    ),
)
async def running_promotions(ctx: ToolContext, on: Day | None = None) -> Reply[ListedPromotion]:
    """List the promotions that hold on a day, today unless another is given; the next end first."""
    when = on or ctx.today
    page = await ctx.rows(
        promotions.where(
            *overlapping(Span(first=when, last=when)),
            order_by=(PromotionRow.last_on, PromotionRow.name),
            limit=SHOWN,
        )
    )
    verb = "holds" if page.total == 1 else "hold"
    first = page.first
    ends = f"; {first.name} ends first, on {short_day(first.last_on, ctx.today)}" if first else ""
    many = counted(page.total, "promotion").capitalize()
    headline = f"{many} {verb} on {short_day(when, ctx.today)}{ends}."
    return shown(ctx, headline, page, asked("promotions", on=day(when)))


@read(
    title="Promotions that end soon",
    says=(
        "which promotions end soon",
        "which promotions end [{period}]",
        "which promotions are ending [{period}]",
        "promotions ending soon",
        "what promotions end [{period}]",
        "what ends soon",
        "what ends {period}",
        "what promotion ends next",
        "which promotions expire [{period}]",
        "promotions about to end",
        "show promotions that end soon",
    ),
)
async def ending_promotions(
    ctx: ToolContext, period: Period | None = None
) -> Reply[ListedPromotion]:
    """List promotions whose last day lies in a period: the next seven days, unless one is given."""
    span = period or Span(first=ctx.today, last=ctx.today + WEEK)
    page = await ctx.rows(
        promotions.where(
            *periods.within(PromotionRow.last_on, span),
            order_by=(PromotionRow.last_on, PromotionRow.name),
            limit=SHOWN,
        )
    )
    first = page.first
    verb = "ends" if page.total == 1 else "end"
    next_ = f"; the first is {first.name} on {short_day(first.last_on, ctx.today)}" if first else ""
    many = counted(page.total, "promotion").capitalize()
    headline = f"{many} {verb} {periods.spoken(span)}{next_}."
    return shown(ctx, headline, page, asked("promotions by last day", days=periods.spoken(span)))


@read(
    title="Promotion",
    says=(
        "show the promotion {promotion}",
        "details of the promotion {promotion}",
        "tell me about the promotion {promotion}",
        "what is the promotion {promotion}",
        "what does the promotion {promotion} give",
        "when does the promotion {promotion} end",
        "when does {promotion} end",
        "when does {promotion} begin",
        "when does {promotion} start",
        "when does the promotion {promotion} begin",
        "whom is the promotion {promotion} for",
        "promotion {promotion}",
        "show {promotion}",
        "{promotion}",
    ),
)
async def show_promotion(ctx: ToolContext, promotion: Promotion) -> Reply[ListedPromotion]:
    """Show one promotion: its days, its goods, what it gives to whom, and what it is to bring."""
    row = await one(ctx, PROMOTIONS, promotion)
    return Reply(
        headline=told(row, ctx.today),
        rows=(listed(row, ctx.today),),
        columns=COLUMNS,
        total_rows=1,
        totals=aims(row),
        note=counting(ctx, 1, "promotion"),
        query=asked("promotions", promotion=row),
        streams=(decider.stream(row.promotion),),
    )


def told(row: PromotionRow, today: date) -> str:
    stage = stage_of(row, today)
    off = f"{row.price:f} {row.currency}" if row.price is not None else f"{row.percent_off:f} % off"
    days = f"from {short_day(row.first_on, today)} to {short_day(row.last_on, today)}"
    early = f"; it was ended early: {row.end_reason.rstrip('.')}" if row.ended_early else ""
    how = "stacks with others that stack" if row.stacks else "stands alone"
    verb = "is" if stage == "running" else "has" if stage == "ended" else "is"
    many = quantities(row.from_quantity, row.to_quantity)
    gives = " ".join(filter(None, (row.goods, many, f"at {off} for {row.buyers}", days)))
    return f"{row.name} {verb} {stage}: {gives}. It {how}{early}."


def aims(row: PromotionRow) -> dict[str, str]:
    """What it is to sell and may give away, where that was said."""
    said = {
        "target in units": row.target_units,
        "target in revenue": row.target_amount,
        "budget": row.budget_amount,
    }
    return {
        name: f"{amount:,f}" + ("" if name == "target in units" else f" {row.currency}")
        for name, amount in said.items()
        if amount is not None
    }
