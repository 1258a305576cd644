"""The promotions server: what is cheaper for whom and when, what it brings, how far it may go."""

from mcp_servers.serve import Menu
from tools.promotions import TOOLS

ADVICE = """
Promotions lower prices of products or categories for some days, for everybody or some buyers.
Look at the depth limits and at overlaps before drafting another.
What was ordered under a promotion keeps its price, whatever becomes of the promotion.
"""

menu = Menu("promotions", ADVICE, TOOLS)
