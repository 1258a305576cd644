"""Offering: which product is ordered, and what it costs this customer, with the reason."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from domain.analysis import pricing
from domain.analysis.pricing import Priced
from domain.analysis.stacking import Promoted
from domain.category.products import LISTED, UNLISTED, ProductRow
from domain.customers.customers import CustomerRow
from domain.customers.list_prices import ListPriceRow, list_prices
from domain.customers.price_lists import PriceListRow, price_lists
from domain.fulfillment.order_status import ENDED
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.governance.proposal import Origin
from domain.inventory.items import ItemRow
from domain.kernel import Money, Quantity, Refused, among, falling
from domain.kernel.wording import price as price_words
from domain.kernel.wording import short_day
from domain.kernel.words import day
from tools.drafting import money_of, origin
from tools.promoting import buyer_of, floors_under, least, promotions_on
from tools.readings import Said
from tools.resolve import ITEMS, PRODUCTS, SHOWN, Candidate, found, missing, one, told, which
from tools.toolkit import ToolContext

LONGEST = 200
"""So long may a reason on a line be."""
STEPS = 10_000
NO_BASE = "no_base_price"
Steps = Mapping[str, tuple[pricing.Step, ...]]


@dataclass(frozen=True)
class Offer:
    """What is sold: a product of the catalogue, or an item that no product is listed for."""

    item: ItemRow
    product: ProductRow | None = None

    @property
    def code(self) -> str:
        return self.product.product if self.product else self.item.item

    @property
    def name(self) -> str:
        return self.product.name if self.product else self.item.name

    @property
    def category(self) -> str:
        return self.product.category if self.product else self.item.category


@dataclass(frozen=True)
class PriceList:
    """The price list a customer is on, with what it asks for these products of its own.

    Beside it the promotions that hold for this customer today, with what they may not go below.
    """

    row: PriceListRow | None = None
    steps: Steps | None = None
    promotions: tuple[Promoted, ...] = ()
    floors: Mapping[str, Money] = field(default_factory=dict)

    @cached_property
    def head(self) -> pricing.Terms | None:
        """The list without the prices that it has for single products."""
        row = self.row
        if row is None:
            return None
        name = row.name or row.price_list
        return pricing.Terms(name=name, currency=row.currency, percent_off=row.percent_off)

    def terms(self, offer: Offer) -> pricing.Terms | None:
        steps = (self.steps or {}).get(offer.code, ())
        return self.head and self.head.model_copy(update={"steps": steps})


async def offered(ctx: ToolContext, said: str, slot: str = "") -> Offer:
    """The product called so; where an item is called so, the one product it is sold as."""
    exact, near = await found(ctx, PRODUCTS, said)
    known = [row for row in exact if row.status != UNLISTED]
    if known:
        product = await told(ctx, PRODUCTS, said, (known, near), slot)
        return Offer(await one(ctx, ITEMS, product.item), product)
    goods, alike = await found(ctx, ITEMS, said)
    if near and not goods:
        await told(ctx, PRODUCTS, said, ([], near), slot)
    item = await told(ctx, ITEMS, said, (goods, alike), slot)
    sold_as = await ctx.rows(
        PRODUCTS.rows.where(ProductRow.item == item.item, ProductRow.status == LISTED, limit=SHOWN)
    )
    if len(sold_as.rows) > 1:
        raise which(PRODUCTS, slot or "product", said, list(sold_as.rows), "is sold as")
    return Offer(item, sold_as.first)


async def price_list_of(
    ctx: ToolContext, who: CustomerRow | None, offers: Sequence[Offer], on: date | None = None
) -> PriceList:
    """What this customer pays for these by list, and what promotions of the day make of it."""
    listed = await own_list_of(ctx, who, offers)
    goods = [each.product for each in offers if each.product]
    holding = await promotions_on(ctx, goods, buyer_of(who), on or ctx.today)
    if not holding:
        return listed
    under = await floors_under(ctx, [each.item for each in offers])
    return replace(listed, promotions=holding, floors=under)


async def own_list_of(
    ctx: ToolContext, who: CustomerRow | None, offers: Sequence[Offer]
) -> PriceList:
    """One in another currency than the customer's is no use: base prices are asked instead."""
    if who is None or not who.price_list:
        return PriceList()
    codes = sorted({code for each in offers for code in (each.code, each.item.item)})
    lists, prices = await ctx.many(
        [
            price_lists.where(PriceListRow.price_list == who.price_list, limit=1),
            list_prices.where(
                ListPriceRow.price_list == who.price_list,
                among(ListPriceRow.product, codes),
                limit=STEPS,
            ),
        ]
    )
    row = lists.first
    if row is None or row.currency != (who.currency or ctx.currency):
        return PriceList()
    listed: dict[str, list[ListPriceRow]] = defaultdict(list)
    for price in prices.rows:
        listed[price.product].append(price)
    return PriceList(row, {each.code: own_prices(each, listed) for each in offers})


