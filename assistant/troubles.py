"""Troubles: what the record says is wrong although nobody drafted anything about it."""

from dataclasses import dataclass
from datetime import date

from domain.inventory.stock_levels import StockLevelRow
from domain.inventory.stock_on_hand import StockOnHandRow
from domain.kernel import wording
from domain.kernel.words import counted
from domain.procurement.purchase_orders import PurchaseOrderRow


@dataclass(frozen=True)
class Trouble:
    """One plain sentence with its figures, and a sentence that would do something about it."""

    title: str
    detail: str
    says: str
    when: str = ""
    amount: str = ""


def late_order(row: PurchaseOrderRow, today: date) -> Trouble | None:
    """An order of which something is outstanding after the day it was due."""
    if row.due_on is None or row.due_on >= today or not row.outstanding_amount:
        return None
    late = counted((today - row.due_on).days, "day")
    return Trouble(
        title=f"{row.number} from {row.supplier_name} is {late} late",
        detail=f"{wording.total(row.outstanding_amount, row.currency)} is still outstanding",
        says=f"Show {row.number}",
        when=f"since {wording.weekday(row.due_on, today)}",
        amount=wording.total(row.amount, row.currency),
    )


def below_reorder_point(row: StockLevelRow) -> Trouble | None:
    """An item of which less is free than the point at which it is ordered again."""
    if row.short_by <= 0:
        return None
    free, point = (
        wording.quantity(amount, row.unit) for amount in (row.available, row.reorder_point)
    )
    return Trouble(
        title=f"{row.item_name} is below its reorder point",
        detail=f"{row.item} · {free} available, reorder point {point}",
        says=f"Order {wording.number(row.short_by)} {row.item_name}",
    )


def in_quarantine(row: StockOnHandRow) -> Trouble | None:
    """Damaged goods about which nobody has decided."""
    if row.status != "quarantine" or row.quantity <= 0:
        return None
    lot = f"lot {row.lot}" if row.lot else ""
    return Trouble(
        title=f"{wording.quantity(row.quantity, row.unit)} {row.item_name} wait in quarantine",
        detail=" · ".join(filter(None, (row.item, row.location_name, lot))),
        says="What is in quarantine?",
    )
