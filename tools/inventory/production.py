"""Production: what the workshop made goes into stock, ready to be sold."""

from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.inventory.locations import LocationRow
from domain.inventory.place import MAIN
from domain.inventory.stock import BookProduction, stock
from domain.kernel import Refused, Step
from domain.preview import DraftCard
from tools.drafting import QUANTITY, goods, in_unit, on_day, origin, positive
from tools.inventory.stock_changes import Lot
from tools.inventory.whereabouts import spot
from tools.resolve import ITEMS, PLACES, PRODUCTS, missing, named, one
from tools.slots import Item, MadeOn, Place, Product
from tools.slots import Quantity as QuantitySlot
from tools.toolkit import Plan, ToolContext, draft

RETIRED = "retired"


@draft(
    title="Goods made",
    edits=(QUANTITY,),
    says=(
        "{quantity} {item} came from the workshop [on {made_on}]",
        "{quantity} {item} came out of the workshop [on {made_on}]",
        "{quantity} {item} arrived from the workshop [on {made_on}]",
        "we made {quantity} {item} [on {made_on}]",
        "i made {quantity} {item} [on {made_on}]",
        "we finished {quantity} {item} [on {made_on}]",
        "i finished {quantity} {item} [on {made_on}]",
        "we have made {quantity} {item}",
        "the workshop made {quantity} {item} [on {made_on}]",
        "the workshop finished {quantity} {item} [on {made_on}]",
        "{quantity} {item} are finished",
        "{quantity} finished {item}",
        "book production of {quantity} {item} [in {place}]",
        "take {quantity} {item} from the workshop into {place}",
        "produced {quantity} {item} [on {made_on}]",
        "finished goods {quantity} {item} [in {place}]",
        "receive {quantity} {item} from the workshop",
        "receive finished {item} {quantity}",
        "{quantity} {product} came from the workshop [on {made_on}]",
        "{quantity} {product} arrived from the workshop [on {made_on}]",
        "we made {quantity} {product} [on {made_on}]",
        "we finished {quantity} {product} [on {made_on}]",
        "i finished {quantity} {product} [on {made_on}]",
        "the workshop made {quantity} {product} [on {made_on}]",
        "{quantity} {product} are finished",
    ),
)
async def draft_goods_made(
    ctx: ToolContext,
    quantity: QuantitySlot,
    item: Item | None = None,
    product: Product | None = None,
    place: Place | None = None,
    lot: Lot | None = None,
    made_on: MadeOn | None = None,
) -> DraftCard:
    """Draft the entry of goods that the workshop made; orders that wait can then be filled."""
    what, where = await made_of(ctx, item, product), await named(ctx, PLACES, place)
    positive(quantity, "The quantity")
    if what.status == RETIRED:
        reason = f"Not drafted. {what.name} is retired: reinstate the item first."
        raise Refused(reason, "item_retired")
    on, today = on_day("made_on", made_on, ctx.today)
    command = BookProduction(
        item=what.item,
        item_name=what.name,
        quantity=in_unit(quantity, what.unit, what.name),
        place=spot(where) if where else MAIN,
        lot=lot or "",
        made_on=on,
    )
    plan = Plan(
        steps=(Step(stock.stream(what.item), command),),
        title=titled(command, what),
        kind="Goods made",
        origins=(*into_main(where), *today),
    )
    return await ctx.propose(plan)


async def made_of(ctx: ToolContext, item: str | None, product: str | None) -> ItemRow:
    """The item that was named, or the one that a product is sold from."""
    if product is not None:
        return await one(ctx, ITEMS, (await one(ctx, PRODUCTS, product, "product")).item)
    if item is not None:
        return await one(ctx, ITEMS, item)
    raise missing("item", "Which item?", "Not drafted. Nothing was named: say what was made.")


def titled(command: BookProduction, what: ItemRow) -> str:
    return f"Take in {goods(command.quantity, what)} from the workshop to {command.place.name}"


def into_main(where: LocationRow | None) -> tuple[Origin, ...]:
    if where is not None:
        return ()
    return (origin("place", MAIN.name, "where goods go, no other place was named", "default"),)
