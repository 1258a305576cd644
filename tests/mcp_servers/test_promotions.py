"""The promotions server offers its own tools and nobody else's."""

from mcp_servers.menu import BY_FUNCTION
from mcp_servers.promotions import menu
from tools.promotions import TOOLS


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["promotions"] is menu
    assert {tool.function for tool in menu.tools} == {"promotions"}
    assert tuple(menu.tools) == TOOLS
    assert {"draft_promotion", "ask_promotions"} <= {tool.name for tool in TOOLS}
