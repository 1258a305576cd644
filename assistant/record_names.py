"""Record names: which record somebody means by a code as people write it."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from assistant.records import Records
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.sales_orders import SalesOrderRow, sales_orders
from domain.governance.consultation import consultation
from domain.governance.consultations import ConsultationRow, consultations
from domain.governance.draft import draft
from domain.governance.drafts import DraftRow, drafts
from domain.inventory.item import item
from domain.inventory.items import ItemRow, items
from domain.inventory.location import location
from domain.inventory.locations import LocationRow, locations
from domain.inventory.unit import unit
from domain.inventory.units import UnitRow, units
from domain.kernel import AnyDecider, Refused
from domain.kernel.query import Query
from domain.kernel.row import column, contains
from domain.procurement.purchase_order import purchase_order
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.supplier import supplier
from domain.procurement.suppliers import SupplierRow, suppliers
from domain.receivables.customer_invoice import customer_invoice
from domain.receivables.customer_invoices import CustomerInvoiceRow, customer_invoices
from domain.receivables.customer_payment import customer_payment
from domain.receivables.customer_payments import CustomerPaymentRow, customer_payments

CODED = (
    (purchase_order, purchase_orders, PurchaseOrderRow.number),
    (sales_order, sales_orders, SalesOrderRow.order),
    (supplier, suppliers, SupplierRow.supplier),
    (item, items, ItemRow.item),
    (location, locations, LocationRow.location),
    (unit, units, UnitRow.code),
    (consultation, consultations, ConsultationRow.consultation),
    (draft, drafts, DraftRow.draft),
    (customer_invoice, customer_invoices, CustomerInvoiceRow.invoice),
    (customer_payment, customer_payments, CustomerPaymentRow.payment),
)
"""The records that people call by a code, where the codes stand, and in which column."""
PART = re.compile(r"[^\W\d_]+|\d+")
LOOKED_AT, SHOWN, ALIKE = 200, 3, 0.6


async def stream_meant(records: Records, code: str, readable: Sequence[AnyDecider]) -> str:
    """The one stream that a code names; a refusal names those that come closest."""
    parts = PART.findall(code)
    spellings = {code, code.upper(), "-".join(parts).upper()}
    found, near = set(), dict.fromkeys(spellings, "")
    for decider, projection, place in CODED:
        if decider not in readable:
            continue
        of, asked = decider.name, [projection.where(limit=LOOKED_AT, counted=False)]
        asked += [projection.where(place == each, counted=False) for each in spellings]
        if parts:
            asked.append(projection.where(contains(place, parts[-1]), counted=False))
        codes = await written(records, asked, column(place).name)
        found |= {f"{of}-{each}" for each in codes & spellings}
        near |= {each: f"{of}-{each}" for each in codes}
    if len(found) == 1:
        return found.pop()
    alike = get_close_matches("-".join(parts).upper(), [n for n in near if near[n]], SHOWN, ALIKE)
    raise refusal(code, sorted(found), [near[each] for each in alike])


async def written(records: Records, asked: Sequence[Query[Any]], name: str) -> set[str]:
    pages = [await records.rows(query) for query in asked]
    return {getattr(row, name) for page in pages for row in page.rows}


def refusal(code: str, found: Sequence[str], near: Sequence[str]) -> Refused:
    if found:
        return Refused(f"{code} is {' and '.join(found)}: say which.", "unknown_stream")
    if near:
        reason = f"There is no record {code}. Did you mean {' or '.join(near)}?"
        return Refused(reason, "unknown_stream")
    reason = f"{code} is no record. A record is named like PO-7, or like purchase_order-PO-7."
    return Refused(reason, "unknown_stream")
