"""Looking: a rule is run to its end, every question of it past the gate under its own name."""

from collections.abc import Generator
from typing import Any, TypeVar

from assistant.agents.desk import Desk
from domain.agents.agent import Asked, Found
from mcp_servers.looking import Errand, look
from mcp_servers.visit import Visit

T = TypeVar("T")
STEPS = 1_000
"""Questions that one rule may ask in a row; more of them are a mistake in the rule."""


class NotLet(Exception):
    """The gate did not let the agent look; the text is its reason."""


async def run(desk: Desk, visit: Visit, errand: Errand, rule: Generator[Asked, Found, T]) -> T:
    """What the rule ends with; NotLet where the gate says no."""
    ended: list[T] = []

    async def work() -> dict[str, Any]:
        ended.append(await answered(desk, visit.caller.tenant, rule))
        return {}

    answer = await look(visit, errand, work)
    if not ended:
        raise NotLet(answer.reason)
    return ended[0]


async def answered(desk: Desk, tenant: str, rule: Generator[Asked, Found, T]) -> T:
    """Give the rule what it asks for until it ends."""
    try:
        asked = next(rule)
        for _ in range(STEPS):
            asked = rule.send(await desk.found(tenant, asked))
    except StopIteration as done:
        value: T = done.value
        return value
    raise RuntimeError(f"A rule has asked {STEPS} times and does not end: {rule!r}")
