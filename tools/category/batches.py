"""Batches: whole files of products and of their base prices, each taken over as one draft."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from domain.category.base_price import SetBasePrice, base_price
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.product import DelistProduct, ListProduct, product
from domain.category.products import UNLISTED, ProductRow, products
from domain.kernel import Internal, Message, Money, Public, Step
from tools.taking_over import MOST, BatchDraft, Title, every, take_over
from tools.toolkit import ToolContext, draft, read


class KnownProduct(Message):
    product: Public[str]
    name: Public[str]
    category: Public[str]
    description: Public[str]
    item: Public[str]
    unit: Public[str]


class KnownPrice(Message):
    product: Public[str]
    effective_from: Internal[date]
    price: Internal[Money]


class KnownCategory(Message):
    """What is there already, in the form in which it is taken over."""

    products: Public[tuple[KnownProduct, ...]]
    prices: Internal[tuple[KnownPrice, ...]]


@draft(says=(), title="Products", listed=False)
async def draft_product_batch(
    ctx: ToolContext,
    title: Title,
    records: Annotated[tuple[ListProduct, ...], MOST],
    held: Mapping[str, str],
) -> BatchDraft:
    """Draft the products of a file in one draft; those in `held` come delisted, with a reason."""
    steps: list[Step] = []
    for record in records:
        stream = product.stream(record.product)
        steps.append(Step(stream, record))
        if reason := held.get(record.product):
            steps.append(Step(stream, DelistProduct(reason=reason)))
    return await take_over(ctx, title, steps)


@draft(says=(), title="Base prices", listed=False)
async def draft_price_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[SetBasePrice, ...], MOST]
) -> BatchDraft:
    """Draft the base prices of a file in one draft, in the order in which they are given."""
    steps = (Step(base_price.stream(record.product), record) for record in records)
    return await take_over(ctx, title, steps)


@read(says=(), title="Catalogue as it stands", listed=False)
async def known_category(ctx: ToolContext) -> KnownCategory:
    """Everything in the catalogue that a file to be taken over may hold already, or refer to."""
    listed = await every(ctx, products.where(ProductRow.status != UNLISTED))
    return KnownCategory(
        products=tuple([known(row) for row in listed]),
        prices=tuple([priced(row) for row in await every(ctx, base_prices.where())]),
    )


def known(row: ProductRow) -> KnownProduct:
    return KnownProduct(**{name: getattr(row, name) for name in KnownProduct.model_fields})


def priced(row: BasePriceRow) -> KnownPrice:
    return KnownPrice(
        product=row.product,
        effective_from=row.effective_from,
        price=Money(amount=row.price, currency=row.currency),
    )


BATCHES = (draft_product_batch, draft_price_batch, known_category)
