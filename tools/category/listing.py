"""Listing: a product that comes into the catalogue, changes there, leaves it or comes back."""

from typing import Annotated

from domain.category.base_price import SetBasePrice, base_price
from domain.category.product import (
    ChangeProduct,
    DelistProduct,
    ListProduct,
    RelistProduct,
)
from domain.category.product import product as decider
from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.kernel import Step
from domain.preview import DraftCard
from tools.drafting import PRICE, REASON, money_of, must_say, on_day, origin, reason_of
from tools.readings import Said
from tools.resolve import ITEMS, PRODUCTS, must_be_new, one
from tools.slots import Category, Day, Item, Line, Price, Product, Prose, Reason, text
from tools.toolkit import Edit, Plan, ToolContext, draft

FIRST = "first price"

NewName = Annotated[
    str,
    Line,
    text("What do customers read?", "The name customers read.", before=("name", "called", "named")),
]
Description = Annotated[
    str,
    Prose,
    text("Which description?", "What customers read of it.", before=("description",)),
]
Barcode = Annotated[
    str,
    Line,
    text("Which barcode?", "8, 12, 13 or 14 digits as printed.", before=("barcode", "ean")),
]


@draft(
    title="New product",
    edits=(Edit("name", "Name", "text"), Edit("category", "Category", "text"), PRICE),
    says=(
        "list {item} in the catalogue",
        "put {item} on sale",
        "put {item} into the catalogue",
        "put {item} on sale at {price}",
        "start selling {item}",
        "start selling {item} at {price}",
        "offer {item} for sale at {price}",
        "new product from {item} at {price}",
        "make {item} a product",
        "add {item} to the catalogue at {price}",
        "sell {item} from now on at {price}",
        "take {item} into the catalogue",
    ),
)
async def draft_new_product(
    ctx: ToolContext,
    item: Item,
    price: Price | None = None,
    name: NewName | None = None,
    category: Category | None = None,
    description: Description | None = None,
    barcode: Barcode | None = None,
    on: Day | None = None,
) -> DraftCard:
    """Draft a product that customers can order, from an item; with a price, its first base price.

    Name and category are those of the item unless others are given.
    """
    what = await one(ctx, ITEMS, item)
    called = name or what.name
    await must_be_new(ctx, PRODUCTS, called)
    code = await code_of(ctx, what)
    command = ListProduct(
        product=code,
        name=called,
        category=what.category if category is None else category,
        description=description or "",
        barcode=barcode or "",
        item=what.item,
        unit=what.unit,
    )
    steps = [Step(decider.stream(code), command)]
    origins = taken_over(what, name, category)
    if price is not None:
        step, more = first_price(ctx, command, price, on)
        steps, origins = [*steps, step], (*origins, *more)
    plan = Plan(
        steps=tuple(steps),
        title=f"Put {called} on sale",
        kind="New product",
        origins=origins,
    )
    return await ctx.propose(plan)


async def code_of(ctx: ToolContext, what: ItemRow) -> str:
    """The code of the item, which people know, unless another product has it."""
    taken = await ctx.rows(PRODUCTS.coded(what.item))
    return f"{what.item}-{await ctx.number(decider.name)}" if taken.rows else what.item


def taken_over(what: ItemRow, name: str | None, category: str | None) -> tuple[Origin, ...]:
    record = f"record of {what.name}"
    known = (("name", name, what.name), ("category", category, what.category))
    return tuple(origin(field, value, record) for field, said, value in known if said is None)


def first_price(
    ctx: ToolContext, listed: ListProduct, price: Said, on: Day | None
) -> tuple[Step, tuple[Origin, ...]]:
    amount, origins = money_of("price", price, ctx.currency, "the business")
    since = on or ctx.today
    usual = () if on else on_day("on", None, ctx.today)[1]
    command = SetBasePrice(
        product=listed.product,
        product_name=listed.name,
        unit=listed.unit,
        item=listed.item,
        price=amount,
        effective_from=since,
        decided_on=ctx.today,
        reason=FIRST,
    )
    return Step(base_price.stream(listed.product), command), (*origins, *usual)


@draft(
    title="Product change",
    edits=(
        Edit("name", "Name", "text"),
        Edit("category", "Category", "text"),
        Edit("barcode", "Barcode", "text"),
    ),
    says=(
        "give the product {product} the name {name}",
        "the product {product} gets the name {name}",
        "put the product {product} into the category {category}",
        "move the product {product} to the category {category}",
        "change the category of the product {product} to {category}",
        "give the product {product} the barcode {barcode}",
        "the product {product} gets the barcode {barcode}",
        "note for the product {product} the barcode {barcode}",
        "give the product {product} the description {description}",
        "write for the product {product} the description {description}",
    ),
)
async def draft_product_change(
    ctx: ToolContext,
    product: Product,
    name: NewName | None = None,
    category: Category | None = None,
    description: Description | None = None,
    barcode: Barcode | None = None,
) -> DraftCard:
    """Draft another name, category, description or barcode; what is left out stays as it is."""
    row = await one(ctx, PRODUCTS, product)
    reason = f"Not drafted. Say what is to be different about {row.name}."
    must_say(
        "What is to be different?",
        reason,
        name=name,
        category=category,
        description=description,
        barcode=barcode,
    )
    command = ChangeProduct(name=name, category=category, description=description, barcode=barcode)
    plan = Plan(
        steps=(Step(decider.stream(row.product), command),),
        title=f"Change {row.name} in the catalogue",
        kind="Product change",
    )
    return await ctx.propose(plan)


@draft(
    title="Delisting",
    edits=(REASON,),
    says=(
        "delist {product} [because {reason}]",
        "take {product} out of the catalogue [because {reason}]",
        "stop selling {product} [because {reason}]",
        "discontinue {product} [because {reason}]",
        "take {product} off sale",
        "withdraw {product} from sale",
        "end the sale of {product}",
        "no longer sell {product}",
        "remove {product} from the catalogue",
    ),
)
async def draft_delisting(
    ctx: ToolContext, product: Product, reason: Reason | None = None
) -> DraftCard:
    """Draft that a product is no longer sold; its history stays."""
    row = await one(ctx, PRODUCTS, product)
    why, origins = reason_of(reason)
    plan = Plan(
        steps=(Step(decider.stream(row.product), DelistProduct(reason=why)),),
        title=f"Stop selling {row.name}",
        kind="Delisting",
        origins=origins,
    )
    return await ctx.propose(plan)


@draft(
    title="Relisting",
    says=(
        "relist {product}",
        "sell {product} again",
        "put {product} back on sale",
        "put {product} back into the catalogue",
        "take {product} into the catalogue again",
        "bring {product} back to the catalogue",
        "resume selling {product}",
        "resume the sale of {product}",
    ),
)
async def draft_relisting(ctx: ToolContext, product: Product) -> DraftCard:
    """Draft that a product which was delisted is sold again, at the base price it had."""
    row = await one(ctx, PRODUCTS, product)
    plan = Plan(
        steps=(Step(decider.stream(row.product), RelistProduct()),),
        title=f"Sell {row.name} again",
        kind="Relisting",
    )
    return await ctx.propose(plan)
