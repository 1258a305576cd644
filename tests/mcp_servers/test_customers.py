"""The customers server offers its own tools and nobody else's."""

from mcp_servers.customers import menu
from mcp_servers.menu import BY_FUNCTION


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["customers"] is menu
    assert {tool.function for tool in menu.tools} == {"customers"}
    names = [tool.name for tool in menu.tools]
    assert names == ["list_customers", "draft_new_customer", "ask_customers"]
