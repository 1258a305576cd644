"""Own prices: what a customer may order, at what price for them, and whether it is there."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.analysis.pricing import Priced
from domain.category.product import product as decider
from domain.category.products import ProductRow, products
from domain.customers.customers import CustomerRow
from domain.kernel import Internal, Message, Page, Public, Quantity, Refused
from domain.kernel.wording import price as price_words
from domain.kernel.wording import quantity as quantity_words
from domain.kernel.wording import short_day
from domain.kernel.words import counted, ended, opening
from tools.fulfillment.offering import Offer, PriceList, at_list, price_list_of
from tools.fulfillment.own_buyer import buyer, offer_of
from tools.reply import ColumnView, Reply, asked, columns, table
from tools.resolve import PRODUCTS, named
from tools.slots import Category, Product
from tools.toolkit import OnOffer, ToolContext, read

SHOWN = 100
ONE = Decimal(1)


class OwnPrice(Message):
    """A product, what one of it costs this customer today and why, and whether it is there."""

    product: Public[str]
    name: Public[str]
    category: Public[str]
    unit: Public[str]
    description: Public[str]
    price: Internal[Decimal | None]
    currency: Public[str]
    reason: Internal[str]
    volume: Internal[str]
    """What one of it costs where more are taken, from each quantity on that makes it cheaper."""
    stock: Internal[str]


COLUMNS = columns(
    ("name", "Product"),
    ("product", "Code"),
    ("category", "Category"),
    ("price", "Your price", "price", "currency"),
    ("volume", "For more"),
    ("reason", "Because"),
    ("stock", "Availability"),
    ("description", "About"),
)
SELDOM = ("volume", "description")
"""What not every business keeps."""


@read(
    title="Products and your prices",
    core=True,
    audience="customers",
    says=(
        "what can i order",
        "what can i buy",
        "which products do you sell [in category {category}]",
        "what do you have on sale",
        "show me the catalogue",
        "my prices",
        "my price list",
        "show my price list",
        "my price for {product}",
        "what does {product} cost",
        "what does {product} cost me",
        "how much is {product}",
        "price of {product}",
        "do you have {product}",
        "is {product} in stock",
        "when can i get {product}",
        "what do you have in category {category}",
    ),
)
async def own_prices(
    ctx: ToolContext, product: Product | None = None, category: Category | None = None
) -> Reply[OwnPrice]:
    """List the products on sale at the caller's own price of today, and whether they are there."""
    who, what = await buyer(ctx), await named(ctx, PRODUCTS, product)
    page = await ctx.rows(
        products.where(
            what is None or ProductRow.product == what.product,
            category is None or ProductRow.category == category,
            order_by=(ProductRow.name, ProductRow.product),
            limit=SHOWN,
        )
    )
    rows, total = await priced(ctx, who, page)
    return table(
        ctx,
        headline(rows, total, category),
        Page(tuple(rows), total),
        rows,
        worth_showing(rows),
        noun="product",
        query=asked("products on sale", product=what, category=category),
        streams=[decider.stream(row.product) for row in rows],
    )


async def priced(
    ctx: ToolContext, who: CustomerRow, page: Page[ProductRow]
) -> tuple[list[OwnPrice], int]:
    """What each product costs this customer, and how many there are of those that can be had."""
    known = await ctx.on_offer([row.item for row in page.rows])
    sold = [(row, known[row.item]) for row in page.rows if row.item in known]
    offers = [offer_of(row, one) for row, one in sold]
    terms = await price_list_of(ctx, who, offers)
    rows = []
    pays = who.currency or ctx.currency
    for offer, (row, one) in zip(offers, sold, strict=True):
        costs = dict(steps(offer, terms, pays, ctx.today))
        first = costs.pop(ONE, None)
        rows.append(
            OwnPrice(
                **row.model_dump(include={"product", "name", "category", "unit", "description"}),
                price=first.price.amount if first else None,
                currency=first.price.currency if first else "",
                reason=first.reason if first else "ask for a price",
                volume=cheaper(costs, row.unit),
                stock=there(one, ctx.today),
            )
        )
    return rows, page.total - (len(page.rows) - len(rows))


def steps(offer: Offer, terms: PriceList, pays: str, on: date) -> Iterator[tuple[Decimal, Priced]]:
    """The price of one, then every quantity from which on one costs less than before."""
    of_list = [step.from_quantity for step in (terms.steps or {}).get(offer.code, ())]
    of_offers = [promotion.from_quantity for promotion in terms.promotions]
    more = {amount for amount in (*of_list, *of_offers) if amount > ONE}
    unit = offer.product.unit if offer.product else offer.item.unit
    before: Decimal | None = None
    for amount in (ONE, *sorted(more)):
        found = price_at(offer, Quantity(amount=amount, unit=unit), terms, pays, on)
        if found and (before is None or found.price.amount < before):
            before = found.price.amount
            yield amount, found


def price_at(offer: Offer, many: Quantity, terms: PriceList, pays: str, on: date) -> Priced | None:
    """None where it must be asked for: one product without a price hides no other."""
    try:
        found = at_list(offer, many, terms, on)
    except Refused:
        return None
    return found if found and found.price.currency == pays else None


def cheaper(costs: dict[Decimal, Priced], unit: str) -> str:
    """From 20 EA €26.00, from 50 EA €24.00."""
    said = (f"from {quantity_words(step, unit)} {cost.price}" for step, cost in costs.items())
    return ", ".join(said)


def headline(rows: list[OwnPrice], total: int, category: str | None) -> str:
    if len(rows) == 1 and total == 1:
        [row] = rows
        about = f" {ended(row.description)}." if row.description else ""
        if row.price is None:
            ask = f"{row.name} has no price for you yet: open a ticket to ask. It is {row.stock}."
            return f"{ask}{about}"
        costs = price_words(row.price, row.currency, row.unit)
        more = f", {row.volume}" if row.volume else ""
        return f"{row.name} costs you {costs}{more}; it is {row.stock}.{about}"
    verb = "is" if total == 1 else "are"
    where = f" in {category}" if category else ""
    return f"{opening(counted(total, 'product'))}{where} {verb} on sale for you."


def worth_showing(rows: list[OwnPrice]) -> tuple[ColumnView, ...]:
    """A column that says something of no product is left out, and its shelf for what it is."""
    empty = {name for name in SELDOM if not any(getattr(row, name) for row in rows)}
    if "description" not in empty:
        empty.add("category")
    return tuple(column for column in COLUMNS if column.name not in empty)


def there(known: OnOffer, today: date) -> str:
    """Whether it is there, and never how much of it."""
    if known.free > 0:
        return "in stock"
    if known.next_on is not None and known.next_on > today:
        return f"on back order, expected {short_day(known.next_on, today)}"
    return "on back order"
