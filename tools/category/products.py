"""Products: what the catalogue has, what each of them costs today, and what is missing in it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from domain.analysis.pricing import base_on
from domain.category.base_price import base_price
from domain.category.product import product as decider
from domain.category.products import DELISTED, LISTED, ProductRow, products
from domain.kernel import Internal, Message, Public
from domain.kernel.wording import price as price_words
from domain.kernel.wording import short_day
from domain.kernel.words import counted, ended, opening
from tools.category.scope import in_category
from tools.reply import Reply, asked, columns, counting, table
from tools.resolve import PRODUCTS, one
from tools.slots import Category, Product, choice
from tools.toolkit import ToolContext, read

SHOWN = 100

Status = Annotated[
    Literal["listed", "delisted"],
    choice(
        "Those on sale, or those that were?",
        "Left out: those on sale.",
        listed=("listed", "on sale"),
        delisted=("delisted", "discontinued", "no longer sold"),
    ),
]


class ListedProduct(Message):
    """A product with the base price that holds today, and the one that comes next."""

    product: Public[str]
    name: Public[str]
    category: Public[str]
    item: Public[str]
    unit: Public[str]
    barcode: Public[str]
    description: Public[str]
    status: Public[str]
    price: Internal[Decimal | None]
    price_since: Internal[date | None]
    next_price: Internal[Decimal | None]
    next_since: Internal[date | None]
    currency: Public[str]


LIST_COLUMNS = columns(
    ("name", "Product"),
    ("product", "Code"),
    ("category", "Category"),
    ("price", "Price", "price", "currency"),
    ("price_since", "Since", "date"),
)
CARD_COLUMNS = columns(
    ("name", "Product"),
    ("product", "Code"),
    ("category", "Category"),
    ("item", "Item"),
    ("unit", "Sold by"),
    ("barcode", "Barcode"),
    ("status", "Status", "status"),
    ("price", "Price", "price", "currency"),
    ("price_since", "Since", "date"),
    ("next_price", "Next price", "price", "currency"),
    ("next_since", "From", "date"),
    ("description", "Description"),
)


@read(
    title="Products",
    says=(
        "which products do we sell [in category {category}]",
        "what do we sell",
        "what products do we have",
        "what products do you have",
        "list the products on sale",
        "list {status} products",
        "products in category {category}",
        "which products are {status}",
        "our catalogue",
        "show the catalogue",
        "show me our product range",
        "{category} in the catalogue",
        "how many products do we sell",
        "price list of our products",
        "current prices of our products",
        "list products",
        "show the products",
        "which {category} do we sell",
        "all our {category}",
        "what {category} do we have",
        "what {category} have we got",
        "list our {category}",
        "show all {category} we sell",
        "do we sell {category}",
        "what is in our shop",
    ),
)
async def list_products(
    ctx: ToolContext, category: Category | None = None, status: Status | None = None
) -> Reply[ListedProduct]:
    """List the products on sale, or those no longer sold, with the base price of today."""
    wanted = status or LISTED
    conditions = (ProductRow.status == wanted, *in_category(ProductRow.category, category))
    by_name = (ProductRow.name, ProductRow.product)
    page = await ctx.rows(products.where(*conditions, order_by=by_name, limit=SHOWN))
    verb = "is" if page.total == 1 else "are"
    state = "no longer sold" if wanted == DELISTED else "on sale"
    where = f" in {category}" if category else ""
    return table(
        ctx,
        f"{opening(counted(page.total, 'product'))}{where} {verb} {state}.",
        page,
        (listed_product(row, ctx.today) for row in page.rows),
        LIST_COLUMNS,
        noun="product",
        query=asked(f"products {state}", category=category),
        streams=[decider.stream(row.product) for row in page.rows],
    )


@read(
    title="Product",
    says=(
        "show product {product}",
        "product {product}",
        "details of product {product}",
        "describe the product {product}",
        "is {product} on sale",
        "do we still sell {product}",
        "barcode of {product}",
        "what is the barcode of {product}",
        "catalogue entry of {product}",
        "how is {product} listed",
        "which item is the product {product}",
    ),
)
async def show_product(ctx: ToolContext, product: Product) -> Reply[ListedProduct]:
    """Show one product: its listing, the item it is, the base price of today and the next."""
    row = await one(ctx, PRODUCTS, product)
    return Reply(
        headline=introduction(row, ctx.today),
        rows=(listed_product(row, ctx.today),),
        columns=CARD_COLUMNS,
        total_rows=1,
        note=counting(ctx, 1, "product"),
        query=asked("products", product=row),
        streams=(decider.stream(row.product), base_price.stream(row.product)),
    )


def introduction(row: ProductRow, today: date) -> str:
    if row.status == DELISTED:
        return f"{row.name} is no longer sold: {ended(row.delist_reason)}."
    where = f" in {row.category}" if row.category else ""
    return f"{row.name} is on sale{where}{cost_words(row, today)}."


def cost_words(row: ProductRow, today: date) -> str:
    """What it costs and will cost, as it follows a clause."""
    held = base_on(row, today)
    now = " and has no base price"
    if held:
        amount, since = held
        now = f" at {price_words(amount, row.currency, row.unit)} since {short_day(since, today)}"
    coming = listed_product(row, today)
    if coming.next_price is None or coming.next_since is None:
        return now
    ahead = price_words(coming.next_price, row.currency, row.unit)
    return f"{now}, {ahead} from {short_day(coming.next_since, today)} on"


def listed_product(row: ProductRow, today: date) -> ListedProduct:
    """The row as it is today: a price that was to come may hold by now."""
    shared = set(ListedProduct.model_fields) - {
        "price",
        "price_since",
        "next_price",
        "next_since",
    }
    amount, since = base_on(row, today) or (None, None)
    comes = row.next_since is not None and row.next_since > today
    return ListedProduct(
        **row.model_dump(include=shared),
        price=amount,
        price_since=since,
        next_price=row.next_price if comes else None,
        next_since=row.next_since if comes else None,
    )
