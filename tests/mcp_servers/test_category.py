"""The category server offers its own tools and nobody else's."""

from mcp_servers.category import menu
from mcp_servers.menu import BY_FUNCTION
from tools.category import TOOLS


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["category"] is menu
    assert {tool.function for tool in menu.tools} == {"category"}
    assert tuple(menu.tools) == TOOLS
    assert {"ask_products", "ask_base_prices", "ask_market_prices"} <= {t.name for t in TOOLS}
