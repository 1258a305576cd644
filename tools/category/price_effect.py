"""Price effect: what a product sold since its last change of price, beside the days before."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.analysis.product_performance import Around, around
from domain.category.base_price import base_price
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.products import ProductRow
from domain.fulfillment.order_status import STANDING
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.kernel import Internal, Message, Money, Public, among, dimension, falling, measure
from domain.kernel.words import day, figure, measured
from tools import periods
from tools.readings import Span
from tools.reply import Reply, asked, columns, counting
from tools.resolve import PRODUCTS, one
from tools.slots import Product
from tools.toolkit import ToolContext, read

ZERO = Decimal(0)
ROW = SalesOrderLineRow


class PriceEffect(Message):
    """What was sold in as many days before a change of price as from it on."""

    span: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    price: Internal[Decimal]
    units: Internal[Decimal]
    unit: Public[str]
    a_day: Internal[Decimal]
    revenue: Internal[Decimal]
    lines: Internal[int]
    currency: Public[str]


COLUMNS = columns(
    ("span", "Days"),
    ("first_on", "From", "date"),
    ("last_on", "Until", "date"),
    ("price", "Base price", "price", "currency"),
    ("units", "Sold", "quantity", "unit"),
    ("a_day", "A day", "quantity", "unit"),
    ("revenue", "Revenue", "money", "currency"),
)


@read(
    title="Effect of a price change",
    says=(
        "what was the effect of the price change of {product}",
        "effect of the last price change of {product}",
        "impact of the price change of {product}",
        "what was the impact of the new price of {product}",
        "what did the price change of {product} do",
        "how did sales of {product} change after the last price change",
        "how does {product} sell since the price change",
        "how does {product} sell at the new price",
        "sales of {product} before and after the price change",
        "did the price change of {product} pay off",
    ),
)
async def price_effect(ctx: ToolContext, product: Product) -> Reply[PriceEffect]:
    """Compare what a product sold from its last price change on with as many days before."""
    what = await one(ctx, PRODUCTS, product)
    changed = (
        await ctx.rows(
            base_prices.where(
                BasePriceRow.product == what.product,
                BasePriceRow.effective_from <= ctx.today,
                order_by=(falling(BasePriceRow.effective_from),),
                limit=1,
                counted=False,
            )
        )
    ).first
    if changed is None or changed.previous_price is None:
        return unchanged(ctx, what)
    spans = around(changed.effective_from, ctx.today)
    rows = await compared(ctx, what, changed, spans)
    return Reply(
        headline=told(what, changed, rows),
        rows=rows,
        columns=COLUMNS,
        total_rows=len(rows),
        note=counting(ctx, sum(row.lines for row in rows), "sales order line"),
        query=asked("sales order lines around its last price change", of=what),
        streams=(base_price.stream(what.product),),
    )


def unchanged(ctx: ToolContext, what: ProductRow) -> Reply[PriceEffect]:
    return Reply(
        headline=f"The base price of {what.name} has not changed yet: there is nothing to compare.",
        rows=(),
        columns=COLUMNS,
        total_rows=0,
        note=counting(ctx, 0, "price change"),
        query=asked("base prices", of=what),
        streams=(base_price.stream(what.product),),
    )


async def compared(
    ctx: ToolContext, what: ProductRow, changed: BasePriceRow, spans: Around
) -> tuple[PriceEffect, ...]:
    """The days before and those from the change on, in the currency of the price."""
    before = Span(first=spans.before_first, last=spans.before_last)
    after = Span(first=spans.first, last=spans.last)
    old = changed.previous_price or ZERO
    return (
        await sold(ctx, what, "before", before, old, changed.currency),
        await sold(ctx, what, "since", after, changed.price, changed.currency),
    )


async def sold(
    ctx: ToolContext, what: ProductRow, name: str, span: Span, price: Decimal, currency: str
) -> PriceEffect:
    found = await ctx.summary(
        sales_order_lines.summary(
            ROW.product == what.product,
            ROW.currency == currency,
            among(ROW.status, STANDING),
            *periods.within(ROW.ordered_on, span),
            by=(dimension("unit", ROW.unit),),
            measures=(
                measure("units", "sum", ROW.ordered),
                measure("revenue", "sum", ROW.amount),
                measure("lines", "count"),
            ),
        )
    )
    mine = next((group for group in found.groups if group["unit"] == what.unit), {})
    units, days = mine.get("units", ZERO), (span.last - span.first).days + 1
    return PriceEffect(
        span=name,
        first_on=span.first,
        last_on=span.last,
        price=price,
        units=units,
        unit=what.unit,
        a_day=round(units / days, 2),
        revenue=mine.get("revenue", ZERO),
        lines=int(mine.get("lines", 0)),
        currency=currency,
    )


def told(what: ProductRow, changed: BasePriceRow, rows: Sequence[PriceEffect]) -> str:
    before, since = rows
    days = (since.last_on - since.first_on).days + 1
    old, new = (Money(amount=row.price, currency=row.currency) for row in rows)
    earned = [Money(amount=row.revenue, currency=row.currency) for row in rows]
    sold_since = f"{figure(since.units)} {what.unit} were sold for {earned[1]}"
    return (
        f"{what.name} costs {new} instead of {old} since {day(changed.effective_from)}: in "
        f"{measured(days, 'day')} from then on {sold_since}, in as many before "
        f"{figure(before.units)} {what.unit} for {earned[0]}."
    )
