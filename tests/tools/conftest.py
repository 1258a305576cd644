"""What tests of tools ask for: the trade in memory, and a tool called past the gate."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from guardrails.call import Answer
from mcp_servers.menu import FUNCTIONS
from mcp_servers.visit import House
from tests.trade import TENANT, caller, house_in, in_memory

TOOLS = {tool.name: tool for menu in FUNCTIONS for tool in menu.tools}
Ask = Callable[..., Awaitable[Answer]]


@pytest.fixture
async def house() -> House:
    return await house_in(in_memory())


@pytest.fixture
def ask(house: House) -> Ask:
    """Call a tool as a role; the answer is what would leave the house."""

    async def call(tool: str, role: str = "owner", **arguments: Any) -> Answer:
        told = {"origins": arguments.pop("origins", {}), "revises": arguments.pop("revises", None)}
        return await house.visit(caller(role), **told).use(TOOLS[tool], arguments)

    return call


@pytest.fixture
def reply(ask: Ask) -> Callable[..., Awaitable[dict[str, Any]]]:
    """The content of an answer that must be one."""

    async def call(tool: str, **arguments: Any) -> dict[str, Any]:
        answer = await ask(tool, **arguments)
        assert answer.outcome == "answered", answer
        return answer.content

    return call


@pytest.fixture
def drafted(ask: Ask, house: House) -> Callable[..., Awaitable[Any]]:
    """The proposal that a draft tool left behind, with its preview."""

    async def call(tool: str, **arguments: Any) -> Any:
        answer = await ask(tool, **arguments)
        assert answer.outcome == "answered", answer
        state = await house.handler(TENANT).draft(answer.content["draft"])
        return state.proposal

    return call
