"""The customers server: who buys from us, what they agreed to, what they ask, what they pay."""

from mcp_servers.serve import Menu
from tools.customers import TOOLS

ADVICE = """
Customers under their codes: consumers buy at once, dealers apply and are approved.
Nothing of the kind of a newsletter, an offer or a survey goes to who did not agree to it on that
channel: look with list_consents. Silence is no consent.
A ticket is answered here; its letter is a draft of its own.
Letters go only to the address on record, and leave once somebody has signed them.
"""

menu = Menu("customers", ADVICE, TOOLS)
