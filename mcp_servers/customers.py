"""The customers server: every customer that is on record."""

from mcp_servers.serve import Menu
from tools.customers import TOOLS

ADVICE = """
Customers under their codes.
Look whether one is on record before drafting another.
"""

menu = Menu("customers", ADVICE, TOOLS)
