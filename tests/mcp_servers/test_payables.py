"""The payables server offers its own tools and nobody else's."""

from mcp_servers.menu import BY_FUNCTION
from mcp_servers.payables import menu
from tools.asking import free_tools


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["payables"] is menu
    assert {tool.function for tool in menu.tools} == {"payables"}
    assert [tool.name for tool in menu.tools] == [
        "list_supplier_invoices",
        "unmatched_invoices",
        "show_supplier_invoice",
        "draft_supplier_invoice",
        "draft_invoice_assignment",
        "draft_invoice_acceptance",
        "draft_invoice_question",
        "draft_invoice_withdrawal",
        *(tool.name for tool in free_tools("payables")),
    ]
