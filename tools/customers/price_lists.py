"""Price lists: what groups of customers pay less than, or instead of, the base price."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator

from domain.customers.list_prices import ListPriceRow, list_prices
from domain.customers.price_list import price_list as decider
from domain.customers.price_list_events import (
    ChangePriceList,
    CreatePriceList,
    SetListPrice,
    percent,
)
from domain.customers.price_lists import PriceListRow, price_lists
from domain.kernel import Internal, Message, Public, Step
from domain.kernel.words import counted
from domain.preview import DraftCard
from tools import readings
from tools.customers.arguments import CurrencyCode, Percent
from tools.drafting import PRICE, in_unit, money_of, origin, usual
from tools.reply import Reply, asked, columns, table
from tools.resolve import ITEMS, PRICE_LISTS, must_be_new, one
from tools.slots import Item, Line, Price, PriceList, quantity, text
from tools.toolkit import Edit, Plan, ToolContext, draft, read

SHOWN = 100
NewName = Annotated[str, Line, text("What is the list called?", "The name of the price list.")]
FromQuantity = Annotated[
    readings.Said,
    BeforeValidator(readings.quantity),
    quantity("From how many on?", before=("from",)),
]


class ListedList(Message):
    """A price list, with how many prices of its own it has."""

    price_list: Public[str]
    name: Public[str]
    currency: Public[str]
    percent_off: Internal[Decimal]
    prices: Internal[int]


class ListedPrice(Message):
    """What a product costs on a price list, from a quantity on."""

    price_list: Public[str]
    product: Public[str]
    product_name: Public[str]
    from_quantity: Internal[Decimal]
    price: Internal[Decimal]
    currency: Public[str]


LISTS = columns(
    ("name", "Price list"),
    ("price_list", "Code"),
    ("currency", "Currency"),
    ("percent_off", "Percent off", "number"),
    ("prices", "Own prices", "number"),
)
PRICES = columns(
    ("product_name", "Product"),
    ("product", "Code"),
    ("from_quantity", "From", "number"),
    ("price", "Price", "price", "currency"),
)


@read(
    title="Price lists",
    says=(
        "list all price lists",
        "show the price lists",
        "which price lists do we have",
        "which price lists are there",
        "our price lists",
        "what price lists exist",
        "how many price lists are there",
        "price lists for dealers",
    ),
)
async def list_price_lists(ctx: ToolContext) -> Reply[ListedList]:
    """List the price lists, with the percentage each is below the base prices."""
    page = await ctx.rows(price_lists.where(order_by=(PriceListRow.name,), limit=SHOWN))
    there = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"There {there} {counted(page.total, 'price list')}.",
        page,
        (ListedList(**dict(row)) for row in page.rows),
        LISTS,
        noun="price list",
        query="price lists",
        streams=[decider.stream(row.price_list) for row in page.rows],
    )


@read(
    title="Price list",
    says=(
        "show the price list {price_list}",
        "what is on the price list {price_list}",
        "which prices has the price list {price_list}",
        "prices of {price_list}",
        "details of the price list {price_list}",
        "how much less is {price_list}",
        "what do customers on {price_list} pay",
        "{price_list}",
    ),
)
async def show_price_list(ctx: ToolContext, price_list: PriceList) -> Reply[ListedPrice]:
    """Show one price list: its percentage, and its own prices from each quantity on."""
    row = await one(ctx, PRICE_LISTS, price_list, "price_list")
    page = await ctx.rows(
        list_prices.where(
            ListPriceRow.price_list == row.price_list,
            order_by=(ListPriceRow.product, ListPriceRow.from_quantity),
            limit=SHOWN,
        )
    )
    off = f"{percent(row.percent_off)} below" if row.percent_off else "at"
    return table(
        ctx,
        f"{row.name} is {off} base price in {row.currency}, with "
        f"{counted(page.total, 'price')} of its own.",
        page,
        (ListedPrice(**dict(price)) for price in page.rows),
        PRICES,
        noun="price",
        query=asked("list prices", price_list=row),
        streams=(decider.stream(row.price_list),),
    )


@draft(
    title="New price list",
    edits=(Edit("name", "Name", "text"), Edit("percent", "Percent off", "number")),
    says=(
        "new price list {name}",
        "create a price list called {name}",
        "create the price list {name} with {percent} off",
        "add the price list {name}",
        "set up a price list called {name}",
        "begin a price list called {name}",
        "introduce a price list called {name}",
        "start the price list {name}",
    ),
)
async def draft_price_list(
    ctx: ToolContext,
    name: NewName,
    percent: Percent | None = None,
    currency: CurrencyCode | None = None,
) -> DraftCard:
    """Draft a price list; on it everything costs so much less than the base price."""
    await must_be_new(ctx, PRICE_LISTS, name)
    command = CreatePriceList(
        price_list=f"PL-{await ctx.number(decider.name)}",
        name=name,
        currency=currency or ctx.currency,
        percent_off=percent or Decimal(0),
    )
    said = {"currency": currency, "percent_off": percent}
    plan = Plan(
        steps=(Step(decider.stream(command.price_list), command),),
        title=f"Create the price list {name}",
        kind="New price list",
        origins=usual(said, command, currency="the business's own"),
    )
    return await ctx.propose(plan)


@draft(
    title="Price list percentage",
    edits=(Edit("percent", "Percent off", "number"),),
    says=(
        "set the discount of {price_list} to {percent}",
        "change the discount of {price_list} to {percent}",
        "make {price_list} {percent} cheaper than the base price",
        "give {percent} off on {price_list}",
        "{price_list} gets {percent} off",
        "put {price_list} at {percent} below the base price",
        "raise the discount of {price_list} to {percent}",
        "lower the discount of {price_list} to {percent}",
    ),
)
async def draft_price_list_percent(
    ctx: ToolContext, price_list: PriceList, percent: Percent
) -> DraftCard:
    """Draft how many percent below the base price everything on a price list costs."""
    row = await one(ctx, PRICE_LISTS, price_list, "price_list")
    plan = Plan(
        steps=(Step(decider.stream(row.price_list), ChangePriceList(percent_off=percent)),),
        title=f"Set {row.name} to {percent:f} % off",
        kind="Price list percentage",
        origins=(origin("percent_before", row.percent_off, f"price list {row.name}"),),
    )
    return await ctx.propose(plan)


@draft(
    title="List price",
    edits=(PRICE, Edit("from_quantity", "From", "number")),
    says=(
        "{item} costs {price} on {price_list}",
        "set the price of {item} on {price_list} to {price}",
        "change the price of {item} on {price_list} to {price}",
        "on {price_list} {item} costs {price}",
        "sell {item} at {price} on {price_list}",
        "put {item} on {price_list} at {price}",
        "the price of {item} on {price_list} is {price}",
        "charge {price} for {item} on {price_list}",
    ),
)
async def draft_list_price(
    ctx: ToolContext,
    price_list: PriceList,
    item: Item,
    price: Price,
    from_quantity: FromQuantity | None = None,
) -> DraftCard:
    """Draft what a product costs on a price list, from one piece or a larger quantity on."""
    row = await one(ctx, PRICE_LISTS, price_list, "price_list")
    what = await one(ctx, ITEMS, item)
    money, origins = money_of("price", price, row.currency, row.name)
    many = in_unit(from_quantity, what.unit, what.name).amount if from_quantity else Decimal(1)
    command = SetListPrice(
        product=what.item, product_name=what.name, price=money, from_quantity=many
    )
    plan = Plan(
        steps=(Step(decider.stream(row.price_list), command),),
        title=f"{what.name} costs {money} on {row.name}",
        kind="List price",
        origins=(*origins, *usual({"from_quantity": from_quantity}, command)),
    )
    return await ctx.propose(plan)
