"""The menu remembers for a minute which tools a role may use; the gate judges every call anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from guardrails.caller import Caller

KEPT_FOR = timedelta(seconds=60)  # As long as a client of the servers may keep a listing.


class Tools(Protocol):
    """The assistant's way to the servers: what a caller may use, and using it."""

    async def menu(self, caller: Caller) -> Sequence[Any]: ...

    async def call(
        self, caller: Caller, tool: str, arguments: Mapping[str, Any], **how: Any
    ) -> dict[str, Any]: ...


@dataclass
class Menu:
    """Listings by tenant, roles, and whether they go with a customer account."""

    tools: Tools
    listed: dict[tuple[str, tuple[str, ...], bool], tuple[datetime, Sequence[Any]]] = field(
        default_factory=dict
    )

    async def of(self, caller: Caller, now: datetime) -> Sequence[Any]:
        key = (caller.tenant, caller.roles, bool(caller.customer))
        kept = self.listed.get(key)
        if kept is None or now - kept[0] > KEPT_FOR:
            kept = self.listed[key] = (now, await self.tools.menu(caller))
        return kept[1]
