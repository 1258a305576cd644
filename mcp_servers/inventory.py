"""The inventory server: what is where, in what state, and what will be short."""

from mcp_servers.serve import Menu
from tools.inventory import TOOLS

ADVICE = """
Items, places, stock on hand, its movements and its value.
Stock in quarantine or on hold is on hand, and still not there to be used.
"""

menu = Menu("inventory", ADVICE, TOOLS)
