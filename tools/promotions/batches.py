"""Batches: a whole file of another system's promotions, taken over as one draft."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated

from domain.kernel import Amount, Internal, Message, Money, Public, Step
from domain.promotions.promotion import promotion
from domain.promotions.promotion_events import TakeOverPromotion
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.promotions.promotion_terms import Buyers
from domain.promotions.promotions import PromotionRow, promotions
from tools.taking_over import MOST, BatchDraft, Title, every, take_over
from tools.toolkit import ToolContext, draft, read


class KnownGoods(Message):
    product: Public[str]


class KnownPromotion(Message):
    promotion: Public[str]
    name: Public[str]
    first_on: Internal[date]
    last_on: Internal[date]
    products: Public[tuple[KnownGoods, ...]]
    categories: Public[tuple[str, ...]]
    percent_off: Internal[Amount]
    price: Internal[Money | None]
    from_quantity: Internal[Amount]
    to_quantity: Internal[Amount | None]
    buyers: Internal[Buyers]
    stacks: Internal[bool]


class KnownPromotions(Message):
    """What is there already, in the form in which it is taken over."""

    promotions: Internal[tuple[KnownPromotion, ...]]


@draft(says=(), title="Promotions", listed=False)
async def draft_promotion_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[TakeOverPromotion, ...], MOST]
) -> BatchDraft:
    """Draft the promotions of a file, all of them in one draft."""
    steps = (Step(promotion.stream(record.promotion), record) for record in records)
    return await take_over(ctx, title, steps)


@read(says=(), title="Promotions as they stand", listed=False)
async def known_promotions(ctx: ToolContext) -> KnownPromotions:
    """Every promotion that a file to be taken over may hold already."""
    goods: dict[str, list[PromotionGoodsRow]] = defaultdict(list)
    for each in await every(ctx, promotion_goods.where()):
        goods[each.promotion].append(each)
    rows = await every(ctx, promotions.where())
    return KnownPromotions(promotions=tuple([known(row, goods[row.promotion]) for row in rows]))


def known(row: PromotionRow, goods: Sequence[PromotionGoodsRow]) -> KnownPromotion:
    """As it was planned, be it ended early since or not."""
    products = sorted(each.product for each in goods if each.product)
    return KnownPromotion(
        promotion=row.promotion,
        name=row.name,
        first_on=row.first_on,
        last_on=row.planned_last_on or row.last_on,
        products=tuple([KnownGoods(product=code) for code in products]),
        categories=tuple(sorted(each.category for each in goods if each.category)),
        percent_off=row.percent_off or Decimal(0),
        price=None if row.price is None else Money(amount=row.price, currency=row.currency),
        from_quantity=row.from_quantity,
        to_quantity=row.to_quantity,
        buyers=Buyers.model_validate(
            {"kind": row.buyer_kind, "segment": row.segment, "price_list": row.price_list}
        ),
        stacks=row.stacks,
    )


BATCHES = (draft_promotion_batch, known_promotions)
