"""Value: what the stock is worth at standard cost, by category or at one place."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.inventory.items import ItemRow, items
from domain.inventory.locations import LocationRow
from domain.inventory.stock_levels import StockLevelRow, stock_levels
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import Internal, Message, Public, Refused, among, dimension, measure
from domain.kernel.row import Column
from domain.kernel.wording import total
from domain.kernel.words import listed
from tools.amounts import by_currency, sums
from tools.reply import Chart, Reply, asked, columns, counting
from tools.resolve import PLACES, named
from tools.slots import Place
from tools.toolkit import ToolContext, read

GROUPS = 60
AT_A_PLACE = 5_000
BASIS = "at standard cost; an item without one counts as nothing"
NO_CATEGORY = "No category"


class Worth(Message):
    """What one category of items is worth."""

    category: Public[str]
    value: Internal[Decimal]
    items: Internal[int]
    currency: Public[str]


COLUMNS = columns(
    ("category", "Category"),
    ("value", "Value", "money", "currency"),
    ("items", "Items", "number"),
)


@read(
    title="Stock value",
    says=(
        "what is our stock worth",
        "what is all of our stock worth",
        "how much cash is in stock",
        "how much cash is tied up in inventory",
        "total value of stock",
        "total value of the stock",
        "what is the inventory worth",
        "what is our stock worth",
        "inventory value [in {place}]",
        "value of the stock [in {place}]",
        "how much money is tied up in inventory",
        "stock valuation [of {place}]",
        "how much is the inventory in {place} worth",
        "stock value by category",
        "show the value of our inventory",
        "capital in stock",
        "how much money is in the warehouse",
        "how much money is sitting in stock",
        "what is {place} worth",
    ),
)
async def stock_value(ctx: ToolContext, place: Place | None = None) -> Reply[Worth]:
    """Value the stock on hand at standard cost, by category; with a place, what lies there."""
    where = await named(ctx, PLACES, place)
    return await at_place(ctx, where) if where else await everywhere(ctx)


async def everywhere(ctx: ToolContext) -> Reply[Worth]:
    row = StockLevelRow
    held = (row.total > Decimal(0), row.standard_cost != None)  # noqa: E711 — a condition.
    measures = (measure("value", "sum", row.value), measure("items", "count"))
    total = await by_currency(ctx, stock_levels, held, *measures)
    groups = await ctx.summary(
        stock_levels.summary(
            *held,
            by=(dimension("category", row.category), dimension("currency", row.currency)),
            measures=measures,
            order_by=(Column("value", falling=True), Column("category")),
            limit=GROUPS,
        )
    )
    rows = tuple(
        Worth(**{**group, "category": group["category"] or NO_CATEGORY}) for group in groups.groups
    )
    worth = sums(total, "value", ctx.currency)
    return Reply(
        headline=f"The stock is worth {worth}{most(rows)}.",
        rows=rows,
        columns=COLUMNS,
        total_rows=groups.total,
        truncated=groups.truncated,
        totals={"value": worth},
        chart=charted(rows),
        note=f"{counting(ctx, total.rows, 'item')} · {BASIS}",
        query=asked("stock levels", by="category"),
    )


async def at_place(ctx: ToolContext, where: LocationRow) -> Reply[Worth]:
    """Balances of one place times the cost of each item; too many are refused, never cut."""
    row = StockOnHandRow
    lying = await ctx.summary(
        stock_on_hand.summary(
            row.location == where.location,
            by=(dimension("item", row.item),),
            measures=(measure("quantity", "sum", row.quantity),),
            limit=AT_A_PLACE,
        )
    )
    if lying.truncated:
        reason = f"{where.name} holds more than {AT_A_PLACE:,} items: ask for all places."
        raise Refused(reason, "too_many")
    codes = [group["item"] for group in lying.groups]
    known = await ctx.rows(items.where(among(ItemRow.item, codes), limit=AT_A_PLACE))
    rows = valued({group["item"]: group["quantity"] for group in lying.groups}, known.rows)
    worth = listed([total(amount, currency) for currency, amount in added(rows).items()])
    worth = worth or total(Decimal(0), ctx.currency)
    return Reply(
        headline=f"The stock in {where.name} is worth {worth}{most(rows)}.",
        rows=rows,
        columns=COLUMNS,
        total_rows=len(rows),
        totals={"value": worth},
        chart=charted(rows),
        note=f"{counting(ctx, lying.total, 'item')} · {BASIS}",
        query=asked("stock on hand", place=where.name, by="category"),
    )


def valued(quantities: Mapping[str, Decimal], known: Sequence[ItemRow]) -> tuple[Worth, ...]:
    """The value of each category, the highest first."""
    groups: dict[tuple[str, str], list[Decimal]] = {}
    for item in known:
        if item.standard_cost is not None:
            key = (item.category or NO_CATEGORY, item.currency)
            groups.setdefault(key, []).append(quantities[item.item] * item.standard_cost)
    rows = (
        Worth(
            category=category, currency=currency, value=sum(values, Decimal(0)), items=len(values)
        )
        for (category, currency), values in groups.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.value, row.category)))


def added(rows: Sequence[Worth]) -> dict[str, Decimal]:
    sums_: dict[str, Decimal] = {}
    for row in rows:
        sums_[row.currency] = sums_.get(row.currency, Decimal(0)) + row.value
    return sums_


def most(rows: Sequence[Worth]) -> str:
    if len(rows) < 2:
        return ""
    return f", the largest part {rows[0].category} with {total(rows[0].value, rows[0].currency)}"


def charted(rows: Sequence[Worth]) -> Chart | None:
    if len(rows) < 2 or len({row.currency for row in rows}) > 1:
        return None
    x, y = tuple(row.category for row in rows), tuple(row.value for row in rows)
    return Chart(kind="bar", title=f"Stock value by category, {rows[0].currency}", x=x, y=y)
