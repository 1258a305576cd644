"""Changed connectors: a server of others that says something new is an incident on record."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from domain.governance.incident import OpenIncident, stream_of
from domain.kernel import Step

HOUSE = ("countersign",)
Write = Callable[[str, Sequence[Step], tuple[str, ...]], Awaitable[Any]]


def changes(write: Write) -> Callable[[str, str, str], Awaitable[None]]:
    """While an incident about a connector is open, another change there is the same one."""

    async def report(tenant: str, connector: str, detail: str) -> None:
        whose = f"connector.{connector}"
        command = OpenIncident(kind="connector", whose=whose, detail=detail)
        await write(tenant, [Step(stream_of("connector", whose), command)], HOUSE)

    return report
