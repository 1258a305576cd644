"""The payables server: what suppliers bill us for, held against what we ordered and got."""

from mcp_servers.serve import Menu
from tools.payables import TOOLS

ADVICE = """
Supplier invoices and credit notes, each beside its purchase order and its receipts.
Nothing here pays. An account on an invoice is only compared with the record, never taken over.
"""

menu = Menu("payables", ADVICE, TOOLS)
