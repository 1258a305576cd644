"""The governance server: who may do what, which agents act, and what was drafted and decided."""

from mcp_servers.serve import Menu
from tools.governance import TOOLS

ADVICE = """
Authority, signing limits, members, agents, model budgets, what models may see, switches
and drafts.
Whatever gives more power is signed by somebody else; stopping an agent, and switching
a capability off, needs one signature only.
"""

menu = Menu("governance", ADVICE, TOOLS)
