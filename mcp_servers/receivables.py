"""The receivables server: what customers owe us, what they have paid, and what of it is late."""

from mcp_servers.serve import Menu
from tools.receivables import TOOLS

ADVICE = """
Invoices to customers, their payments, credit notes, reminders and credit limits.
A payment goes to an invoice by an allocation; look what is open before drafting one.
A reminder goes with its letter, which leaves once a person has signed both; nothing else here is
sent to a customer.
"""

menu = Menu("receivables", ADVICE, TOOLS)
