"""The category server: what we sell, at which price since when, and what the market asks."""

from mcp_servers.serve import Menu
from tools.category import TOOLS

ADVICE = """
Products, their base prices with every day from which one holds, and what other sellers ask.
A base price holds for everybody who has agreed on nothing else: look at margin and market first.
"""

menu = Menu("category", ADVICE, TOOLS)
