"""Unmoved goods: what left for an order and is still in the books of the main store."""

from datetime import date
from decimal import Decimal

from domain.fulfillment.order import SHIPPED_FOR, ZERO
from domain.fulfillment.order_events import Consigned
from domain.inventory.stock import StockMoved
from domain.kernel import Fact, Internal, Projection, Public, Row, narrow
from domain.kernel.matching import matching

RECALLED_FOR = "Shipment taken back for"
NAMES = (SHIPPED_FOR, RECALLED_FOR)
"""How a movement says for which order goods left or did not leave after all; so does its undo."""


class UnmovedGoodsRow(Row):
    """Since they last agreed: a row whose goods are booked out as they were shipped leaves."""

    order: Public[str]
    item: Public[str]
    item_name: Public[str]
    unit: Public[str]
    customer: Public[str] = ""
    customer_name: Internal[str] = ""
    shipped_on: Internal[date | None] = None
    shipped: Internal[Decimal] = ZERO
    moved: Internal[Decimal] = ZERO
    missing: Internal[Decimal] = ZERO
    """Below nothing where more was booked out than left."""
    missing_amount: Internal[Decimal] = ZERO
    price: Internal[Decimal] = ZERO
    currency: Public[str] = ""


def order_of(reason: str) -> str:
    """The order that a movement names, which an undo of it repeats after its own words."""
    named = (reason.partition(f"{name} ") for name in NAMES)
    return next((order for _, found, order in named if found), "")


def touches(fact: Fact) -> list[UnmovedGoodsRow]:
    match fact.event:
        case Consigned() as event:
            once = {line.item: line for line in event.lines}
            return [
                UnmovedGoodsRow(
                    order=event.order,
                    item=line.item,
                    item_name=line.item_name,
                    unit=line.quantity.unit,
                )
                for line in once.values()
            ]
        case StockMoved(item=item, item_name=name, quantity=quantity) as move:
            order = order_of(move.reason)
            row = UnmovedGoodsRow(order=order, item=item, item_name=name, unit=quantity.unit)
            return [row] if order else []
        case _:
            return []


def project(row: UnmovedGoodsRow, fact: Fact) -> UnmovedGoodsRow | None:
    match fact.event:
        case Consigned() as event:
            return agreed(shipped(row, event))
        case StockMoved(quantity=quantity) as move:
            out = int(move.target.is_outside) - int(move.source.is_outside)
            return agreed(row.model_copy(update={"moved": row.moved + out * quantity.amount}))
        case _:
            return row


def shipped(row: UnmovedGoodsRow, event: Consigned) -> UnmovedGoodsRow:
    lines = matching(event.lines, "item", row.item)
    amount = sum((line.quantity.amount for line in lines), ZERO)
    return row.model_copy(
        update={
            "customer": event.customer,
            "customer_name": event.customer_name,
            "shipped_on": event.shipped_on if event.sign > 0 else row.shipped_on,
            "shipped": row.shipped + event.sign * amount,
            "price": lines[-1].price.amount,
            "currency": event.currency,
        }
    )


def agreed(row: UnmovedGoodsRow) -> UnmovedGoodsRow | None:
    missing = row.shipped - row.moved
    worth = {"missing": missing, "missing_amount": max(missing, ZERO) * row.price}
    return row.model_copy(update=worth) if missing else None


unmoved_goods = Projection(
    name="unmoved_goods",
    row=UnmovedGoodsRow,
    key=(UnmovedGoodsRow.order, UnmovedGoodsRow.item),
    indexes=(narrow(UnmovedGoodsRow.missing > ZERO, by=(UnmovedGoodsRow.missing_amount,)),),
    of=(Consigned, StockMoved),
    touches=touches,
    project=project,
)
