"""The category server offers its own tools and nobody else's."""

from mcp_servers.category import menu
from mcp_servers.menu import BY_FUNCTION


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["category"] is menu
    assert {tool.function for tool in menu.tools} == {"category"}
    names = [tool.name for tool in menu.tools]
    assert names == ["list_products", "draft_new_product", "ask_products"]
