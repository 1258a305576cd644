"""Payables tools: see every supplier invoice, and register another."""

from tools.payables.new_supplier_invoice import draft_new_supplier_invoice
from tools.payables.supplier_invoices import list_supplier_invoices
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_supplier_invoices,
    draft_new_supplier_invoice,
)
