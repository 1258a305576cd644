"""What the small trade sells: two products with their prices, one order on its way."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from domain.category.base_price import SetBasePrice
from domain.category.market_price import RecordMarketPrice
from domain.category.product import DelistProduct, ListProduct
from domain.fulfillment.order import LotPortion, Portion, SalesLine
from domain.fulfillment.order_commands import (
    PackSalesOrder,
    PickSalesOrder,
    PlaceSalesOrder,
    ShipSalesOrder,
)
from domain.kernel import Quantity, Step
from tests.steps import euros, of, on

LOCK, CALF, THREAD = ("LOCK", "Brass turn-lock"), ("CALF", "Calf hide"), ("THRD", "Linen thread")


def product(code: str, name: str, what: tuple[str, str], category: str) -> Step:
    return on(ListProduct(product=code, name=name, item=what[0], category=category), code)


def base(price: str, since: date, decided: date, reason: str) -> Step:
    command = SetBasePrice(
        product="TURN",
        product_name="Turn-lock",
        item="LOCK",
        price=euros(price),
        effective_from=since,
        decided_on=decided,
        reason=reason,
    )
    return on(command, "TURN")


def seen(seller: str, price: str, seen_on: date) -> Step:
    command = RecordMarketPrice(
        product="TURN",
        product_name="Turn-lock",
        category="Fittings",
        seller=seller,
        price=euros(price),
        seen_on=seen_on,
        source="their shop",
    )
    return on(command, "TURN")


def catalogue() -> Iterator[Step]:
    """Two products, of which one is no longer sold; the other gets dearer in the new year."""
    yield product("TURN", "Turn-lock", LOCK, "Fittings")
    yield product("OLD", "Thread on a card", THREAD, "Thread")
    yield on(DelistProduct(reason="Nobody asked for it"), "OLD")
    yield base("30", date(2025, 1, 1), date(2025, 1, 1), "First price")
    yield base("32", date(2026, 3, 1), date(2026, 2, 10), "Brass got dearer")
    yield base("33.50", date(2027, 1, 1), date(2026, 11, 2), "New year")
    yield seen("Nahtwerk", "29.90", date(2026, 9, 1))
    yield seen("Nahtwerk", "31.90", date(2026, 11, 3))
    yield seen("Riemen & Co", "28", date(2026, 10, 12))


def sold(number: int, what: tuple[str, str], amount: Quantity, price: str, later: int = 0) -> Any:
    code, name = what
    return SalesLine(
        line=number,
        product=code,
        product_name=name,
        item=code,
        item_name=name,
        quantity=amount,
        price=euros(price),
        price_reason="as agreed with Maison Martin",
        back_ordered=Decimal(later),
    )


def sales() -> Iterator[Step]:
    """One order of two lines: a hide has left, some locks are packed, picked or on back order."""
    lines = (sold(1, LOCK, of(9, "EA"), "41", later=3), sold(2, CALF, of(2, "HIDE"), "165"))
    placed = PlaceSalesOrder(
        order="SO-1",
        customer="MARTIN",
        customer_name="Maison Martin",
        ordered_on=date(2026, 11, 12),
        requested_on=date(2026, 11, 18),
        currency="EUR",
        ship_to="12 rue Mercière, Lyon",
        ship_country="France",
        lines=lines,
    )
    yield on(placed, "SO-1")
    hide = Portion(line=2, quantity=of(1, "HIDE"))
    picked = (Portion(line=1, quantity=of(4, "EA")), hide)
    packed = (Portion(line=1, quantity=of(2, "EA")), hide)
    yield on(PickSalesOrder(lines=picked, picked_on=date(2026, 11, 13)), "SO-1")
    yield on(PackSalesOrder(lines=packed, packed_on=date(2026, 11, 13)), "SO-1")
    left = ShipSalesOrder(
        lines=(LotPortion(**dict(hide)),), shipped_on=date(2026, 11, 16), carrier="Colis Rapide"
    )
    yield on(left, "SO-1")