def own_prices(
    offer: Offer, listed: Mapping[str, Sequence[ListPriceRow]]
) -> tuple[pricing.Step, ...]:
    """What the list asks for the product, or else for the item that it is."""
    own = listed.get(offer.code) or listed.get(offer.item.item, ())
    return tuple(
        pricing.Step(
            product=offer.code,
            from_quantity=row.from_quantity,
            price=Money(amount=row.price, currency=row.currency),
        )
        for row in own
    )


async def price_for(
    ctx: ToolContext,
    who: CustomerRow,
    offer: Offer,
    quantity: Quantity,
    prices: PriceList,
    said: Said | None = None,
) -> tuple[Priced, tuple[Origin, ...]]:
    """What was said overrules what is listed; what has no price is asked for."""
    if said is not None:
        if offer.product:
            pricing.sellable(offer.product, quantity)
        each, origins = money_of("price", said, who.currency or ctx.currency, who.name)
        return Priced(price=each, reason=f"said by {ctx.user} on {day(ctx.today)}"), origins
    listed = at_list(offer, quantity, prices, ctx.today)
    if listed is None or listed.price.currency != (who.currency or ctx.currency):
        raise await price_needed(ctx, who, offer, listed)
    listed = listed.model_copy(update={"reason": listed.reason[:LONGEST]})
    return listed, (origin("price", listed.price, listed.reason),)


def at_list(offer: Offer, quantity: Quantity, prices: PriceList, on: date) -> Priced | None:
    """The price of the catalogue, the list and promotions; none where there is none to begin."""
    product, terms = offer.product, prices.terms(offer)
    if product is None:
        return None
    if terms and not product.currency:
        product = product.model_copy(update={"currency": terms.currency})
    try:
        floor = least(prices.floors, product)
        return pricing.priced(product, terms, prices.promotions, quantity, on, floor)
    except Refused as refused:
        if refused.code == NO_BASE:
            return None
        raise


async def price_needed(
    ctx: ToolContext, who: CustomerRow, offer: Offer, listed: Priced | None
) -> Refused:
    """A price must be said; what this customer paid last helps to say it."""
    row = SalesOrderLineRow
    sold = sales_order_lines.where(
        row.item == offer.item.item,
        row.customer == who.customer,
        row.status != ENDED[0],
        order_by=(falling(row.ordered_on), falling(row.order)),
        limit=1,
        counted=False,
    )
    last = (await ctx.rows(sold)).first
    pays = who.currency or ctx.currency
    why = f"is priced at {listed.price}, and {who.name} pays in {pays}" if listed else ""
    reason = f"Not drafted. {offer.name} {why or 'has no price'}."
    if last is None:
        unit = offer.item.unit
        return missing("price", "At what price?", f"{reason} Give the price of one {unit}.")
    shown = price_words(last.price, last.currency, last.unit)
    when = short_day(last.ordered_on, ctx.today)
    hint = f"{reason} {who.name} last paid {shown} on {when}. Give a price."
    option = Candidate(
        value=f"{last.price} {last.currency}", label=shown, detail=f"paid on {when}, {last.order}"
    )
    return missing("price", "At what price?", hint, (option,))


def waiting_of(free: dict[str, Decimal], offer: Offer, quantity: Quantity) -> Decimal:
    """How much of it has to wait; what it takes of the free is not free for the next line."""
    left = free.get(offer.item.item, Decimal(0))
    taken = min(left, quantity.amount)
    free[offer.item.item] = left - taken
    return quantity.amount - taken
