"""Performance: which products sell, which do not, beside the same span of days before."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.product_performance import Sales, change, margin, sells_badly
from domain.category.product import product as decider
from domain.category.products import LISTED, ProductRow, products
from domain.fulfillment.order_status import STANDING
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.items import ItemRow, items
from domain.kernel import Internal, Message, Public, among, dimension, measure
from domain.kernel.row import Column
from domain.kernel.summary import Dimension, Summarised
from domain.kernel.wording import total
from domain.kernel.words import counted
from tools import periods
from tools.category.scope import in_category
from tools.readings import Span
from tools.reply import Chart, Reply, asked, behind, columns, counting
from tools.slots import Category, Period
from tools.toolkit import ToolContext, read

SHOWN, MOST, CHARTED = 60, 1_000, 20
DAYS = 90
ROW = SalesOrderLineRow
BY: tuple[Dimension, ...] = (
    dimension("product", ROW.product),
    dimension("name", ROW.product_name),
    dimension("unit", ROW.unit),
    dimension("currency", ROW.currency),
)
FIGURES = (
    measure("revenue", "sum", ROW.amount),
    measure("units", "sum", ROW.ordered),
    measure("returned", "sum", ROW.returned),
    measure("lines", "count"),
)
NOTHING = Sales()
Key = tuple[str, str]
"""A product and a currency: sums in two currencies are never added."""


class Performed(Message):
    """What a product sold, what it earned at standard cost, and what it sold before."""

    product: Public[str]
    product_name: Public[str]
    units: Internal[Decimal]
    unit: Public[str]
    returned: Internal[Decimal]
    revenue: Internal[Decimal]
    margin: Internal[Decimal | None]
    before: Internal[Decimal]
    change: Internal[Decimal | None]
    currency: Public[str]


COLUMNS = columns(
    ("product_name", "Product"),
    ("units", "Sold", "quantity", "unit"),
    ("returned", "Returned", "quantity", "unit"),
    ("revenue", "Revenue", "money", "currency"),
    ("margin", "Margin", "money", "currency"),
    ("before", "Before", "money", "currency"),
    ("change", "Change", "percent"),
)


@read(
    title="Product performance",
    says=(
        "best selling products [in category {category}] [{period}]",
        "best sellers [in category {category}] [{period}]",
        "top selling products [{period}]",
        "which products sell best [{period}]",
        "what sells best [in category {category}] [{period}]",
        "product performance [{period}]",
        "performance of our products [{period}]",
        "how do our products sell [{period}]",
        "how do the products of {category} sell",
        "what do we earn with our products [{period}]",
        "what have we earned [{period}]",
        "what did we earn [{period}]",
        "how much did we earn [{period}]",
        "sales and margin by product [{period}]",
        "return rate by product [{period}]",
    ),
)
async def product_performance(
    ctx: ToolContext, category: Category | None = None, period: Period | None = None
) -> Reply[Performed]:
    """List what products sold and earned, the best first, beside the same days before."""
    span = period or recent(ctx)
    groups = await sold(ctx, span, in_category(ROW.category, category), SHOWN)
    rows = await beside(ctx, groups.groups, span)
    said = f"{rows[0].product_name} sold best" if rows else "Nothing was sold"
    led = f", for {total(rows[0].revenue, rows[0].currency)}" if rows else ""
    return Reply(
        headline=f"{said} {spoken(period)}{led}.",
        rows=rows,
        columns=COLUMNS,
        total_rows=groups.total,
        truncated=groups.truncated,
        totals={} if groups.truncated else total_of(rows),
        chart=charted(rows),
        note=counting(ctx, int(groups.totals["lines"] or 0), "sales order line"),
        query=asked("sales order lines", category=category, days=periods.spoken(span)),
        streams=behind(decider.stream(row.product) for row in rows),
    )


@read(
    title="Products that sell badly",
    says=(
        "which products sell badly [{period}]",
        "worst selling products [in category {category}] [{period}]",
        "worst sellers [{period}]",
        "slow sellers [in category {category}] [{period}]",
        "which products hardly sell [{period}]",
        "slow selling products [in category {category}] [{period}]",
        "slow movers in the catalogue [{period}]",
        "which products are underperforming [{period}]",
        "underperforming products [in category {category}]",
        "which products did not sell [{period}]",
        "products without sales [{period}]",
        "what sells worst [in category {category}] [{period}]",
        "which products lost sales [{period}]",
    ),
)
async def products_that_sell_badly(
    ctx: ToolContext, category: Category | None = None, period: Period | None = None
) -> Reply[Performed]:
    """List products on sale that sold nothing, or less than half of what they did before."""
    span = period or recent(ctx)
    page = await ctx.rows(
        products.where(
            ProductRow.status == LISTED,
            *in_category(ProductRow.category, category),
            order_by=(ProductRow.name, ProductRow.product),
            limit=MOST,
        )
    )
    codes = [row.product for row in page.rows]
    groups = (await sold(ctx, span, (among(ROW.product, codes),), 4 * MOST)).groups if codes else ()
    there = {group["product"] for group in groups}
    silent = [none_sold(row, ctx.currency) for row in page.rows if row.product not in there]
    rows = [row for row in await beside(ctx, [*groups, *silent], span) if bad(row)]
    rows.sort(key=lambda row: (row.revenue - row.before, row.product_name))
    return Reply(
        headline=verdict(rows, spoken(period), page.truncated),
        rows=tuple(rows[:SHOWN]),
        columns=COLUMNS,
        total_rows=len(rows),
        truncated=len(rows) > SHOWN,
        note=counting(ctx, page.total, "product"),
        query=asked("products and their order lines", category=category, days=periods.spoken(span)),
        streams=behind(decider.stream(row.product) for row in rows[:SHOWN]),
    )


def verdict(rows: Sequence[Performed], when: str, cut: bool) -> str:
    first = f" The first {MOST:,} products by name were looked at." if cut else ""
    if not rows:
        return f"No product on sale sells badly {when}.{first}"
    verb = "sells" if len(rows) == 1 else "sell"
    how = "nothing, or less than half of what was sold in the days before"
    many = f"{counted(len(rows), 'product')} {verb} badly {when}: {how}."
    return f"{many} The worst is {fell(rows[0])}.{first}"


def fell(row: Performed) -> str:
    """What lost most, with what it sold now and before."""
    now = f"with {total(row.revenue, row.currency)}" if row.revenue else "which sold nothing"
    if not row.before:
        return f"{row.product_name}, {now}, as in the days before"
    return f"{row.product_name}, {now} after {total(row.before, row.currency)}"


def spoken(period: Span | None) -> str:
    return periods.spoken(period) if period else f"in the last {DAYS} days"


def recent(ctx: ToolContext) -> Span:
    return Span(first=ctx.today - timedelta(days=DAYS - 1), last=ctx.today)


async def sold(ctx: ToolContext, span: Span, only: Sequence[bool], limit: int) -> Summarised:
    """By product and currency, what was sold in a span, the most revenue first."""
    return await ctx.summary(
        sales_order_lines.summary(
            *only,
            *periods.within(ROW.ordered_on, span),
            among(ROW.status, STANDING),
            by=BY,
            measures=FIGURES,
            order_by=(Column("revenue", falling=True),),
            limit=limit,
        )
    )


async def beside(
    ctx: ToolContext, groups: Sequence[Mapping[str, Any]], span: Span
) -> tuple[Performed, ...]:
    """The groups as rows, with what the same products sold before, at today's standard cost."""
    codes = sorted({group["product"] for group in groups})
    if not codes:
        return ()
    earlier = await sold(ctx, periods.before(span), (among(ROW.product, codes),), 4 * MOST)
    before = {(each["product"], each["currency"]): sales(each) for each in earlier.groups}
    costs = await costs_of(ctx, codes)
    return tuple(performed(group, before, costs) for group in groups)


