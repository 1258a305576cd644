"""Items: what we buy, make or sell, with its unit, its cost and its reorder rule."""

from decimal import Decimal
from typing import Annotated, Literal

from domain.inventory.item import item as decider
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.kernel import Internal, Message, Public, contains, measure
from domain.kernel.wording import quantity
from domain.kernel.words import counted
from domain.procurement.order_lines import OrderLineRow, order_lines
from tools.reply import Reply, asked, columns, counting, table
from tools.resolve import ITEMS, one
from tools.slots import Item, Line, choice, text
from tools.toolkit import ToolContext, read

SHOWN = 100

Kind = Annotated[
    Literal["raw", "component", "finished"],
    choice(
        "Raw material, component or finished goods?",
        "What kind of item.",
        raw=("raw", "raw material", "material"),
        component=("component", "part", "semi-finished"),
        finished=("finished", "finished goods", "product", "end product"),
    ),
]
Category = Annotated[
    str, Line, text("Which category?", "A part of the category's name.", before=("category",))
]


class ListedItem(Message):
    """An item with what is available of it and when more is ordered."""

    item: Public[str]
    item_name: Public[str]
    category: Public[str]
    kind: Public[str]
    supply: Public[str]
    status: Public[str]
    available: Internal[Decimal]
    total: Internal[Decimal]
    reorder_point: Internal[Decimal]
    order_up_to: Internal[Decimal]
    unit: Public[str]
    standard_cost: Internal[Decimal | None]
    currency: Public[str]


LIST_COLUMNS = columns(
    ("item_name", "Item"),
    ("item", "Code"),
    ("category", "Category"),
    ("available", "Available", "quantity", "unit"),
    ("standard_cost", "Cost", "price", "currency"),
)
CARD_COLUMNS = columns(
    ("item_name", "Item"),
    ("item", "Code"),
    ("category", "Category"),
    ("kind", "Kind"),
    ("supply", "Supply"),
    ("status", "Status", "status"),
    ("available", "Available", "quantity", "unit"),
    ("total", "On hand", "quantity", "unit"),
    ("reorder_point", "Reorder point", "quantity", "unit"),
    ("order_up_to", "Order up to", "quantity", "unit"),
    ("standard_cost", "Cost", "price", "currency"),
)


@read(
    title="Items",
    says=(
        "list items",
        "list {kind} items",
        "show all items",
        "which items do we have",
        "{kind} items",
        "item list",
        "all {kind} items",
        "what {kind} items are there",
        "show me the {kind} items",
        "how many items are there",
        "our materials @ kind=raw",
        "product catalogue @ kind=finished",
    ),
)
async def list_items(
    ctx: ToolContext, kind: Kind | None = None, category: Category | None = None
) -> Reply[ListedItem]:
    """List items by kind or category, with what is available of each."""
    row = StockLevelRow
    conditions = (
        row.status == "active",
        kind is None or row.kind == kind,
        category is None or contains(row.category, category or ""),
    )
    page = await ctx.rows(stock_levels.where(*conditions, order_by=(row.item_name,), limit=SHOWN))
    noun = f"{kind} item" if kind else "item"
    verb = "is" if page.total == 1 else "are"
    return table(
        ctx,
        f"{counted(page.total, noun)} {verb} in use." if page.total else f"No {noun} is in use.",
        page,
        map(listed_item, page.rows),
        LIST_COLUMNS,
        noun="item",
        query=asked("items in use", kind=kind, category=category),
        streams=[decider.stream(each.item) for each in page.rows],
    )


@read(
    title="Item",
    says=(
        "show item {item}",
        "item details of {item}",
        "describe {item}",
        "details of {item}",
        "item {item}",
        "reorder point of {item}",
        "what is the reorder point of {item}",
        "unit of {item}",
        "how is {item} counted",
        "{item}",
        "standard cost of {item}",
        "what category is {item}",
        "tell me about {item}",
        "item card {item}",
    ),
)
async def show_item(ctx: ToolContext, item: Item) -> Reply[ListedItem]:
    """Show one item: category, unit, cost, reorder rule, what is available and on order."""
    what = await one(ctx, ITEMS, item)
    level = (await ctx.rows(stock_levels.where(StockLevelRow.item == what.item))).rows
    to_come = order_lines.summary(
        OrderLineRow.item == what.item,
        measures=(measure("coming", "sum", OrderLineRow.outstanding),),
    )
    coming = (await ctx.summary(to_come)).totals["coming"] or Decimal(0)
    free = quantity(level[0].available if level else Decimal(0), what.unit)
    order_more = (
        f"it is reordered below {quantity(what.reorder_point, what.unit)}"
        if what.reorder_point
        else "it has no reorder point"
    )
    return Reply(
        headline=f"{free} {what.name} are available and {quantity(coming, what.unit)} on order; "
        f"{order_more}.",
        rows=tuple(map(listed_item, level)),
        columns=CARD_COLUMNS,
        total_rows=len(level),
        note=counting(ctx, 1, "item"),
        query=asked("items", item=what.name),
        streams=(decider.stream(what.item),),
    )


def listed_item(row: StockLevelRow) -> ListedItem:
    return ListedItem(**row.model_dump(include=set(ListedItem.model_fields)))
