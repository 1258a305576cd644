"""The fulfillment server: what customers ordered, and how it is picked, packed and shipped."""

from mcp_servers.serve import Menu
from tools.fulfillment import TOOLS

ADVICE = """
Sales orders from the day they are placed: picking, packing, shipments, back orders, returns.
What is reserved for an order cannot be promised to another: look at what is free before ordering.
"""

menu = Menu("fulfillment", ADVICE, TOOLS)
