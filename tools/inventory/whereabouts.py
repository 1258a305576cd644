"""Whereabouts: at which place, in which condition and lot an item lies that a person means."""

from domain.inventory.items import ItemRow
from domain.inventory.locations import LocationRow
from domain.inventory.place import Place, Status
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.kernel import Refused, among, falling
from domain.kernel.wording import quantity
from tools.resolve import Candidate, missing
from tools.toolkit import ToolContext

OFFERED = 50
SPOKEN = {"quarantine": "quarantine", "hold": "on hold", "rejected": "rejected"}


def spot(where: LocationRow, status: Status = "available") -> Place:
    return Place(location=where.location, name=where.name, status=status)


def spot_of(row: StockOnHandRow) -> Place:
    known = {"location": row.location, "name": row.location_name, "status": row.status}
    return Place.model_validate(known)


async def balance(
    ctx: ToolContext,
    what: ItemRow,
    where: LocationRow | None = None,
    conditions: tuple[Status, ...] = ("available",),
    lot: str | None = None,
) -> StockOnHandRow:
    """The one balance that can be meant; among several the person says which."""
    row = StockOnHandRow
    asked = stock_on_hand.where(
        row.item == what.item,
        where is None or row.location == where.location,
        among(row.status, conditions),
        lot is None or row.lot == lot,
        order_by=(falling(row.quantity), row.location_name, row.lot),
        limit=OFFERED,
    )
    page = await ctx.rows(asked)
    if page.total == 1:
        return page.rows[0]
    at = f" in {where.name}" if where else ""
    if not page.rows:
        raise Refused(
            f"Not drafted. No {what.name} lies{at} as {' or '.join(conditions)}: count it first.",
            "not_there",
        )
    places = {each.location for each in page.rows}
    if len(places) > 1:
        options = tuple(map(as_place, page.rows))
        reason = f"Not drafted. {what.name} lies in {len(places)} places: say in which."
        raise missing("place", "In which place?", reason, options)
    options = tuple(map(as_lot, page.rows))
    reason = f"Not drafted. {what.name} lies{at} in several lots or conditions: say which."
    raise missing("lot", "Which lot?", reason, options)


def as_place(row: StockOnHandRow) -> Candidate:
    return Candidate(value=row.location, label=row.location_name, detail=lying(row))


def as_lot(row: StockOnHandRow) -> Candidate:
    return Candidate(value=row.lot, label=row.lot or "no lot", detail=lying(row))


def lying(row: StockOnHandRow) -> str:
    condition = f", {SPOKEN[row.status]}" if row.status in SPOKEN else ""
    return f"{quantity(row.quantity, row.unit)}{condition}"
