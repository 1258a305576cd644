"""Procurement tools: see what is on order and from whom, order more, and receive what comes."""

from tools.asking import free_tools
from tools.procurement.bank_details import draft_bank_details_change
from tools.procurement.buying import draft_purchase_order
from tools.procurement.late import late_deliveries
from tools.procurement.order_changes import (
    draft_order_cancellation,
    draft_order_change,
    draft_order_close,
    draft_order_release,
)
from tools.procurement.order_counts import purchase_counts
from tools.procurement.order_history import order_history, show_purchase_order
from tools.procurement.orders import list_purchase_orders, what_is_on_order
from tools.procurement.performance import late_suppliers, supplier_scorecard
from tools.procurement.prices import price_history, sourcing_terms
from tools.procurement.receipts import list_receipts, open_receipts
from tools.procurement.receiving import draft_full_receipt, draft_goods_receipt
from tools.procurement.sourcing import draft_sourcing_terms
from tools.procurement.spending import total_spend
from tools.procurement.supplier_changes import (
    draft_new_supplier,
    draft_supplier_hold,
    draft_supplier_release,
)
from tools.procurement.suppliers import list_suppliers, show_supplier
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_purchase_orders,
    show_purchase_order,
    what_is_on_order,
    order_history,
    total_spend,
    purchase_counts,
    supplier_scorecard,
    late_deliveries,
    late_suppliers,
    list_suppliers,
    show_supplier,
    sourcing_terms,
    price_history,
    open_receipts,
    list_receipts,
    draft_purchase_order,
    draft_goods_receipt,
    draft_full_receipt,
    draft_order_change,
    draft_order_cancellation,
    draft_order_close,
    draft_order_release,
    draft_supplier_hold,
    draft_supplier_release,
    draft_bank_details_change,
    draft_sourcing_terms,
    draft_new_supplier,
    *free_tools("procurement"),
)
