"""The receivables server offers its own tools and nobody else's."""

from mcp_servers.menu import BY_FUNCTION
from mcp_servers.receivables import menu


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["receivables"] is menu
    assert {tool.function for tool in menu.tools} == {"receivables"}
    names = [tool.name for tool in menu.tools]
    assert names == [
        "list_customer_invoices",
        "draft_new_customer_invoice",
        "ask_customer_invoices",
    ]
