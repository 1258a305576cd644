"""Performance: what promotions sold and gave away, against their targets and the days before."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

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
from domain.kernel.wording import percent, total
from domain.kernel.words import figure, listed
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.promotions.promotions import PromotionRow
from tools import periods
from tools.promotions.arguments import Promotion
from tools.promotions.finding import PROMOTIONS
from tools.readings import Span
from tools.reply import Reply, asked, columns, counting
from tools.resolve import one
from tools.toolkit import ToolContext, read

SHOWN, MOST = 100, 1_000
GOODS = 500
ZERO = Decimal(0)


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
async def promotion_performance(ctx: ToolContext, promotion: Promotion) -> Reply[Performed]:
    """Say what was sold and given away under a promotion, against its targets and before it."""
    row = await one(ctx, PROMOTIONS, promotion)
    sold = (await sold_under(ctx, [row]))[row.promotion]
    spans = compared(row, ctx.today)
    money = row.currency or ctx.currency
    beside = {} if spans is None else await around(ctx, row, spans, money)
    return Reply(
        headline=verdict(row, sold, money),
        rows=(performed(ctx, row, sold),),
        columns=COLUMNS,
        total_rows=1,
        totals=beside,
        note=counting(ctx, sold.lines, "sales order line"),
        query=asked("sales order lines that name the promotion", promotion=row),
        streams=(decider.stream(row.promotion),),
    )


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


async def around(
    ctx: ToolContext, row: PromotionRow, spans: Compared, currency: str
) -> dict[str, str]:
    """All sales of its goods on its days so far, and on as many days before it."""
    goods = await ctx.rows(
        promotion_goods.where(PromotionGoodsRow.promotion == row.promotion, limit=GOODS)
    )
    now = await revenue(ctx, goods.rows, Span(first=spans.first, last=spans.last), currency)
    then = await revenue(
        ctx, goods.rows, Span(first=spans.before_first, last=spans.before_last), currency
    )
    days = periods.spoken(Span(first=spans.before_first, last=spans.before_last))
    return {
        "all sales of its goods so far": total(now, currency),
        f"the same {days}": total(then, currency),
    }


async def revenue(
    ctx: ToolContext, goods: Sequence[PromotionGoodsRow], span: Span, currency: str
) -> Decimal:
    """The sales of these products, and of these categories without those products."""
    row = SalesOrderLineRow
    products = [each.product for each in goods if each.product]
    shelves = [each.category for each in goods if each.category]
    of_products, on_shelves = among(row.product, products), among(row.category, shelves)
    amount = ZERO
    for sign, conditions in (
        (1, (of_products,) if products else ()),
        (1, (on_shelves,) if shelves else ()),
        (-1, (of_products, on_shelves) if products and shelves else ()),
    ):
        if conditions:
            found = await ctx.summary(
                sales_order_lines.summary(
                    *conditions,
                    *periods.within(row.ordered_on, span),
                    row.currency == currency,
                    among(row.status, STANDING),
                    measures=(measure("revenue", "sum", row.amount),),
                )
            )
            amount += sign * (found.totals["revenue"] or ZERO)
    return amount
