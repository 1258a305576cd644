"""The receivables server: every customer invoice that is on record."""

from mcp_servers.serve import Menu
from tools.receivables import TOOLS

ADVICE = """
Customer invoices under their codes.
Look whether one is on record before drafting another.
"""

menu = Menu("receivables", ADVICE, TOOLS)
