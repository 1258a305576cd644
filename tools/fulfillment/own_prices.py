"""Own prices: what a customer may order, at what price for them, and whether it is there."""

from datetime import date
from decimal import Decimal

from domain.category.product import product as decider
from domain.category.products import ProductRow, products
from domain.customers.customers import CustomerRow
from domain.kernel import Internal, Message, Page, Public, Quantity
from domain.kernel.wording import price as price_words
from domain.kernel.wording import short_day
from domain.kernel.words import counted, opening
from tools.fulfillment.offering import at_list, price_list_of
from tools.fulfillment.own_buyer import buyer, offer_of
from tools.reply import Reply, asked, columns, table
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
    stock: Internal[str]


COLUMNS = columns(
    ("name", "Product"),
    ("product", "Code"),
    ("category", "Category"),
    ("price", "Your price", "price", "currency"),
    ("reason", "Because"),
    ("stock", "Availability"),
)


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
        COLUMNS,
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
    for offer, (row, one) in zip(offers, sold, strict=True):
        many = Quantity(amount=ONE, unit=row.unit)
        found = at_list(offer, many, terms, ctx.today)
        rows.append(
            OwnPrice(
                **row.model_dump(include={"product", "name", "category", "unit", "description"}),
                price=found.price.amount if found else None,
                currency=found.price.currency if found else "",
                reason=found.reason if found else "ask for a price",
                stock=there(one, ctx.today),
            )
        )
    return rows, page.total - (len(page.rows) - len(rows))


def headline(rows: list[OwnPrice], total: int, category: str | None) -> str:
    if len(rows) == 1 and total == 1:
        [row] = rows
        if row.price is None:
            return f"{row.name} has no price for you yet: open a ticket to ask. It is {row.stock}."
        costs = price_words(row.price, row.currency, row.unit)
        return f"{row.name} costs you {costs}; it is {row.stock}."
    verb = "is" if total == 1 else "are"
    where = f" in {category}" if category else ""
    return f"{opening(counted(total, 'product'))}{where} {verb} on sale for you."


def there(known: OnOffer, today: date) -> str:
    """Whether it is there, and never how much of it."""
    if known.free > 0:
        return "in stock"
    if known.next_on is not None and known.next_on > today:
        return f"on back order, expected {short_day(known.next_on, today)}"
    return "on back order"
