"""Stock changes: goods moved from place to place, counted, scrapped, or in another condition."""

from typing import Annotated

from pydantic import StringConstraints

from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.inventory.place import Place as Spot
from domain.inventory.place import Status
from domain.inventory.stock import AdjustStock, MoveStock, stock
from domain.inventory.stock_on_hand import StockOnHandRow
from domain.kernel import Money, Quantity, Refused, Step
from domain.preview import DraftCard
from tools.drafting import QUANTITY, REASON, goods, in_unit, on_day, origin, positive
from tools.inventory.stock import Condition
from tools.inventory.whereabouts import balance, spot, spot_of
from tools.readings import ONE_LINE
from tools.resolve import ITEMS, PLACES, named, one
from tools.slots import CountedOn, Item, Place, Reason, Source, Target, text
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Plan, ToolContext, draft

Lot = Annotated[
    str,
    StringConstraints(max_length=100, pattern=ONE_LINE),
    text("Which lot?", "The lot, where goods are kept in lots.", before=("lot", "batch")),
]
FREE: tuple[Status, ...] = ("available",)
APART: tuple[Status, ...] = ("quarantine", "hold", "rejected")


@draft(
    title="Stock move",
    edits=(QUANTITY,),
    says=(
        "move {quantity} {item} from {source} to {target}",
        "transfer {quantity} {item} from {source} to {target}",
        "moved {quantity} {item} from {source} to {target}",
        "put {quantity} {item} from {source} into {target}",
        "bring {quantity} {item} from {source} to {target}",
        "bring {quantity} {item} from {source} over to {target}",
        "shift {quantity} {item} to {target} from {source}",
        "relocate {quantity} {item} from {source} to {target}",
        "take {quantity} {item} out of {source} to {target}",
        "stock transfer {quantity} {item} {source} {target}",
        "{quantity} {item} go from {source} to {target}",
        "send {quantity} {item} from {source} to {target}",
    ),
)
async def draft_stock_move(
    ctx: ToolContext,
    item: Item,
    quantity: QuantitySlot,
    source: Source,
    target: Target,
    lot: Lot | None = None,
) -> DraftCard:
    """Draft a move of available stock from one place to another."""
    what = await one(ctx, ITEMS, item)
    leaves = await one(ctx, PLACES, source, "source")
    goes = await one(ctx, PLACES, target, "target")
    positive(quantity, "The quantity")
    there = await balance(ctx, what, leaves, FREE, lot)
    amount = in_unit(quantity, what.unit, what.name)
    move = moving(ctx, what, amount, spot(leaves), spot(goes), there.lot, "")
    plan = Plan(
        steps=(Step(stock.stream(what.item), move),),
        title=f"Move {goods(amount, what)} from {leaves.name} to {goes.name}",
        kind="Stock move",
        origins=in_lot(lot, there),
    )
    return await ctx.propose(plan)


