"""Deciders whose histories are made by hand as well as by chance."""

from domain.category.base_price import base_price
from domain.category.market_price import market_price
from domain.category.product import product
from domain.customers.consent import consent
from domain.customers.customer import customer
from domain.customers.price_list import price_list
from domain.customers.ticket import ticket
from domain.fulfillment.sales_order import sales_order
from domain.inventory.item import item
from domain.inventory.location import location
from domain.inventory.stock import stock
from domain.inventory.unit import unit
from domain.kernel import AnyDecider
from domain.payables.supplier_invoice import supplier_invoice
from domain.procurement.purchase_order import purchase_order
from domain.procurement.sourcing import sourcing
from domain.procurement.supplier import supplier
from tests.domain import lives

DECIDERS: tuple[AnyDecider, ...] = (
    *lives.DECIDERS,
    base_price,
    consent,
    customer,
    item,
    location,
    market_price,
    price_list,
    product,
    purchase_order,
    sales_order,
    sourcing,
    stock,
    supplier,
    supplier_invoice,
    ticket,
    unit,
)
