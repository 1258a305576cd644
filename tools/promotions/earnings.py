"""Earnings: what promotions left after the cost of their goods, beside as many days before."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.analysis.promotion_earnings import Earned, earned
from domain.analysis.promotion_performance import Compared
from domain.fulfillment.order_status import STANDING
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.inventory.items import ItemRow, items
from domain.kernel import among, dimension, measure
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.promotions.promotions import PromotionRow
from tools import periods
from tools.readings import Span
from tools.toolkit import ToolContext

GOODS = 500
ITEMS = 10_000
PART = 1_000
Sales = list[Mapping[str, Any]]


async def of_promotion(ctx: ToolContext, row: PromotionRow, currency: str) -> Earned:
    """What the order lines left that name the promotion."""
    named = SalesOrderLineRow.promotion == row.promotion
    return await at_cost(ctx, await by_item(ctx, (named,), currency), currency)


async def around(
    ctx: ToolContext, row: PromotionRow, spans: Compared, currency: str
) -> tuple[Earned, Earned]:
    """All sales of its goods on its days so far, and on as many days before it."""
    goods = await ctx.rows(
        promotion_goods.where(PromotionGoodsRow.promotion == row.promotion, limit=GOODS)
    )
    now = Span(first=spans.first, last=spans.last)
    then = Span(first=spans.before_first, last=spans.before_last)
    found = [await sales_of(ctx, goods.rows, span, currency) for span in (now, then)]
    during, before = [await at_cost(ctx, sales, currency) for sales in found]
    return during, before


async def sales_of(
    ctx: ToolContext, goods: Sequence[PromotionGoodsRow], span: Span, currency: str
) -> Sales:
    """The sales of these products, and of these categories without those products."""
    row = SalesOrderLineRow
    products = [each.product for each in goods if each.product]
    shelves = [each.category for each in goods if each.category]
    of_products, on_shelves = among(row.product, products), among(row.category, shelves)
    sales: Sales = []
    for sign, conditions in (
        (1, (of_products,) if products else ()),
        (1, (on_shelves,) if shelves else ()),
        (-1, (of_products, on_shelves) if products and shelves else ()),
    ):
        if conditions:
            days = periods.within(row.ordered_on, span)
            found = await by_item(ctx, (*conditions, *days), currency)
            sales += [signed(each, sign) for each in found]
    return sales


def signed(sale: Mapping[str, Any], sign: int) -> Mapping[str, Any]:
    return {**sale, "units": sign * sale["units"], "revenue": sign * sale["revenue"]}


async def by_item(ctx: ToolContext, conditions: Iterable[bool], currency: str) -> Sales:
    row = SalesOrderLineRow
    found = await ctx.summary(
        sales_order_lines.summary(
            *conditions,
            row.currency == currency,
            among(row.status, STANDING),
            by=(dimension("item", row.item),),
            measures=(measure("units", "sum", row.ordered), measure("revenue", "sum", row.amount)),
            limit=ITEMS,
        )
    )
    return list(found.groups)


async def at_cost(ctx: ToolContext, sales: Sales, currency: str) -> Earned:
    """The sales at today's standard cost of each item, where it has one in this currency."""
    codes = sorted({each["item"] for each in sales})
    costs: dict[str, Decimal] = {}
    for some in (codes[start : start + PART] for start in range(0, len(codes), PART)):
        page = await ctx.rows(items.where(among(ItemRow.item, some), limit=PART))
        costs |= {
            each.item: each.standard_cost
            for each in page.rows
            if each.standard_cost is not None and each.currency == currency
        }
    return earned(sales, costs)
