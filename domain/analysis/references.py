"""References: what facts name must be there by then, and what others name must stay."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.analysis.doubt import Doubt, doubt
from domain.category.base_price import BasePriceSet, BasePriceWithdrawn
from domain.category.base_prices import BasePriceRow, base_prices
from domain.category.market_price import MarketPriceRecorded
from domain.category.market_prices import MarketPriceRow, market_prices
from domain.category.product import ProductListed, ProductWithdrawn
from domain.category.products import ProductRow, products
from domain.category.schedule import Standing
from domain.customers.customer_events import CustomerRegistered, CustomerRemoved
from domain.customers.customers import CustomerRow, customers
from domain.fulfillment.order_events import SalesOrderTakenOver
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.item import ItemRegistered, ItemRemoved
from domain.inventory.items import ItemRow, items
from domain.inventory.location import LocationRegistered, LocationRemoved
from domain.inventory.locations import LocationRow, locations
from domain.inventory.stock import StockOpened
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.unit import UnitRemoved
from domain.inventory.units import UnitRow, units
from domain.kernel import AnyProjection, Fact, Page, Query, among
from domain.kernel.fact import about
from domain.kernel.words import counted
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from domain.procurement.order_events import PurchaseOrderTakenOver
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.sourcing import SourcingAgreed
from domain.procurement.sourcing_terms import SourcingRow, sourcing_terms
from domain.procurement.supplier import SupplierRegistered, SupplierRemoved
from domain.procurement.suppliers import SupplierRow, suppliers
from domain.promotions.promotion_events import PromotionTakenOver
from domain.promotions.promotion_goods import PromotionGoodsRow, promotion_goods
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices

Name = tuple[str, str]  # What kind of record, and its code.
LOOKED_AT = (
    PurchaseOrderTakenOver,
    SalesOrderTakenOver,
    PromotionTakenOver,
    SourcingAgreed,
    ProductListed,
    BasePriceSet,
    MarketPriceRecorded,
    StockOpened,
    CustomerRegistered,
    SupplierRegistered,
    ItemRegistered,
    LocationRegistered,
    BasePriceWithdrawn,
    CustomerRemoved,
    SupplierRemoved,
    ItemRemoved,
    ProductWithdrawn,
    LocationRemoved,
    UnitRemoved,
)
"""The events that name, bring, leave or remove a record; the others refer to nothing."""


@dataclass(frozen=True)
class Table:
    """The rows of a projection, each of which has a code in this column."""

    noun: str
    rows: AnyProjection
    column: Any


KINDS: Mapping[str, Table] = {
    "customer": Table("customer", customers, CustomerRow.customer),
    "supplier": Table("supplier", suppliers, SupplierRow.supplier),
    "item": Table("item", items, ItemRow.item),
    "location": Table("location", locations, LocationRow.location),
    "product": Table("product", products, ProductRow.product),
    "unit": Table("unit", units, UnitRow.code),
}
USERS: Mapping[str, tuple[Table, ...]] = {
    "customer": (
        Table("sales order", sales_orders, SalesOrderRow.customer),
        Table("customer invoice", customer_invoices, CustomerInvoiceRow.customer),
    ),
    "supplier": (
        Table("purchase order", purchase_orders, PurchaseOrderRow.supplier),
        Table("agreement", sourcing_terms, SourcingRow.supplier),
        Table("invoice", supplier_invoices, SupplierInvoiceRow.supplier),
    ),
    "item": (
        Table("order line", order_lines, OrderLineRow.item),
        Table("sales order line", sales_order_lines, SalesOrderLineRow.item),
        Table("agreement", sourcing_terms, SourcingRow.item),
        Table("stock", stock_on_hand, StockOnHandRow.item),
        Table("product", products, ProductRow.item),
    ),
    "product": (
        Table("sales order line", sales_order_lines, SalesOrderLineRow.product),
        Table("base price", base_prices, BasePriceRow.product),
        Table("market price", market_prices, MarketPriceRow.product),
        Table("promotion", promotion_goods, PromotionGoodsRow.product),
    ),
    "location": (Table("stock", stock_on_hand, StockOnHandRow.location),),
    "unit": (Table("item", items, ItemRow.unit),),
}


@dataclass(frozen=True)
class References:
    """What facts name that must be there, and what they remove, by kind and in order."""

    named: Mapping[str, Sequence[str]]
    removed: Mapping[str, Sequence[str]]
    released: Mapping[str, Sequence[str]]
    """By the noun of who named them: the codes that these facts leave without such a user."""

    @classmethod
    def of(cls, facts: Sequence[Fact]) -> "References":
        facts = list(about(facts, LOOKED_AT))
        brought = {name for fact in facts for name in brings(fact)}
        named = (name for fact in facts for name in names(fact) if name not in brought)
        removed = by_kind(name for fact in facts for name in removes(fact))
        released = by_kind(name for fact in facts for name in releases(fact))
        return cls(by_kind(named), removed, released)

    def asks(self) -> list[Query[Any]]:
        """How many of the named are there, and who names the removed."""
        there = [
            KINDS[kind].rows.where(among(KINDS[kind].column, codes), limit=0)
            for kind, codes in self.named.items()
        ]
        users = [
            user.rows.where(among(user.column, self.left(kind, user)), limit=0)
            for kind, user in self.users()
        ]
        return [*there, *users]

    def users(self) -> list[tuple[str, Table]]:
        pairs = ((kind, user) for kind in self.removed for user in USERS[kind])
        return [(kind, user) for kind, user in pairs if self.left(kind, user)]

    def left(self, kind: str, user: Table) -> list[str]:
        """The removed codes that may still be named: what goes with its user is not."""
        gone = self.released.get(user.noun, ())
        return [code for code in self.removed[kind] if code not in gone]

    def judge(self, pages: Sequence[Page[Any]]) -> list[Doubt]:
        there, users = pages[: len(self.named)], pages[len(self.named) :]
        pairs = zip(self.named.items(), there, strict=True)
        missing = [one for (kind, codes), page in pairs for one in absent(kind, codes, page.total)]
        kept = [
            one
            for (kind, user), page in zip(self.users(), users, strict=True)
            for one in still_named(kind, user, page.total)
        ]
        return [*missing, *kept]


def absent(kind: str, codes: Sequence[str], there: int) -> list[Doubt]:
    """Nobody can sign this before something else is signed."""
    missing = len(codes) - there
    if not missing:
        return []
    noun = KINDS[kind].noun
    verb = "is" if missing == 1 else "are"
    bold = f"{missing:,} of the {counted(len(codes), noun)} named here {verb} not there yet:"
    if len(codes) == 1:
        bold = f"The {noun} {codes[0]} is not there yet:"
    text = "sign the draft that brings them first."
    return [doubt("wait", "not_there_yet", bold, text, f"{noun}s")]


def still_named(kind: str, user: Table, total: int) -> list[Doubt]:
    if not total:
        return []
    noun = KINDS[kind].noun
    many = counted(total, user.noun) if user.noun != "stock" else f"stock at {total:,} places"
    verb = "names" if total == 1 else "name"
    bold = f"{many} still {verb} what would be removed:"
    return [doubt("block", "still_in_use", bold, "take that back first.", f"{noun}s")]


def by_kind(found: Iterator[Name]) -> dict[str, list[str]]:
    codes: dict[str, set[str]] = defaultdict(set)
    for kind, code in found:
        codes[kind].add(code)
    return {kind: sorted(codes[kind]) for kind in sorted(codes)}


def names(fact: Fact) -> Iterator[Name]:
    """What this fact takes for granted; what a single draft names was looked up by its tool."""
    match fact.event:
        case PurchaseOrderTakenOver(supplier=supplier, lines=lines):
            yield "supplier", supplier
            yield from (("item", line.item) for line in lines)
        case SalesOrderTakenOver(customer=customer, lines=sold):
            yield "customer", customer
            yield from (("product", line.product) for line in sold)
        case PromotionTakenOver(products=promoted):
            yield from (("product", each.product) for each in promoted)
        case SourcingAgreed(supplier=supplier, item=item):
            yield "supplier", supplier
            yield "item", item
        case ProductListed(item=item):
            yield "item", item
        case BasePriceSet(product=product) | MarketPriceRecorded(product=product):
            yield "product", product
        case StockOpened(item=item, target=target):
            yield "item", item
            yield "location", target.location
        case _:
            return


def brings(fact: Fact) -> Iterator[Name]:
    match fact.event:
        case CustomerRegistered(customer=code):
            yield "customer", code
        case SupplierRegistered(supplier=code):
            yield "supplier", code
        case ItemRegistered(item=code):
            yield "item", code
        case ProductListed(product=code):
            yield "product", code
        case LocationRegistered(location=code):
            yield "location", code
        case _:
            return


def releases(fact: Fact) -> Iterator[Name]:
    match fact.event:
        case BasePriceWithdrawn(product=code, standing=Standing(now=None, ahead=None)):
            yield "base price", code
        case _:
            return


def removes(fact: Fact) -> Iterator[Name]:
    match fact.event:
        case CustomerRemoved(customer=code):
            yield "customer", code
        case SupplierRemoved(supplier=code):
            yield "supplier", code
        case ItemRemoved(item=code):
            yield "item", code
        case ProductWithdrawn(product=code):
            yield "product", code
        case LocationRemoved(location=code):
            yield "location", code
        case UnitRemoved(code=code):
            yield "unit", code
        case _:
            return
