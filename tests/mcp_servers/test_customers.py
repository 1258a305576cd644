"""The customers server offers its own tools and nobody else's."""

from mcp_servers.customers import menu
from mcp_servers.menu import BY_FUNCTION
from tools.customers import TOOLS


def test_the_server_is_on_the_menu_under_its_own_name() -> None:
    assert BY_FUNCTION["customers"] is menu
    assert {tool.function for tool in menu.tools} == {"customers"}
    assert menu.tools == TOOLS
    free = [tool.name for tool in menu.tools if tool.composed]
    assert free == ["ask_consents", "ask_customers", "ask_messages", "ask_tickets"]
