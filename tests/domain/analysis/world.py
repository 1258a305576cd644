"""A world in memory: what has been recorded, and what the checks would say to one thing more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from domain.analysis.doubt import Doubt
from domain.analysis.order_billing import order_billing
from domain.analysis.plausibility import asking, doubts
from domain.category.base_prices import base_prices
from domain.category.market_prices import market_prices
from domain.category.products import products
from domain.customers.consents import consents
from domain.customers.customers import customers
from domain.customers.list_prices import list_prices
from domain.customers.price_lists import price_lists
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_order_lines import sales_order_lines
from domain.fulfillment.sales_orders import sales_orders
from domain.inventory.item import item
from domain.inventory.items import items
from domain.inventory.locations import locations
from domain.inventory.stock import stock
from domain.inventory.stock_on_hand import stock_on_hand
from domain.inventory.stock_reservations import stock_reservations
from domain.inventory.units import units
from domain.kernel import AnyDecider, AnyProjection, Command, Fact, Page, Query
from domain.payables.supplier_invoice_lines import supplier_invoice_lines
from domain.payables.supplier_invoices import supplier_invoices
from domain.procurement.order_lines import order_lines
from domain.procurement.purchase_order import purchase_order
from domain.procurement.purchase_orders import purchase_orders
from domain.procurement.receipts import receipts
from domain.procurement.sourcing import key_of, sourcing
from domain.procurement.sourcing_terms import sourcing_terms
from domain.procurement.supplier import supplier
from domain.procurement.suppliers import suppliers
from domain.promotions.depth_limits import depth_limits
from domain.promotions.promotion_goods import promotion_goods
from domain.receivables.customer_accounts import customer_accounts
from domain.receivables.customer_invoices import customer_invoices
from tests.domain.business import agree, register_item, register_supplier
from tests.spec import NOBODY

TABLES: dict[str, AnyProjection] = {
    projection.name: projection
    for projection in (
        base_prices,
        consents,
        customer_accounts,
        customer_invoices,
        customers,
        depth_limits,
        items,
        list_prices,
        locations,
        market_prices,
        order_billing,
        order_lines,
        price_lists,
        products,
        promotion_goods,
        purchase_orders,
        receipts,
        sales_order_lines,
        sales_orders,
        sourcing_terms,
        stock_on_hand,
        stock_reservations,
        supplier_invoice_lines,
        supplier_invoices,
        suppliers,
        units,
    )
}


@dataclass(frozen=True)
class World:
    facts: tuple[Fact, ...] = ()

    def does(self, decider: AnyDecider, key: str, command: Command) -> list[Fact]:
        stream = decider.stream(key)
        history = [fact.event for fact in self.facts if fact.stream == stream]
        events = decider.decide(decider.fold(history), command)
        return [Fact(stream, len(history) + n, event, NOBODY) for n, event in enumerate(events, 1)]

    def after(self, decider: AnyDecider, key: str, *commands: Command) -> "World":
        world = self
        for command in commands:
            world = replace(world, facts=(*world.facts, *world.does(decider, key, command)))
        return world

    def answer(self, query: Query[Any]) -> Page[Any]:
        return query.answer(TABLES[query.table].fold({}, self.facts).values())

    def doubts(self, facts: Sequence[Fact]) -> list[Doubt]:
        asked = asking(facts)
        return doubts(asked, [self.answer(query) for one in asked for query in one.queries])

    def order(self, *commands: Command, number: str = "PO-1") -> "World":
        return self.after(purchase_order, number, *commands)

    def ordering(self, command: Command, number: str = "PO-7") -> list[Doubt]:
        """What is doubtful about this, asked of an order."""
        return self.doubts(self.does(purchase_order, number, command))

    def selling(self, command: Command, number: str = "SO-7") -> list[Doubt]:
        return self.doubts(self.does(sales_order, number, command))

    def supplying(self, command: Command, code: str = "CONTI") -> list[Doubt]:
        return self.doubts(self.does(supplier, code, command))

    def counting(self, command: Command) -> list[Doubt]:
        return self.doubts(self.does(stock, "CALF", command))


BARE = World()
SUPPLIED = BARE.after(supplier, "CONTI", register_supplier()).after(item, "CALF", register_item())
AGREED = SUPPLIED.after(sourcing, key_of("CONTI", "CALF"), agree())
