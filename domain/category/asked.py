"""What may be asked freely of the catalogue's rows, in the words that people have for them."""

from domain.category.base_prices import base_prices
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.products import DELISTED, LISTED, ProductRow, products
from domain.kernel.askable import Askable, Narrowed, Told, askable

HIDDEN = Told(role="hidden")
PRODUCT = Told(words=("product",))
CATEGORY = Told(words=("category", "product group"))
CURRENCY = Told(words=("currency",))
UNIT = Told(words=("unit",))

ASKED: tuple[Askable, ...] = (
    askable(
        products,
        "product",
        {
            "product": PRODUCT,
            "category": CATEGORY,
            "item": HIDDEN,
            "unit": UNIT,
            "description": HIDDEN,
            "barcode": Told(words=("barcode",)),
            "status": Told(words=("status",), values=(LISTED, DELISTED)),
            "delist_reason": HIDDEN,
            "currency": CURRENCY,
            "price": Told(words=("selling price", "catalogue price")),
            "price_since": Told(words=("price date",)),
            "next_price": Told(words=("next selling price", "planned price")),
            "next_since": Told(words=("next price date",)),
        },
        narrowed=(
            Narrowed("listed", ("listed", "on sale"), ProductRow.status == LISTED),
            Narrowed("delisted", ("delisted", "discontinued"), ProductRow.status == DELISTED),
        ),
        usual=(ProductRow.status == LISTED,),
        usual_words="what is no longer sold left out",
        size="price",
    ),
    askable(
        base_prices,
        "base price",
        {
            "product": PRODUCT,
            "unit": UNIT,
            "effective_from": Told(words=("effective date", "price start")),
            "until": HIDDEN,
            "price": Told(words=("base price amount",)),
            "previous_price": HIDDEN,
            "currency": CURRENCY,
            "reason": Told(words=("reason",)),
            "decided_on": Told(words=("decision date",)),
        },
        also=("base price change",),
    ),
    askable(
        market_prices,
        "market price",
        {
            "product": PRODUCT,
            "category": CATEGORY,
            "unit": UNIT,
            "seller": Told(words=("seller", "competitor")),
            "price": Told(words=("asking price", "competitor price")),
            "currency": CURRENCY,
            "seen_on": Told(words=("date seen",)),
            "source": HIDDEN,
            "newest": HIDDEN,
        },
        narrowed=(
            Narrowed("newest", ("newest", "latest"), MarketPriceRow.newest == True),  # noqa: E712
        ),
    ),
)
