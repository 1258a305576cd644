"""Performance: what promotions sold and gave away, against their targets and the days before."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from domain.analysis.promotion_earnings import Earned, extra, payback
from domain.analysis.promotion_performance import (
    Compared,
    Sold,
    compared,
    over_budget,
    revenue_share,
    sold_in,
    stage_of,
    units_share,
)
from domain.fulfillment.order_status import STANDING
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.kernel import Internal, Message, Public, among, dimension, measure
from domain.kernel.wording import percent, short_day, total
from domain.kernel.words import figure, listed
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotions import PromotionRow
from tools import periods
from tools.promotions.arguments import Promotion
from tools.promotions.earnings import around, of_promotion
from tools.promotions.finding import PROMOTIONS
from tools.readings import Span
from tools.reply import Chart, Reply, asked, columns, counting
from tools.resolve import one
from tools.toolkit import ToolContext, read

SHOWN, MOST = 100, 1_000


class Performed(Message):
    """A promotion with what was sold under it, and how much of each target that is."""

    promotion: Public[str]
    name: Public[str]
    stage: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    units: Internal[Decimal | None]
    unit: Public[str]
    revenue: Internal[Decimal]
    discount: Internal[Decimal]
    currency: Public[str]
    target_units: Internal[Decimal | None]
    target_amount: Internal[Decimal | None]
    units_share: Internal[Decimal | None]
    revenue_share: Internal[Decimal | None]


class Earning(Performed):
    """The same with what was left at standard cost, and what as many days before had brought."""

    cost: Internal[Decimal]
    uncosted: Internal[Decimal]
    margin: Internal[Decimal | None]
    margin_share: Internal[Decimal | None]
    all_sales: Internal[Decimal]
    sales_before: Internal[Decimal]
    extra_margin: Internal[Decimal | None]
    payback: Internal[Decimal | None]


COLUMNS = columns(
    ("name", "Promotion"),
    ("promotion", "Code"),
    ("stage", "Stage", "status"),
    ("first_on", "From", "date"),
    ("last_on", "Until", "date"),
    ("units", "Units", "quantity", "unit"),
    ("revenue", "Revenue", "money", "currency"),
    ("discount", "Discount given", "money", "currency"),
    ("units_share", "Of target in units", "percent"),
    ("revenue_share", "Of target in revenue", "percent"),
)
EARNING_COLUMNS = (
    *COLUMNS,
    *columns(
        ("cost", "Cost of goods", "money", "currency"),
        ("uncosted", "Revenue without a cost", "money", "currency"),
        ("margin", "Margin", "money", "currency"),
        ("margin_share", "Of revenue", "percent"),
        ("all_sales", "All sales of its goods", "money", "currency"),
        ("sales_before", "On as many days before", "money", "currency"),
        ("extra_margin", "Extra margin", "money", "currency"),
        ("payback", "Extra margin of discount", "percent"),
    ),
)


async def sold_under(ctx: ToolContext, rows: Sequence[PromotionRow]) -> dict[str, Sold]:
    """What was sold under each of these promotions, over all order lines that name it."""
    if not rows:
        return {}
    row = SalesOrderLineRow
    found = await ctx.summary(
        sales_order_lines.summary(
            among(row.promotion, [each.promotion for each in rows]),
            among(row.status, STANDING),
            by=(
                dimension("promotion", row.promotion),
                dimension("currency", row.currency),
                dimension("unit", row.unit),
            ),
            measures=(
                measure("units", "sum", row.ordered),
                measure("revenue", "sum", row.amount),
                measure("discount", "sum", row.discount_amount),
                measure("lines", "count"),
            ),
            limit=10 * MOST,
        )
    )
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for group in found.groups:
        groups.setdefault(group["promotion"], []).append(group)
    return {
        each.promotion: sold_in(groups.get(each.promotion, ()), each.currency or ctx.currency)
        for each in rows
    }


def performed(ctx: ToolContext, row: PromotionRow, sold: Sold) -> Performed:
    shared = set(Performed.model_fields) & set(PromotionRow.model_fields) - {"currency"}
    return Performed(
        **row.model_dump(include=shared),
        stage=stage_of(row, ctx.today),
        units=sold.units,
        unit=sold.unit,
        revenue=sold.revenue,
        discount=sold.discount,
        currency=row.currency or ctx.currency,
        units_share=units_share(row, sold),
        revenue_share=revenue_share(row, sold),
    )


@read(
    title="Promotion performance",
    says=(
        "how is the promotion {promotion} doing",
        "how is {promotion} doing",
        "how did {promotion} do",
        "did {promotion} pay off",
        "how does {promotion} go",
        "how is {promotion} going",
        "how does {promotion} run",
        "is {promotion} worth it",
        "was {promotion} worth it",
        "does {promotion} pay off",
        "how did the promotion {promotion} do",
        "performance of the promotion {promotion}",
        "what did the promotion {promotion} bring in",
        "how much did we sell under the promotion {promotion}",
        "did the promotion {promotion} reach its target",
        "is the promotion {promotion} on target",
        "what discount did the promotion {promotion} give away",
        "results of the promotion {promotion}",
    ),
)
async def promotion_performance(ctx: ToolContext, promotion: Promotion) -> Reply[Earning]:
    """Say what a promotion sold, gave away and earned, against its targets and the days before.

    Margin = revenue - units x standard cost, goods without a cost apart. Payback = (margin of all
    sales of its goods - that of as many days before) / discount given. Money is in its currency.
    """
    row = await one(ctx, PROMOTIONS, promotion)
    sold = (await sold_under(ctx, [row]))[row.promotion]
    money, spans = row.currency or ctx.currency, compared(row, ctx.today)
    left = await of_promotion(ctx, row, money)
    during, before = await around(ctx, row, spans, money) if spans else (Earned(), Earned())
    told = earning(performed(ctx, row, sold), left, (during, before))
    headline = verdict(row, sold, money)
    return Reply(
        headline=f"{headline} {kept(told)}{beside(told, spans)}" if spans else headline,
        rows=(told,),
        columns=EARNING_COLUMNS,
        total_rows=1,
        chart=charted(told, spans),
        note=counting(ctx, sold.lines, "sales order line"),
        query=asked("sales order lines that name the promotion, at standard cost", promotion=row),
        streams=(decider.stream(row.promotion),),
    )


def earning(found: Performed, left: Earned, around: tuple[Earned, Earned]) -> Earning:
    during, before = around
    more = extra(during, before)
    return Earning(
        **dict(found),
        cost=left.cost,
        uncosted=left.uncosted,
        margin=left.margin,
        margin_share=left.share,
        all_sales=during.revenue,
        sales_before=before.revenue,
        extra_margin=more,
        payback=payback(more, found.discount),
    )


def kept(told: Earning) -> str:
    """What is left of the revenue; what has no cost is said, and is not taken for free."""
    money = told.currency
    if not told.revenue:
        return "There is no margin yet."
    if told.margin is None:
        return "What it earned is not known: none of its goods has a standard cost on record."
    of, rest = "it", ""
    if told.uncosted:
        of = total(told.revenue - told.uncosted, money)
        rest = f"; {total(told.uncosted, money)} more has no cost on record and is not in it"
    share = f", {percent(told.margin_share)} of {of}" if told.margin_share is not None else ""
    return f"At standard cost {total(told.margin, money)} is left{share}{rest}."


def beside(told: Earning, spans: Compared) -> str:
    """All sales of its goods beside those of as many days before, and what the discount paid."""
    money = told.currency
    days = periods.spoken(Span(first=spans.before_first, last=spans.before_last))
    both = f"{total(told.all_sales, money)}, against {total(told.sales_before, money)} {days}"
    more = ""
    if told.extra_margin is not None and told.payback is not None:
        extra_ = total(told.extra_margin, money)
        more = f": {extra_} of extra margin, {percent(told.payback)} of the discount"
    return f" All sales of its goods were {both}{more}."


def charted(told: Earning, spans: Compared | None) -> Chart | None:
    """All sales of its goods on its days, beside those on as many days before."""
    if not spans or not (told.all_sales or told.sales_before):
        return None
    before = Span(first=spans.before_first, last=spans.before_last)
    since = Span(first=spans.first, last=spans.last)
    return Chart(
        kind="bar",
        title=f"Sales of its goods, {told.currency}",
        x=(f"before: {days_of(before)}", f"{told.name}: {days_of(since)}"),
        y=(told.sales_before, told.all_sales),
    )


def days_of(span: Span) -> str:
    first, last = short_day(span.first, span.last), short_day(span.last, span.last)
    return last if span.first == span.last else f"{first} to {last}"


def verdict(row: PromotionRow, sold: Sold, currency: str) -> str:
    units = "" if sold.units is None else f"{figure(sold.units)} {sold.unit}".strip() + " for "
    brought = f"{units}{total(sold.revenue, currency)}"
    reached = [
        f"{percent(share)} of the target in {what}"
        for what, share in (
            ("units", units_share(row, sold)),
            ("revenue", revenue_share(row, sold)),
        )
        if share is not None
    ]
    of = f", {listed(reached)}" if reached else ""
    given = f"{total(sold.discount, currency)} were given away"
    over = ", more than its budget" if over_budget(row, sold) else ""
    other = f" Sales in {listed(sold.elsewhere)} are not counted." if sold.elsewhere else ""
    return f"{row.name} sold {brought}{of}; {given}{over}.{other}"
