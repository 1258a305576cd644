"""Pricing: what a product costs somebody on a day with all that holds then, and why."""

from datetime import date
from decimal import Decimal

from domain.analysis.pricing import Priced
from domain.category.products import ProductRow
from domain.customers.customers import CustomerRow
from domain.kernel import Internal, Message, Public, Quantity, Refused
from domain.kernel.wording import price as price_words
from domain.kernel.wording import short_day
from domain.kernel.words import day
from domain.promotions.promotion import promotion as decider
from tools.category.prices import as_of
from tools.drafting import in_unit
from tools.fulfillment.offering import Offer, at_list, price_list_of
from tools.reply import Reply, asked, columns, counting
from tools.resolve import CUSTOMERS, ITEMS, PRODUCTS, named, one
from tools.slots import Customer, Day, Product
from tools.slots import Quantity as Many
from tools.toolkit import ToolContext, read

ONE = Decimal(1)


class PromotionalPrice(Message):
    """What one unit costs somebody on a day, what it would without promotions, and why."""

    product: Public[str]
    product_name: Public[str]
    on: Internal[date]
    quantity: Internal[Decimal]
    unit: Public[str]
    price: Internal[Decimal]
    list_price: Internal[Decimal]
    currency: Public[str]
    promotion: Public[str]
    promotion_name: Public[str]
    reason: Internal[str]


COLUMNS = columns(
    ("product_name", "Product"),
    ("on", "On", "date"),
    ("quantity", "Quantity", "quantity", "unit"),
    ("price", "Price", "price", "currency"),
    ("list_price", "Without promotion", "price", "currency"),
    ("promotion_name", "Promotion"),
    ("reason", "Because"),
)


@read(
    title="Price under promotions",
    says=(
        "what does {product} cost customers [on {on}]",
        "what does {product} cost for {customer} [on {on}]",
        "what does {customer} pay for {product} [on {on}]",
        "what would {customer} pay for {product} [on {on}]",
        "what would {product} cost {customer} [on {on}]",
        "price of {product} for {customer} [on {on}]",
        "promotional price of {product} [on {on}]",
        "price of {product} with promotions [on {on}]",
        "price of {product} under promotions [for {customer}] [on {on}]",
        "how much is {product} for {customer} [on {on}]",
        "is {product} on promotion [on {on}]",
    ),
)
async def price_under_promotions(
    ctx: ToolContext,
    product: Product,
    customer: Customer | None = None,
    quantity: Many | None = None,
    on: Day | None = None,
) -> Reply[PromotionalPrice]:
    """Say what a product costs a customer, or anybody, on a day with price list and promotions."""
    what, who = await one(ctx, PRODUCTS, product), await named(ctx, CUSTOMERS, customer)
    when = on or ctx.today
    said = in_unit(quantity, what.unit, what.name) if quantity else None
    many = said or Quantity(amount=ONE, unit=what.unit)
    found = await price_of(ctx, what, who, many, when)
    without = found.list_price or found.price
    row = PromotionalPrice(
        product=what.product,
        product_name=what.name,
        on=when,
        quantity=many.amount,
        unit=what.unit,
        price=found.price.amount,
        list_price=without.amount,
        currency=found.price.currency,
        promotion=found.promotion,
        promotion_name=found.promotion_name,
        reason=found.reason,
    )
    behind = (decider.stream(found.promotion),) if found.promotion else ()
    return Reply(
        headline=spoken(what, who, row, ctx.today),
        rows=(row,),
        columns=COLUMNS,
        total_rows=1,
        note=counting(ctx, 1, "product"),
        query=asked(
            "the price with promotions", of=what, customer=who and who.customer, on=day(when)
        ),
        streams=behind,
    )


def spoken(what: ProductRow, who: CustomerRow | None, row: PromotionalPrice, today: date) -> str:
    """Customers are named by code: a headline travels further than a name of theirs may."""
    costs = price_words(row.price, row.currency, row.unit)
    whom = f" {who.customer}" if who else ""
    return f"{what.name} costs{whom} {costs} on {short_day(row.on, today)}: {row.reason}."


async def price_of(
    ctx: ToolContext, what: ProductRow, who: CustomerRow | None, many: Quantity, on: date
) -> Priced:
    """The price of the day as an order of that day would get it."""
    offer = Offer(await one(ctx, ITEMS, what.item), await as_of(ctx, what, on))
    found = at_list(offer, many, await price_list_of(ctx, who, [offer], on), on)
    if found is None:
        reason = f"No price. {what.name} has no base price on {day(on)}: set one first."
        raise Refused(reason, "no_base_price")
    return found
