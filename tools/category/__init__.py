"""Category tools: see the catalogue with its prices and the market, and change what is sold."""

from tools.asking import free_tools
from tools.category.adjusting import draft_price_change
from tools.category.gaps import catalogue_gaps
from tools.category.listing import (
    draft_delisting,
    draft_new_product,
    draft_product_change,
    draft_relisting,
)
from tools.category.margins import product_margins
from tools.category.market import list_market_prices, market_position
from tools.category.performance import product_performance, products_that_sell_badly
from tools.category.planned import planned_prices
from tools.category.price_effect import price_effect
from tools.category.prices import base_price_history, selling_price
from tools.category.products import list_products, show_product
from tools.category.repricing import draft_base_price, draft_base_price_withdrawal
from tools.category.sightings import draft_market_price, draft_market_price_withdrawal
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_products,
    show_product,
    selling_price,
    base_price_history,
    planned_prices,
    list_market_prices,
    market_position,
    product_margins,
    product_performance,
    products_that_sell_badly,
    price_effect,
    catalogue_gaps,
    draft_new_product,
    draft_product_change,
    draft_delisting,
    draft_relisting,
    draft_base_price,
    draft_base_price_withdrawal,
    draft_price_change,
    draft_market_price,
    draft_market_price_withdrawal,
    *free_tools("category"),
)
