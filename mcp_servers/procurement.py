"""The procurement server: what was ordered from whom, on which terms, and how it came."""

from mcp_servers.serve import Menu
from tools.procurement import TOOLS

ADVICE = """
Purchase orders, receipts, suppliers, and the terms on which they supply us.
Look at what is on order before drafting an order: the costliest mistake here is to order twice.
"""

menu = Menu("procurement", ADVICE, TOOLS)
