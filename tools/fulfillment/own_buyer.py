"""Own buyer: whoever orders for themselves, and what of the catalogue is offered to them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.category.products import ProductRow
from domain.customers.customers import CustomerRow, customers
from domain.inventory.items import ItemRow
from domain.kernel import Refused
from tools.fulfillment.offering import Offer
from tools.resolve import PRODUCTS, one
from tools.toolkit import OnOffer, ToolContext

ACTIVE = "active"


async def buyer(ctx: ToolContext) -> CustomerRow:
    """The one account that the caller belongs to: no other can be read here."""
    row = (await ctx.rows(customers.where(limit=1))).first
    if row is None:
        reason = "No customer account is named for you yet. Ask the business to name it."
        raise Refused(reason, "no_account")
    return row


async def able_buyer(ctx: ToolContext) -> CustomerRow:
    row = await buyer(ctx)
    if row.status != ACTIVE:
        reason = f"Not drafted. The account of {row.name} cannot order now: open a ticket to ask."
        raise Refused(reason, "account_not_active")
    return row


async def own_offer(ctx: ToolContext, said: str) -> tuple[Offer, OnOffer]:
    """The product called so, with the item that it is, as far as a buyer is told of it."""
    product = await one(ctx, PRODUCTS, said)
    known = (await ctx.on_offer([product.item])).get(product.item)
    if known is None:
        raise Refused(f"Not drafted. {product.name} cannot be ordered now.", "not_on_offer")
    return offer_of(product, known), known


def offer_of(product: ProductRow, known: OnOffer) -> Offer:
    item = ItemRow(item=known.item, name=known.name, unit=known.unit, category=known.category)
    return Offer(item, product)


def free_in(known: Mapping[str, OnOffer], offers: Sequence[Offer]) -> dict[str, Decimal]:
    return {o.item.item: known[o.item.item].free for o in offers if o.item.item in known}
