"""On the machine itself a member's own programs are served on standard input and output."""

import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from domain.kernel import Refused
from mcp_servers.stdio import talk
from mcp_servers.visit import House
from tests.trade import TENANT

PROGRAM = Path(__file__).parent / "served_on_stdio.py"


async def test_a_member_talks_to_one_function(house: House) -> None:
    served = StdioServerParameters(
        command=sys.executable, args=[str(PROGRAM), "inventory", "artisan"]
    )
    async with Client(served) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        result = await client.call_tool("stock_on_hand", {"item": "LOCK"})
    assert "stock_value" in names and "total_spend" not in names
    assert result.structured_content["content"]["headline"].startswith("40 EA Brass turn-lock")


@pytest.mark.parametrize(
    ("function", "user", "code"),
    [("treasury", "owner", "unknown_function"), ("inventory", "nobody", "unknown_member")],
)
async def test_what_is_not_there_is_not_served(
    house: House, function: str, user: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        await talk(house, function, TENANT, user)
    assert refusal.value.code == code
