"""What needs somebody in fulfillment: late, waiting for goods that are there, or not booked out."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source
from domain.fulfillment.order import SHIPPED_FOR
from domain.fulfillment.order_status import OPEN
from domain.fulfillment.sales_order_lines import SalesOrderLineRow, sales_order_lines
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.fulfillment.shipments import ShipmentRow, shipments
from domain.inventory.place import MAIN
from domain.inventory.stock_movements import StockMovementRow, stock_movements
from domain.inventory.stock_on_hand import StockOnHandRow, stock_on_hand
from domain.inventory.stock_reservations import StockReservationRow, stock_reservations
from domain.kernel import Query, among, falling, wording
from domain.kernel.words import counted

ROLES = ("warehouse", "staff")
LOOKED_AT = 100
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


def waiting_lines(_: date) -> Sequence[Query[Any]]:
    row = SalesOrderLineRow
    oldest = (row.ordered_on, row.order, row.line)
    asked = (among(row.status, OPEN), row.back_ordered > 0)
    return [sales_order_lines.where(*asked, order_by=oldest, limit=LOOKED_AT, counted=False)]


def what_is_free(found: Pages) -> Sequence[Query[Any]]:
    items = sorted({row.item for row in found[0].rows})
    if not items:
        return []
    there, kept = StockOnHandRow, StockReservationRow
    here = (there.location == MAIN.location, there.status == MAIN.status)
    return [
        stock_on_hand.where(among(there.item, items), *here, limit=5_000, counted=False),
        stock_reservations.where(among(kept.item, items), limit=5_000, counted=False),
    ]


def fillable(found: Pages, more: Pages, _: date) -> list[Matter]:
    """The oldest order is promised first what is free."""
    free: dict[str, Decimal] = defaultdict(Decimal)
    if more:
        there, kept = more
        for row in there.rows:
            free[row.item] += row.quantity
        for row in kept.rows:
            free[row.item] -= row.quantity
    told: dict[str, Matter] = {}
    for line in found[0].rows:
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


def newest_shipments(_: date) -> Sequence[Query[Any]]:
    newest = (falling(ShipmentRow.shipped_on),)
    return [shipments.where(order_by=newest, limit=LOOKED_AT, counted=False)]


def their_movements(found: Pages) -> Sequence[Query[Any]]:
    """Goods are booked out on the day on which they leave; of years of moves, days are read."""
    row: Any = StockMovementRow
    items = sorted({each.item for each in found[0].rows})
    reasons = sorted({f"{SHIPPED_FOR} {each.order}" for each in found[0].rows})
    if not items:
        return []
    first = min(each.shipped_on for each in found[0].rows)
    asked = (among(row.item, items), among(row.reason, reasons), row.moved_on >= first)
    return [stock_movements.where(*asked, limit=5_000, counted=False)]


def not_moved(found: Pages, more: Pages, _: date) -> list[Matter]:
    moved: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in more[0].rows if more else ():
        moved[row.reason, row.item] += row.quantity
    left: dict[tuple[str, str], list[ShipmentRow]] = defaultdict(list)
    for shipped in found[0].rows:
        left[shipped.order, shipped.item].append(shipped)
    return [
        unmoved(rows, moved[f"{SHIPPED_FOR} {order}", item])
        for (order, item), rows in left.items()
        if moved[f"{SHIPPED_FOR} {order}", item] < sum(row.quantity for row in rows)
    ][: EACH + 1]


def unmoved(rows: Sequence[ShipmentRow], moved: Decimal) -> Matter:
    row = rows[0]
    quantity = sum((each.quantity for each in rows), Decimal(0))
    shipped, booked = (wording.quantity(amount, row.unit) for amount in (quantity, moved))
    return Matter(
        about=row.order,
        title=f"{row.item_name} left for {row.order} and is still in the books",
        detail=f"{shipped} shipped, {booked} booked out",
        says=f"Show {row.order}",
        amount=sum((each.amount for each in rows), Decimal(0)),
        currency=row.currency,
        since=row.shipped_on,
    )


def long_wanted(today: date) -> Sequence[Query[Any]]:
    row: Any = SalesOrderRow
    asked = sales_orders.where(
        among(row.status, OPEN),
        row.requested_on < today - LAPSING,
        order_by=(row.requested_on,),
        limit=LOOKED_AT,
        counted=False,
    )
    return [asked]


def kept_for_them(found: Pages) -> Sequence[Query[Any]]:
    orders = [row.order for row in found[0].rows]
    row = StockReservationRow
    return [stock_reservations.where(among(row.order, orders), limit=500)] if orders else []


def lapsing(found: Pages, more: Pages, today: date) -> list[Matter]:
    orders = {row.order: row for row in found[0].rows}
    kept: dict[str, StockReservationRow] = {}
    for row in more[0].rows if more else ():
        kept.setdefault(row.order, row)
    return [kept_too_long(orders[name], row, today) for name, row in kept.items()][: EACH + 1]


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
        finds=f"Of the {LOOKED_AT} oldest back-ordered lines, those whose goods are free by now.",
        roles=ROLES,
        lists="Which back orders can be filled?",
        ask=waiting_lines,
        further=what_is_free,
        tell=fillable,
    ),
    Source(
        name="shipments_without_movement",
        function="fulfillment",
        finds=f"Of the {LOOKED_AT} newest shipped lines, those that booked too little out.",
        roles=ROLES,
        lists="Shipments without a stock movement",
        ask=newest_shipments,
        further=their_movements,
        tell=not_moved,
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
