"""Master data checks: whether supplier, item and unit of an order exist and may be used."""

from collections.abc import Sequence
from typing import Any

from domain.analysis.doubt import Check, Doubt, doubt
from domain.analysis.ordering import ORDERING, ordering
from domain.inventory.items import ItemRow, items
from domain.kernel import Fact, Page, Query, among, contains
from domain.kernel.words import counted, ended
from domain.procurement.order import Line
from domain.procurement.order_lines import OrderLineRow, order_lines
from domain.procurement.supplier import SupplierRegistered
from domain.procurement.suppliers import SupplierRow, suppliers

SOURCE = "suppliers"


def ask_supplier(fact: Fact) -> Sequence[Query[Any]]:
    """The supplier, and whether anything was ordered there before."""
    found = ordering(fact)
    if found is None:
        return ()
    code = found.header.supplier
    earlier = order_lines.where(
        OrderLineRow.supplier == code, OrderLineRow.order != found.order, limit=1, counted=False
    )
    return [suppliers.where(SupplierRow.supplier == code, limit=1, counted=False), earlier]


def judge_supplier(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None:
        return []
    name, row, is_new = found.header.supplier_name, pages[0].first, not pages[1].rows
    if row is None:
        text = f"there is no supplier {found.header.supplier}; register it first."
        return [doubt("block", "unknown_supplier", f"{name} is not known:", text, SOURCE)]
    doubts = []
    if row.status == "on_hold":
        text = f"{ended(row.hold_reason)}."
        doubts += [doubt("stop", "supplier_on_hold", f"{name} is on hold:", text, SOURCE)]
    if is_new and not row.bank_known:
        text = "nothing was ordered there before, and no account is known to pay to."
        doubts += [
            doubt("care", "no_bank_details", f"{name} is new, without bank details:", text, SOURCE)
        ]
    return doubts


def ask_items(fact: Fact) -> Sequence[Query[Any]]:
    found = ordering(fact)
    if found is None:
        return ()
    many = len(found.items)
    return [items.where(among(ItemRow.item, found.items), limit=many, counted=False)]


def judge_items(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    found = ordering(fact)
    if found is None:
        return []
    known = {row.item: row for row in pages[0].rows}
    return [one for line in found.lines for one in of_item(line, known.get(line.item))]


def of_item(line: Line, row: ItemRow | None) -> list[Doubt]:
    name = line.item_name
    if row is None:
        text = f"there is no item {line.item}; register it first."
        return [doubt("block", "unknown_item", f"{name} is not known:", text, "items")]
    if row.unit != line.quantity.unit:
        bold = f"{name} is counted in {row.unit}:"
        text = f"{line.quantity} could not be put into stock."
        return [doubt("block", "wrong_unit", bold, text, "items")]
    if row.status == "retired":
        return [
            doubt("stop", "retired_item", f"{name} is retired:", "it is no longer used.", "items")
        ]
    return []


def ask_namesake(fact: Fact) -> Sequence[Query[Any]]:
    match fact.event:
        case SupplierRegistered(supplier=code, name=name):
            alike = contains(SupplierRow.name, name)
            return [suppliers.where(alike, SupplierRow.supplier != code, limit=3)]
        case _:
            return ()


def judge_namesake(fact: Fact, pages: Sequence[Page[Any]]) -> list[Doubt]:
    match fact.event:
        case SupplierRegistered(name=name) if pages and pages[0].rows:
            row = pages[0].rows[0]
            more = counted(pages[0].total, "supplier")
            place = f" of {row.city}" if row.city else ""
            text = f"{row.supplier}, {row.name}{place}; {more} in all. Two may be one."
            return [doubt("stop", "namesake", f"There is a {name} already:", text, SOURCE)]
        case _:
            return []


MASTER_CHECKS = (
    Check("supplier", ORDERING, ask_supplier, judge_supplier),
    Check("items", ORDERING, ask_items, judge_items),
    Check("namesake", (SupplierRegistered,), ask_namesake, judge_namesake),
)
