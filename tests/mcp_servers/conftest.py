"""What tests of the servers ask for: the trade in memory, behind the gate."""

import pytest

from mcp_servers.visit import House
from tests.trade import house_in, in_memory


@pytest.fixture
async def house() -> House:
    return await house_in(in_memory())