async def costs_of(ctx: ToolContext, codes: Sequence[str]) -> Mapping[Key, Decimal]:
    """The standard cost of each of these products, in the currency in which it is known."""
    named = await ctx.rows(products.where(among(ProductRow.product, codes), limit=MOST))
    wanted = sorted({row.item for row in named.rows})
    known = {
        row.item: row
        for row in (await ctx.rows(items.where(among(ItemRow.item, wanted), limit=MOST))).rows
    }
    pairs = ((row.product, known[row.item]) for row in named.rows if row.item in known)
    return {(of, item.currency): item.standard_cost for of, item in pairs if item.standard_cost}


def performed(
    group: Mapping[str, Any], before: Mapping[Key, Sales], costs: Mapping[Key, Decimal]
) -> Performed:
    key, now = (group["product"], group["currency"]), sales(group)
    then = before.get(key, NOTHING)
    return Performed(
        product=group["product"],
        product_name=group["name"],
        units=now.units,
        unit=group["unit"],
        returned=now.returned,
        revenue=now.revenue,
        margin=margin(now, costs.get(key)),
        before=then.revenue,
        change=change(now, then),
        currency=group["currency"],
    )


def sales(group: Mapping[str, Any]) -> Sales:
    return Sales(group["units"], group["revenue"], group["returned"])


def none_sold(row: ProductRow, currency: str) -> Mapping[str, Any]:
    known = {"product": row.product, "name": row.name, "unit": row.unit}
    nothing = dict.fromkeys(("revenue", "units", "returned"), Decimal(0))
    return known | nothing | {"currency": row.currency or currency}


def bad(row: Performed) -> bool:
    return sells_badly(Sales(revenue=row.revenue), Sales(revenue=row.before))


def total_of(rows: Sequence[Performed]) -> dict[str, str]:
    currencies = {row.currency for row in rows}
    if len(currencies) != 1:
        return {}
    revenue = sum((row.revenue for row in rows), Decimal(0))
    return {"revenue": total(revenue, *currencies)}


def charted(rows: Sequence[Performed]) -> Chart | None:
    if len({row.currency for row in rows}) != 1 or len(rows) < 2:
        return None
    shown = rows[:CHARTED]
    return Chart(
        kind="bar",
        title=f"Revenue by product, {shown[0].currency}",
        x=tuple(row.product_name for row in shown),
        y=tuple(row.revenue for row in shown),
    )
