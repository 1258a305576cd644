"""What needs somebody in procurement and payables: late, not billed, or billed and not there."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import EACH, Matter, Pages, Source, each
from domain.kernel import Query, among, falling, wording
from domain.kernel.words import counted
from domain.payables.supplier_invoices import SupplierInvoiceRow, supplier_invoices
from domain.procurement.order_status import OPEN
from domain.procurement.purchase_orders import PurchaseOrderRow, purchase_orders
from domain.procurement.receipts import ReceiptRow, receipts

BUYERS = ("buyer",)
BOOKS = ("accounting", *BUYERS)
"""Whoever pays for what came, and whoever ordered it."""
LOOKED_AT = 100
LATEST, LONGEST = timedelta(days=7), timedelta(days=90)
"""An invoice may take a week; what came longer ago than a quarter was settled elsewhere."""


def late(today: date) -> Sequence[Query[Any]]:
    """Each status by itself, as an index has them in the order of their days."""
    row: Any = PurchaseOrderRow
    return [
        purchase_orders.where(
            row.status == status,
            row.due_on < today,
            order_by=(row.due_on,),
            limit=EACH + 1,
            counted=False,
        )
        for status in OPEN
    ]


def late_order(row: PurchaseOrderRow, today: date) -> Matter | None:
    """An order of which something is outstanding after the day it was due."""
    if row.due_on is None or row.due_on >= today or not row.outstanding_amount:
        return None
    days = counted((today - row.due_on).days, "day")
    return Matter(
        about=row.number,
        title=f"{row.number} from {row.supplier_name} is {days} late",
        detail=f"{wording.total(row.outstanding_amount, row.currency)} is still outstanding",
        says=f"Show {row.number}",
        amount=row.outstanding_amount,
        currency=row.currency,
        since=row.due_on,
        due=row.due_on,
    )


def not_billed(today: date) -> Sequence[Query[Any]]:
    row = ReceiptRow
    asked = receipts.where(
        row.received_on <= today - LATEST,
        row.received_on >= today - LONGEST,
        order_by=(falling(row.received_on),),
        limit=LOOKED_AT,
        counted=False,
    )
    return [asked]


def their_invoices(found: Pages) -> Sequence[Query[Any]]:
    numbers = sorted({row.number for row in found[0].rows})
    row = SupplierInvoiceRow
    if not numbers:
        return []
    asked = (among(row.order, numbers), row.stage != "withdrawn")
    return [supplier_invoices.where(*asked, limit=1_000, counted=False)]


def receipts_without_invoice(found: Pages, more: Pages, today: date) -> list[Matter]:
    billed = {row.order for page in more for row in page.rows}
    came: dict[str, list[ReceiptRow]] = defaultdict(list)
    for row in found[0].rows:
        if row.number not in billed:
            came[row.number].append(row)
    told = [receipt_without_invoice(rows, today) for rows in came.values()]
    return sorted(told, key=lambda matter: (-(matter.amount or 0), matter.about))[: EACH + 1]


def receipt_without_invoice(rows: Sequence[ReceiptRow], today: date) -> Matter:
    row = rows[0]
    came = max(each.received_on for each in rows)
    days = counted((today - came).days, "day")
    return Matter(
        about=row.number,
        title=f"{row.number} from {row.supplier_name} arrived and is not billed",
        detail=f"The last of it came {days} ago, and there is no invoice",
        says=f"Show {row.number}",
        amount=sum((each.amount for each in rows), Decimal(0)),
        currency=row.currency,
        since=came,
    )


def undecided(_: date) -> Sequence[Query[Any]]:
    row = SupplierInvoiceRow
    asked = supplier_invoices.where(
        row.stage == "recorded", order_by=(row.issued_on,), limit=LOOKED_AT, counted=False
    )
    return [asked]


def their_orders(found: Pages) -> Sequence[Query[Any]]:
    numbers = sorted({row.order for row in found[0].rows if row.order})
    row = PurchaseOrderRow
    asked = purchase_orders.where(among(row.number, numbers), limit=LOOKED_AT, counted=False)
    return [asked] if numbers else []


def invoices_without_goods(found: Pages, more: Pages, today: date) -> list[Matter]:
    """Invoices that name no order, or one of which nothing came."""
    orders = {row.number: row for page in more for row in page.rows}
    told = [
        invoice_without_goods(row, today)
        for row in found[0].rows
        if row.order not in orders or not orders[row.order].received
    ]
    return sorted(told, key=lambda matter: (-(matter.amount or 0), matter.about))[: EACH + 1]


def invoice_without_goods(row: SupplierInvoiceRow, _: date) -> Matter:
    why = f"nothing of {row.order} has arrived" if row.order else "it names no order"
    return Matter(
        about=row.number,
        title=f"Invoice {row.number} of {row.supplier_name} is for goods we cannot see",
        detail=why.capitalize() if not row.order else f"{why[:1].upper()}{why[1:]}",
        says=f"Show invoice {row.number}",
        amount=row.gross,
        currency=row.currency,
        since=row.issued_on,
        due=row.due_on,
    )


SOURCES = (
    Source(
        name="late_purchase_orders",
        function="procurement",
        finds="Orders of which something is outstanding after the day it was due.",
        roles=BUYERS,
        lists="Which deliveries are late?",
        ask=late,
        tell=each(late_order),
    ),
    Source(
        name="receipts_without_invoice",
        function="payables",
        finds=f"Goods that came {LATEST.days} to {LONGEST.days} days ago on an order without an "
        f"invoice, among the {LOOKED_AT} newest.",
        roles=BOOKS,
        lists="Goods receipts of this quarter",
        ask=not_billed,
        further=their_invoices,
        tell=receipts_without_invoice,
    ),
    Source(
        name="invoices_without_receipt",
        function="payables",
        finds=f"Of the {LOOKED_AT} oldest invoices nobody decided about, those without an order, "
        "or with one of which nothing came.",
        roles=BOOKS,
        lists="Which supplier invoices are recorded?",
        ask=undecided,
        further=their_orders,
        tell=invoices_without_goods,
    ),
)
