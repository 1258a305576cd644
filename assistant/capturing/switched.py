"""Switched: what somebody has switched off, read at the moment of asking."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.records import Records
from assistant.rules import switched_off


@dataclass(frozen=True)
class Switches:
    """The reason of whoever did; None while it is on."""

    records: Callable[[str], Records]

    async def off(self, tenant: str, capability: str) -> str | None:
        row = (await self.records(tenant).rows(switched_off(capability))).first
        return None if row is None else row.reason
