"""Switched: what somebody has switched off, read at the moment of asking."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.records import Records
from domain.governance.switches import SwitchRow, switches


@dataclass(frozen=True)
class Switches:
    """The reason of whoever did; None while it is on."""

    records: Callable[[str], Records]

    async def off(self, tenant: str, capability: str) -> str | None:
        asked = switches.where(SwitchRow.capability == capability, limit=1, counted=False)
        row = (await self.records(tenant).rows(asked)).first
        return None if row is None else row.reason
