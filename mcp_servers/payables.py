"""The payables server: every supplier invoice that is on record."""

from mcp_servers.serve import Menu
from tools.payables import TOOLS

ADVICE = """
Supplier invoices under their codes.
Look whether one is on record before drafting another.
"""

menu = Menu("payables", ADVICE, TOOLS)
