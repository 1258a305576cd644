"""Speaking MCP on standard input and output, for a program on the same machine."""

from assistant.surfaces.terminal.running import Errand


async def talk(errand: Errand, function: str) -> bool:
    """Until the other side hangs up; nothing else may be written to standard output."""
    from mcp_servers import stdio

    await stdio.talk(errand.house.visits, function, errand.tenant, errand.user)
    return True
