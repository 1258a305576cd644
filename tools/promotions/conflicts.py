"""Conflicts: promotions that lower the price of one product for the same people on one day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from domain.analysis.promoting import may_meet
from domain.category.products import LISTED, ProductRow, products
from domain.kernel import Internal, Message, Public, Refused, among
from domain.kernel.words import counted
from domain.promotions.promotion import promotion as decider
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from tools import periods
from tools.readings import Span
from tools.reply import Reply, asked, columns, counting
from tools.slots import Period
from tools.toolkit import ToolContext, read

SHOWN, MOST, GOODS = 100, 2_000, 5_000


class Conflict(Message):
    """Two promotions of one product, and how they come together."""

    product: Public[str]
    product_name: Public[str]
    promotion: Public[str]
    name: Public[str]
    other: Public[str]
    other_name: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    rule: Public[str]


COLUMNS = columns(
    ("product_name", "Product"),
    ("name", "Promotion"),
    ("other_name", "Other promotion"),
    ("first_on", "From", "date"),
    ("last_on", "Until", "date"),
    ("rule", "What holds"),
)


@read(
    title="Conflicts of promotions",
    says=(
        "which promotions overlap [{period}]",
        "which promotions conflict [{period}]",
        "overlapping promotions [{period}]",
        "promotion conflicts [{period}]",
        "are there conflicts between promotions [{period}]",
        "do any promotions overlap [{period}]",
        "clashing promotions [{period}]",
        "promotions at the same time for one product [{period}]",
    ),
)
async def promotion_conflicts(ctx: ToolContext, period: Period | None = None) -> Reply[Conflict]:
    """List products that two promotions make cheaper at once, from today on unless told when."""
    span = period or Span(first=ctx.today, last=date.max)
    row = PromotionGoodsRow
    page = await ctx.rows(
        promotion_goods.where(row.first_on <= span.last, row.last_on >= span.first, limit=MOST)
    )
    if page.truncated:
        reason = f"More than {MOST:,} goods are promoted then: ask about a shorter period."
        raise Refused(reason, "too_many")
    found = list(conflicts(page.rows, await sold_of(ctx, page.rows)))
    found.sort(key=lambda each: (each.first_on, each.product, each.promotion, each.other))
    when = periods.spoken(period) if period else "from today on"
    verb = "is" if len(found) == 1 else "are"
    codes = [code for each in found for code in (each.promotion, each.other)]
    return Reply(
        headline=f"There {verb} {counted(len(found), 'overlap')} of promotions {when}.",
        rows=tuple(found[:SHOWN]),
        columns=COLUMNS,
        total_rows=len(found),
        truncated=len(found) > SHOWN,
        note=counting(ctx, page.total, "promoted product or category"),
        query=asked("promotions of one product", days=when),
        streams=tuple(dict.fromkeys(decider.stream(code) for code in codes))[:20],
    )


async def sold_of(ctx: ToolContext, goods: Sequence[PromotionGoodsRow]) -> Sequence[ProductRow]:
    """The products on sale that any of these rows is about."""
    codes = sorted({row.product for row in goods} - {""})
    shelves = sorted({row.category for row in goods} - {""})
    pages = await ctx.many(
        [
            products.where(among(column, names), ProductRow.status == LISTED, limit=GOODS)
            for column, names in ((ProductRow.product, codes), (ProductRow.category, shelves))
            if names
        ]
    )
    return list({row.product: row for page in pages for row in page.rows}.values())


def conflicts(goods: Sequence[PromotionGoodsRow], sold: Sequence[ProductRow]) -> Iterator[Conflict]:
    by_product: dict[str, list[PromotionGoodsRow]] = defaultdict(list)
    by_shelf: dict[str, list[PromotionGoodsRow]] = defaultdict(list)
    for row in goods:
        (by_product[row.product] if row.product else by_shelf[row.category]).append(row)
    for product in sold:
        meant = {
            row.promotion: row
            for row in (*by_shelf[product.category], *by_product[product.product])
        }
        ordered = sorted(meant.values(), key=lambda row: (row.first_on, row.promotion))
        for one, other in combinations(ordered, 2):
            first, last = max(one.first_on, other.first_on), min(one.last_on, other.last_on)
            if first <= last and may_meet(one, other):
                yield conflict(product, one, other, Span(first=first, last=last))


def conflict(
    product: ProductRow, one: PromotionGoodsRow, other: PromotionGoodsRow, span: Span
) -> Conflict:
    return Conflict(
        product=product.product,
        product_name=product.name,
        promotion=one.promotion,
        name=one.name,
        other=other.promotion,
        other_name=other.name,
        first_on=span.first,
        last_on=span.last,
        rule="they add up" if one.stacks and other.stacks else "the lower price counts",
    )
