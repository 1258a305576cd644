"""What needs somebody in fulfillment: late, waiting for goods that are there, or not booked out."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.analysis.awaited_goods import AwaitedGoodsRow, awaited_goods
from domain.analysis.unmoved_goods import UnmovedGoodsRow, unmoved_goods
from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Query, among, falling, wording
from domain.kernel.words import counted

ROLES = ("warehouse", "staff")
LOOKED_AT, LINES = 20, 100
LAPSING = timedelta(days=14)
"""Goods that are kept for an order this long after it was wanted are kept from others."""
NEXT = {"placed": "Pick", "picked": "Pack", "packed": "Ship", "partly_shipped": "Show"}


def late_orders_of(today: date) -> Sequence[Query[Any]]:
    """Each status by itself, as an index has them in the order of their days."""
    row: Any = SalesOrderRow
    return [
        sales_orders.where(
            row.status == status,
            row.requested_on < today,
            order_by=(row.requested_on,),
            limit=EACH + 1,
            counted=False,
        )
        for status in OPEN
    ]


def late_orders(found: Pages, _: Pages, today: date) -> list[Matter]:
    rows = [row for page in found for row in page.rows if row.open_amount > 0]
    worst = sorted(rows, key=lambda row: (-row.open_amount, row.order))
    return [late_order(row, today) for row in worst[: EACH + 1]]


def late_order(row: SalesOrderRow, today: date) -> Matter:
    wanted = row.requested_on or today
    late = counted((today - wanted).days, "day")
    verb = NEXT.get(row.status, "Show")
    return Matter(
        about=row.order,
        title=f"{row.order} of {row.customer_name} should have left {late} ago",
        detail=f"{wording.total(row.open_amount, row.currency)} is still to ship · {row.status}",
        says=f"{verb} {row.order}",
        amount=row.open_amount,
        currency=row.currency,
        since=wanted,
        due=wanted,
        customer_waits=True,
    )


def free_and_awaited(_: date) -> Sequence[Query[Any]]:
    """The items of which something is free that somebody waits for, of however many orders."""
    row = AwaitedGoodsRow
    most = (falling(row.fillable),)
    return [awaited_goods.where(row.fillable > 0, order_by=most, limit=LOOKED_AT, counted=False)]


def who_waits(found: Pages) -> Sequence[Query[Any]]:
    items = [row.item for row in found[0].rows]
    row = SalesOrderLineRow
    oldest = (row.ordered_on, row.order, row.line)
    asked = (among(row.item, items), among(row.status, OPEN), row.back_ordered > 0)
    if not items:
        return []
    return [sales_order_lines.where(*asked, order_by=oldest, limit=LINES, counted=False)]


def fillable(found: Pages, more: Pages, _: date) -> list[Matter]:
    """The oldest order is promised first what is free."""
    free = {row.item: row.free for row in found[0].rows}
    told: dict[str, Matter] = {}
    for line in more[0].rows if more else ():
        part = min(free[line.item], line.back_ordered)
        if part <= 0:
            continue
        free[line.item] -= part
        if line.order not in told and len(told) <= EACH:
            told[line.order] = goods_are_there(line, part)
    return list(told.values())


def goods_are_there(line: SalesOrderLineRow, part: Decimal) -> Matter:
    waits = wording.quantity(line.back_ordered, line.unit)
    return Matter(
        about=line.order,
        title=f"The goods that {line.order} of {line.customer_name} waits for are there",
        detail=f"{wording.quantity(part, line.unit)} of {waits} {line.product_name} is free",
        says=f"Fill the back order of {line.order}",
        amount=part * line.price,
        currency=line.currency,
        since=line.ordered_on,
        due=line.requested_on,
        customer_waits=True,
    )


def still_in_the_books(_: date) -> Sequence[Query[Any]]:
    """Of all shipments ever, for what is booked out is not among them."""
    row = UnmovedGoodsRow
    dearest = (falling(row.missing_amount),)
    return [unmoved_goods.where(row.missing > 0, order_by=dearest, limit=EACH + 1, counted=False)]


def unmoved(row: UnmovedGoodsRow, _: date) -> Matter | None:
    if row.missing <= 0:
        return None
    shipped, booked = (wording.quantity(amount, row.unit) for amount in (row.shipped, row.moved))
    return Matter(
        about=row.order,
        title=f"{row.item_name} left for {row.order} and is still in the books",
        detail=f"{shipped} shipped, {booked} booked out",
        says=f"Show {row.order}",
        amount=row.missing_amount,
        currency=row.currency,
        since=row.shipped_on,
    )


def long_wanted(today: date) -> Sequence[Query[Any]]:
    """Each status by itself; of what is back-ordered nothing is kept, so that it hides nothing."""
    row: Any = SalesOrderRow
    return [
        sales_orders.where(
            row.status == status,
            row.requested_on < today - LAPSING,
            order_by=(row.requested_on,),
            limit=LOOKED_AT if status == "partly_shipped" else EACH + 1,
            counted=False,
        )
        for status in OPEN
        if status != "back_ordered"
    ]


def kept_for_them(found: Pages) -> Sequence[Query[Any]]:
    orders = [row.order for page in found for row in page.rows]
    row = StockReservationRow
    return [stock_reservations.where(among(row.order, orders), limit=500)] if orders else []


def lapsing(found: Pages, more: Pages, today: date) -> list[Matter]:
    orders = {row.order: row for page in found for row in page.rows}
    kept: dict[str, StockReservationRow] = {}
    for row in more[0].rows if more else ():
        kept.setdefault(row.order, row)
    oldest = sorted(kept, key=lambda name: (orders[name].requested_on or today, name))
    return [kept_too_long(orders[name], kept[name], today) for name in oldest[: EACH + 1]]


def kept_too_long(order: SalesOrderRow, row: StockReservationRow, today: date) -> Matter:
    wanted = order.requested_on or today
    much = f"{wording.quantity(row.quantity, row.unit)} {row.item_name}"
    return Matter(
        about=order.order,
        title=f"{much} is kept for {order.order}, which was wanted long ago",
        detail=f"{order.customer_name} wanted it {wording.weekday(wanted, today)}",
        says=f"Show {order.order}",
        since=wanted,
    )


SOURCES = (
    Source(
        name="late_sales_orders",
        function="fulfillment",
        finds="Orders of which something is to ship after the day on which it was wanted.",
        roles=ROLES,
        lists="Which sales orders are late?",
        ask=late_orders_of,
        tell=late_orders,
    ),
    Source(
        name="fillable_back_orders",
        function="fulfillment",
        finds="Orders that wait for goods of which something is free by now, the oldest first.",
        roles=ROLES,
        lists="Which back orders can be filled?",
        ask=free_and_awaited,
        further=who_waits,
        tell=fillable,
    ),
    Source(
        name="shipments_without_movement",
        function="fulfillment",
        finds="Goods that were shipped and of which less was booked out.",
        roles=ROLES,
        lists="Shipments without a stock movement",
        ask=still_in_the_books,
        tell=each(unmoved),
    ),
    Source(
        name="lapsing_reservations",
        function="fulfillment",
        finds=f"Goods kept for an order more than {LAPSING.days} days after it was wanted.",
        roles=ROLES,
        lists="What is reserved?",
        ask=long_wanted,
        further=kept_for_them,
        tell=lapsing,
    ),
)
