"""Payables tools: see what suppliers have billed, record it, and decide about it."""

from tools.payables.deciding import (
    draft_invoice_acceptance,
    draft_invoice_assignment,
    draft_invoice_question,
    draft_invoice_withdrawal,
)
from tools.payables.invoices import (
    list_supplier_invoices,
    show_supplier_invoice,
    unmatched_invoices,
)
from tools.payables.recording import draft_supplier_invoice
from tools.toolkit import Tool

TOOLS: tuple[Tool, ...] = (
    list_supplier_invoices,
    unmatched_invoices,
    show_supplier_invoice,
    draft_supplier_invoice,
    draft_invoice_assignment,
    draft_invoice_acceptance,
    draft_invoice_question,
    draft_invoice_withdrawal,
)
