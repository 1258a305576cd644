"""The whole menu: every business function that is served, one line each."""

from mcp_servers import (
    category,
    customers,
    fulfillment,
    governance,
    inventory,
    payables,
    procurement,
    promotions,
    receivables,
)
from mcp_servers.serve import Menu

FUNCTIONS: tuple[Menu, ...] = (
    procurement.menu,
    inventory.menu,
    governance.menu,
    payables.menu,
    customers.menu,
    category.menu,
    fulfillment.menu,
    receivables.menu,
    promotions.menu,
)

FUNCTION_OF = {tool.name: menu.function for menu in FUNCTIONS for tool in menu.tools}
KIND_OF = {tool.name: tool.kind for menu in FUNCTIONS for tool in menu.tools}
RESULT_OF = {tool.name: tool.result for menu in FUNCTIONS for tool in menu.tools}
"""The type of what a tool answers: the classes of its fields say what may leave."""
BY_FUNCTION = {menu.function: menu for menu in FUNCTIONS}
