"""MCP on standard input and output, for a member who works on the machine itself."""

from domain.kernel import Refused
from mcp_servers.menu import BY_FUNCTION
from mcp_servers.serve import speak
from mcp_servers.visit import PRESENT, House


async def talk(house: House, function: str, tenant: str, user: str) -> None:
    """Serve one function to this member until the other side hangs up."""
    menu = BY_FUNCTION.get(function)
    if menu is None:
        known = ", ".join(BY_FUNCTION)
        raise Refused(f"There is no such function: choose among {known}.", "unknown_function")
    caller = await house.member(tenant, user, "mcp")
    if caller is None:
        raise Refused(f"{user} is no member of {tenant}, or is disabled.", "unknown_member")
    PRESENT.set(house.visit(caller))
    await speak(menu)
