"""The receivables server offers its own tools and nobody else's."""

from mcp_servers.menu import BY_FUNCTION
from mcp_servers.receivables import menu


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["receivables"] is menu
    assert {tool.function for tool in menu.tools} == {"receivables"}
    free = [tool.name for tool in menu.tools if tool.composed]
    assert free == [
        "ask_credit_notes",
        "ask_customer_invoice_lines",
        "ask_customer_invoices",
        "ask_customer_payments",
    ]