@draft(
    title="Stock condition",
    edits=(QUANTITY, REASON),
    says=(
        "put {quantity} {item} {status} [in {place}]",
        "set {quantity} {item} to {status}",
        "make {quantity} {item} {status} again",
        "release {quantity} {item} from quarantine @ status=available",
        "quarantine {quantity} {item} [in {place}] @ status=quarantine",
        "block {quantity} {item} [in {place}] @ status=hold",
        "reject {quantity} {item} [in {place}] @ status=rejected",
        "{quantity} {item} are {status} now",
        "mark {quantity} {item} as {status}",
    ),
)
async def draft_stock_condition(
    ctx: ToolContext,
    item: Item,
    quantity: QuantitySlot,
    status: Condition,
    place: Place | None = None,
    lot: Lot | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft another condition of goods where they lie: quarantine, hold, rejected or available."""
    what, where = await one(ctx, ITEMS, item), await named(ctx, PLACES, place)
    positive(quantity, "The quantity")
    there = await balance(ctx, what, where, APART if status == "available" else FREE, lot)
    amount = in_unit(quantity, what.unit, what.name)
    source = spot_of(there)
    target = source.model_copy(update={"status": status})
    move = moving(ctx, what, amount, source, target, there.lot, reason or "")
    plan = Plan(
        steps=(Step(stock.stream(what.item), move),),
        title=f"Make {goods(amount, what)} {status} in {there.location_name}",
        kind="Stock condition",
        origins=(*at_place(place, there), *in_lot(lot, there)),
    )
    return await ctx.propose(plan)


@draft(
    title="Stock count",
    edits=(QUANTITY,),
    says=(
        "counted {quantity} {item} in {place}",
        "the count of {item} in {place} is {quantity}",
        "count {item} {place} {quantity}",
        "set {item} in {place} to {quantity}",
        "correct the stock of {item} in {place} to {quantity}",
        "there are only {quantity} {item} in {place}",
        "physical count of {item} in {place} {quantity}",
        "stock count {item} {place} {quantity}",
        "adjust {item} to {quantity} in {place}",
        "we counted {quantity} {item} in {place} [on {counted_on}]",
        "inventory count of {item} in {place}: {quantity}",
    ),
)
async def draft_stock_count(
    ctx: ToolContext,
    item: Item,
    quantity: QuantitySlot,
    place: Place,
    status: Condition | None = None,
    lot: Lot | None = None,
    counted_on: CountedOn | None = None,
) -> DraftCard:
    """Draft the result of a count: the books then agree with what was found at the place."""
    what, where = await one(ctx, ITEMS, item), await one(ctx, PLACES, place)
    on, today = on_day("counted_on", counted_on, ctx.today)
    counted = AdjustStock(
        item=what.item,
        item_name=what.name,
        quantity=in_unit(quantity, what.unit, what.name),
        place=spot(where, status or "available"),
        lot=lot or "",
        counted_on=on,
        unit_cost=cost_of(what),
        reason="Stock count",
    )
    plan = Plan(
        steps=(Step(stock.stream(what.item), counted),),
        title=f"Count {goods(counted.quantity, what)} in {where.name}",
        kind="Stock count",
        origins=today,
    )
    return await ctx.propose(plan)


@draft(
    title="Scrap",
    edits=(QUANTITY, REASON),
    says=(
        "scrap {quantity} {item} [in {place}]",
        "throw away {quantity} {item}",
        "write off {quantity} {item} [from {place}]",
        "{quantity} {item} are broken, scrap them",
        "dispose of {quantity} {item} [in {place}]",
        "bin {quantity} {item}",
        "discard {quantity} {item} [from {place}]",
        "get rid of {quantity} {item}",
        "destroy {quantity} {item} [in {place}]",
    ),
)
async def draft_scrap(
    ctx: ToolContext,
    item: Item,
    quantity: QuantitySlot,
    place: Place | None = None,
    status: Condition | None = None,
    lot: Lot | None = None,
    reason: Reason | None = None,
) -> DraftCard:
    """Draft the writing off of goods that lie at a place; the loss is money at stake."""
    what, where = await one(ctx, ITEMS, item), await named(ctx, PLACES, place)
    lost = positive(quantity, "The quantity")
    there = await balance(ctx, what, where, (status,) if status else FREE, lot)
    amount = in_unit(quantity, what.unit, what.name)
    if lost > there.quantity:
        held = amount.same(there.quantity)
        reason_why = f"Not drafted. {held} of {what.name} lie in {there.location_name}"
        raise Refused(f"{reason_why} and {amount} were to be scrapped.", "not_enough")
    left = AdjustStock(
        item=what.item,
        item_name=what.name,
        quantity=amount.same(there.quantity - lost),
        place=spot_of(there),
        lot=there.lot,
        counted_on=ctx.today,
        unit_cost=cost_of(what),
        reason=f"{amount} scrapped" + (f": {reason}" if reason else ""),
    )
    plan = Plan(
        steps=(Step(stock.stream(what.item), left),),
        title=f"Scrap {goods(amount, what)} in {there.location_name}",
        kind="Scrap",
        origins=(*at_place(place, there), *in_lot(lot, there)),
    )
    return await ctx.propose(plan)


def moving(
    ctx: ToolContext,
    what: ItemRow,
    amount: Quantity,
    source: Spot,
    target: Spot,
    lot: str,
    reason: str,
) -> MoveStock:
    return MoveStock(
        item=what.item,
        item_name=what.name,
        quantity=amount,
        source=source,
        target=target,
        lot=lot,
        moved_on=ctx.today,
        reason=reason,
    )


def cost_of(what: ItemRow) -> Money | None:
    if what.standard_cost is None:
        return None
    return Money(amount=what.standard_cost, currency=what.currency)


def in_lot(said: str | None, there: StockOnHandRow) -> tuple[Origin, ...]:
    """That there is only one lot, where nobody named it."""
    if said is not None or not there.lot:
        return ()
    return (origin("lot", there.lot, f"the only lot in {there.location_name}"),)


def at_place(said: str | None, there: StockOnHandRow) -> tuple[Origin, ...]:
    if said is not None:
        return ()
    return (origin("place", there.location_name, f"the only place of {there.item_name}"),)
