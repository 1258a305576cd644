"""Batches: whole files of units, locations, items and stock, each taken over as one draft."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.inventory.item import RegisterItem, item
from domain.inventory.item_card import ItemCard
from domain.inventory.items import ItemRow, items
from domain.inventory.location import LocationCard, RegisterLocation, location
from domain.inventory.locations import LocationRow, locations
from domain.inventory.stock import TAKEN_BACK, OpenStock, stock
from domain.inventory.stock_movements import StockMovementRow, stock_movements
from domain.inventory.unit import RegisterUnit, UnitCard, unit
from domain.inventory.units import units
from domain.kernel import Internal, Message, Money, Public, Step
from tools.taking_over import BatchDraft, every, take_over
from tools.toolkit import ToolContext, draft, read

Title = Annotated[str, StringConstraints(min_length=1, max_length=200)]
MOST = Field(min_length=1, max_length=10_000)


class KnownOpening(Message):
    """What an opening balance put at a place, and nobody took back."""

    item: Public[str]
    location: Public[str]
    lot: Public[str]
    quantity: Internal[Decimal]
    unit: Public[str]


class KnownInventory(Message):
    """What is there already, in the form in which it is taken over."""

    currency: Public[str]
    units: Public[tuple[UnitCard, ...]]
    locations: Public[tuple[LocationCard, ...]]
    items: Internal[tuple[ItemCard, ...]]
    openings: Internal[tuple[KnownOpening, ...]]


@draft(says=(), title="Units of measure", listed=False)
async def draft_unit_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[RegisterUnit, ...], MOST]
) -> BatchDraft:
    """Draft the units of measure of a file, all of them in one draft."""
    steps = (Step(unit.stream(record.code), record) for record in records)
    return await take_over(ctx, title, steps)


@draft(says=(), title="Locations", listed=False)
async def draft_location_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[RegisterLocation, ...], MOST]
) -> BatchDraft:
    """Draft the locations of a file, all of them in one draft."""
    steps = (Step(location.stream(record.location), record) for record in records)
    return await take_over(ctx, title, steps)


@draft(says=(), title="Items", listed=False)
async def draft_item_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[RegisterItem, ...], MOST]
) -> BatchDraft:
    """Draft the items of a file, all of them in one draft."""
    steps = (Step(item.stream(record.item), record) for record in records)
    return await take_over(ctx, title, steps)


@draft(says=(), title="Stock on hand", listed=False)
async def draft_stock_batch(
    ctx: ToolContext, title: Title, records: Annotated[tuple[OpenStock, ...], MOST]
) -> BatchDraft:
    """Draft the opening balances of a file, all of them in one draft."""
    steps = (Step(stock.stream(record.item), record) for record in records)
    return await take_over(ctx, title, steps)


@read(says=(), title="Inventory as it stands", listed=False)
async def known_inventory(ctx: ToolContext) -> KnownInventory:
    """Everything in inventory that a file to be taken over may hold already, or refer to."""
    return KnownInventory(
        currency=ctx.currency,
        units=tuple(
            [UnitCard(code=row.code, name=row.name) for row in await every(ctx, units.where())]
        ),
        locations=tuple([place(row) for row in await every(ctx, locations.where())]),
        items=tuple([card(row) for row in await every(ctx, items.where())]),
        openings=await openings(ctx),
    )


def place(row: LocationRow) -> LocationCard:
    return LocationCard.model_validate(dict(row))


def card(row: ItemRow) -> ItemCard:
    fields = {name: getattr(row, name) for name in ItemCard.model_fields}
    cost = row.standard_cost
    money = None if cost is None else Money(amount=cost, currency=row.currency)
    return ItemCard.model_validate(fields | {"standard_cost": money})


async def openings(ctx: ToolContext) -> tuple[KnownOpening, ...]:
    """Opening balances that stand; what was taken back may be entered again."""
    opened = await every(ctx, stock_movements.where(StockMovementRow.kind == "opening"))
    undone = await every(ctx, stock_movements.where(StockMovementRow.reason == TAKEN_BACK))
    standing = {(row.item, row.target, row.lot): row for row in opened}
    for row in sorted(undone, key=lambda row: row.movement):
        last = standing.get((row.item, row.source, row.lot))
        if last and before(last.movement, row.movement):
            del standing[row.item, row.source, row.lot]
    return tuple([opening(row) for row in standing.values()])


def before(earlier: str, later: str) -> bool:
    """Whether one movement of a stream came before another; the name ends in its number."""
    return int(earlier.rpartition(".")[2]) < int(later.rpartition(".")[2])


def opening(row: StockMovementRow) -> KnownOpening:
    return KnownOpening(
        item=row.item, location=row.target, lot=row.lot, quantity=row.quantity, unit=row.unit
    )


BATCHES = (
    draft_unit_batch,
    draft_location_batch,
    draft_item_batch,
    draft_stock_batch,
    known_inventory,
)
