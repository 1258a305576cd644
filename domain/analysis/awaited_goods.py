"""Awaited goods: of each item, what is free in the main store and what orders wait for."""

from collections.abc import Iterable
from decimal import Decimal

from domain.fulfillment.order import ZERO, Goods
from domain.fulfillment.order_events import (
    BackOrderFilled,
    GoodsBackOrdered,
    SalesOrderCancelled,
    SalesOrderPlaced,
    SalesOrderReinstated,
)
from domain.inventory.place import MAIN, Move
from domain.inventory.reservation import Reservation, StockReserved
from domain.kernel import Fact, Internal, Projection, Public, Row, narrow
from domain.kernel.matching import matching

PROMISED = (
    SalesOrderPlaced,
    GoodsBackOrdered,
    BackOrderFilled,
    SalesOrderCancelled,
    SalesOrderReinstated,
)


class AwaitedGoodsRow(Row):
    item: Public[str]
    item_name: Public[str]
    unit: Public[str]
    free: Internal[Decimal] = ZERO
    """What lies in the main store and is kept back for nobody."""
    awaited: Internal[Decimal] = ZERO
    fillable: Internal[Decimal] = ZERO


def touches(fact: Fact) -> list[AwaitedGoodsRow]:
    match fact.event:
        case Move() as move:
            here = MAIN.key in (move.source.key, move.target.key)
            return [of(move.item, move.item_name, move.quantity.unit)] if here else []
        case Reservation() as kept:
            return [of(kept.item, kept.item_name, kept.quantity.unit)]
        case SalesOrderPlaced(lines=lines):
            return of_lines(line for line in lines if line.back_ordered)
        case GoodsBackOrdered(lines=lines) | BackOrderFilled(lines=lines):
            return of_lines(lines)
        case SalesOrderCancelled(later=lines) | SalesOrderReinstated(later=lines):
            return of_lines(lines)
        case _:
            return []


def of(item: str, name: str, unit: str) -> AwaitedGoodsRow:
    return AwaitedGoodsRow(item=item, item_name=name, unit=unit)


def of_lines(lines: Iterable[Goods]) -> list[AwaitedGoodsRow]:
    once = {line.item: line for line in lines}
    return [of(line.item, line.item_name, line.quantity.unit) for line in once.values()]


def project(row: AwaitedGoodsRow, fact: Fact) -> AwaitedGoodsRow | None:
    match fact.event:
        case Move(source=source, target=target) as move:
            came = int(target.key == MAIN.key) - int(source.key == MAIN.key)
            return now(row, free=came * move.quantity.amount)
        case Reservation() as kept:
            sign = -1 if isinstance(kept, StockReserved) else 1
            return now(row, free=sign * kept.quantity.amount)
        case SalesOrderPlaced(lines=lines):
            later = (line.back_ordered for line in matching(lines, "item", row.item))
            return now(row, awaited=sum(later, ZERO))
        case GoodsBackOrdered(lines=lines) | SalesOrderReinstated(later=lines):
            return now(row, awaited=amount(row, lines))
        case BackOrderFilled(lines=lines) | SalesOrderCancelled(later=lines):
            return now(row, awaited=-amount(row, lines))
        case _:
            return row


def amount(row: AwaitedGoodsRow, lines: tuple[Goods, ...]) -> Decimal:
    return sum((line.quantity.amount for line in matching(lines, "item", row.item)), ZERO)


def now(
    row: AwaitedGoodsRow, free: Decimal = ZERO, awaited: Decimal = ZERO
) -> AwaitedGoodsRow | None:
    """The row with so much more of both; it leaves when nothing is there and nobody waits."""
    free, awaited = row.free + free, row.awaited + awaited
    known = {"free": free, "awaited": awaited, "fillable": max(min(free, awaited), ZERO)}
    return row.model_copy(update=known) if free or awaited else None


awaited_goods = Projection(
    name="awaited_goods",
    row=AwaitedGoodsRow,
    key=(AwaitedGoodsRow.item,),
    indexes=(narrow(AwaitedGoodsRow.fillable > ZERO, by=(AwaitedGoodsRow.fillable,)),),
    of=(*PROMISED, Move, Reservation),
    touches=touches,
    project=project,
)
