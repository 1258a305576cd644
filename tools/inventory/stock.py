"""Stock: how much of what lies where, and in what condition."""

from decimal import Decimal
from typing import Annotated, Literal

from domain.inventory.items import ItemRow
from domain.inventory.locations import LocationRow
from domain.inventory.stock import stock
from domain.inventory.stock_on_hand import StockOnHandRow
from domain.inventory.stock_on_hand import stock_on_hand as lying
from domain.kernel import Internal, Message, Public, Summarised, dimension, measure
from domain.kernel.wording import quantity
from domain.kernel.words import counted, listed
from tools.reply import Reply, asked, columns, table
from tools.resolve import ITEMS, PLACES, named
from tools.slots import Item, Place, choice
from tools.toolkit import ToolContext, read

SHOWN = 100
FREE = "available"
SPOKEN = {"quarantine": "in quarantine", "hold": "on hold", "rejected": "rejected"}

Condition = Annotated[
    Literal["available", "quarantine", "hold", "rejected"],
    choice(
        "Available, in quarantine, on hold or rejected?",
        "The condition of the goods.",
        available=("available", "usable", "free", "good"),
        quarantine=("quarantine", "in quarantine", "quarantined", "damaged", "to inspect"),
        hold=("on hold", "held", "blocked", "reserved"),
        rejected=("rejected", "unusable"),
    ),
]


class Lying(Message):
    """How much of an item lies at one place in one condition."""

    item: Public[str]
    item_name: Public[str]
    location: Public[str]
    location_name: Public[str]
    status: Public[str]
    lot: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]


FIELDS = set(Lying.model_fields)
COLUMNS = columns(
    ("item_name", "Item"),
    ("item", "Code"),
    ("location_name", "Place"),
    ("status", "Condition", "status"),
    ("lot", "Lot"),
    ("quantity", "Quantity", "quantity", "unit"),
)


@read(
    title="Stock on hand",
    core=True,
    says=(
        "how many {item} do we have [in {place}]",
        "how many {item} are {status}",
        "stock of {item} [in {place}]",
        "how much {item} is left [in {place}]",
        "how much {item} is there",
        "do we have {item}",
        "do we have any {item}",
        "is {item} in stock",
        "{item} in stock",
        "what is in {place}",
        "what is in {status}",
        "inventory of {item}",
        "on hand {item}",
        "{item} stock level",
        "where are the {item}",
        "where do we keep the {item}",
        "do we have enough {item}",
        "what do we have in stock [in {place}]",
        "what do we have in {place}",
        "how many {item} are left in {place}",
        "count of {item} [in {place}]",
        "what is {status} in {place}",
    ),
)
async def stock_on_hand(
    ctx: ToolContext,
    item: Item | None = None,
    place: Place | None = None,
    status: Condition | None = None,
) -> Reply[Lying]:
    """Show stock on hand by item, place and condition; only what is available can be used."""
    what, where = await named(ctx, ITEMS, item), await named(ctx, PLACES, place)
    row = StockOnHandRow
    conditions = (
        what is None or row.item == what.item,
        where is None or row.location == where.location,
        status is None or row.status == status,
    )
    order = (row.item_name, row.location_name, row.status, row.lot)
    page = await ctx.rows(lying.where(*conditions, order_by=order, limit=SHOWN))
    held = await ctx.summary(
        lying.summary(
            *conditions,
            by=(dimension("status", row.status), dimension("unit", row.unit)),
            measures=(measure("quantity", "sum", row.quantity),),
        )
    )
    return table(
        ctx,
        on_hand(what, where, status, held) if what else here(where, status, page.total),
        page,
        [Lying(**each.model_dump(include=FIELDS)) for each in page.rows],
        COLUMNS,
        noun="balance",
        query=asked("stock on hand", item=what, place=where, condition=status),
        streams=[stock.stream(each.item) for each in page.rows],
        totals=sums_of(held) if what else {},
    )


def sums_of(held: Summarised) -> dict[str, str]:
    """How much there is in each condition."""
    return {group["status"]: quantity(group["quantity"], group["unit"]) for group in held.groups}


def on_hand(what: ItemRow, where: LocationRow | None, status: str | None, held: Summarised) -> str:
    """What is free comes first; what is not to be used is named beside it, never added to it."""
    at = f" in {where.name}" if where else ""
    amounts = {group["status"]: group["quantity"] for group in held.groups}
    if status and status != FREE:
        amount = quantity(amounts.get(status, Decimal(0)), what.unit)
        return f"{amount} {what.name} are {SPOKEN[status]}{at}."
    free = quantity(amounts.get(FREE, Decimal(0)), what.unit)
    apart = [f"{quantity(amounts[s], what.unit)} {SPOKEN[s]}" for s in SPOKEN if amounts.get(s)]
    beside = f", and {listed(apart)}" if apart and not status else ""
    return f"{free} {what.name} are available{at}{beside}."


def here(where: LocationRow | None, status: str | None, total: int) -> str:
    at = f" in {where.name}" if where else ""
    kind = f" {SPOKEN.get(status, status)}" if status else ""
    if not total:
        return f"Nothing lies{kind}{at}." if where or status else "Nothing is in stock."
    verb = "lies" if total == 1 else "lie"
    return (
        f"{counted(total, 'balance')} {verb}{kind}{at}."
        if where or status
        else (f"{counted(total, 'balance')} {'is' if total == 1 else 'are'} in stock.")
    )
