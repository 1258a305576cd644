"""What tests of governance share: a draft signed by somebody, and a trade that has grants."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from assistant.approvals import Approvals
from guardrails.call import Answer
from mcp_servers.visit import House
from tests.tools.conftest import TOOLS
from tests.trade import NOON, TENANT, caller

Sign = Callable[..., Awaitable[Answer]]


@pytest.fixture
def ask(house: House) -> Callable[..., Awaitable[Answer]]:
    """Call a tool by one role, which is no argument of the tool: several of these take a role."""

    async def call(tool: str, by: str = "owner", /, **arguments: Any) -> Answer:
        return await house.visit(caller(by)).use(TOOLS[tool], arguments)

    return call


@pytest.fixture
def ask_by_hand(house: House) -> Callable[..., Awaitable[Answer]]:
    """Call a tool without an agent in between."""

    async def call(tool: str, by: str = "owner", /, **arguments: Any) -> Answer:
        return await house.visit(caller(by, agent="")).use(TOOLS[tool], arguments)

    return call


@pytest.fixture
def approvals(house: House) -> Approvals:
    return Approvals(house.handler, house.gate)


@pytest.fixture
def sign(house: House, approvals: Approvals) -> Sign:
    """Sign a draft as it reads today, or as it read when its digest was noted."""

    async def call(draft: str, role: str, digest: str = "") -> Answer:
        card = await house.handler(TENANT).card(draft)
        return await approvals.sign(
            caller(role, agent=""), draft, card.version, digest or card.digest, NOON, "t"
        )

    return call


@pytest.fixture
def settled(ask: Any, sign: Sign) -> Callable[..., Awaitable[str]]:
    """Draft by one role and have another sign it; the draft's number."""

    async def call(tool: str, by: str = "admin", signer: str = "owner", **arguments: Any) -> str:
        drafted = await ask(tool, by, **arguments)
        assert drafted.outcome == "answered", drafted
        number = str(drafted.content["draft"])
        signed = await sign(number, signer)
        assert signed.outcome == "answered", signed
        return number

    return call


@pytest.fixture
def undone(approvals: Approvals, sign: Sign) -> Callable[..., Awaitable[None]]:
    """Take a signed draft back: drafted by one, signed by another."""

    async def call(draft: str, by: str = "admin", signer: str = "owner") -> None:
        card = await approvals.undo(caller(by, agent=""), draft, NOON, "t")
        assert card.outcome == "answered", card
        signed = await sign(card.content["draft"], signer)
        assert signed.outcome == "answered", signed

    return call
