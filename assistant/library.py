"""The library: what the pages read of a business, each reader within what they may see."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from assistant.answers import Turn
from assistant.capturing.capture import Capture
from assistant.capturing.reread import Reread
from assistant.functions import Functions
from assistant.inspecting import Inspector
from assistant.records import Tenant
from domain.customers.letter import Letter
from domain.customers.message_events import ReleaseMessage
from guardrails.caller import Caller

Object = dict[str, Any]
LETTER = ReleaseMessage.__name__


@dataclass(frozen=True)
class Library:
    """Reads alone: nothing here can draft or sign."""

    inspector: Inspector
    functions: Functions
    tenant: Callable[[str], Awaitable[Tenant]]
    clock: Callable[[], datetime]
    capture: Capture

    async def original(self, caller: Caller, file: str) -> tuple[str, bytes] | None:
        return await self.capture.original(caller, file)

    async def reread(self, caller: Caller, file: str) -> Reread | None:
        return await self.capture.reread(caller, file)

    async def letter(self, caller: Caller, draft: str) -> Letter | None:
        """The letter of a draft, for who was shown that draft."""
        proposal = (await self.inspector.records(caller.tenant).draft(draft)).proposal
        said = [s for s in proposal.steps if s.command == LETTER] if proposal else []
        return Letter.model_validate(said[0].arguments) if len(said) == 1 else None

    async def now(self, caller: Caller) -> datetime:
        """This moment, in the time zone of the business."""
        return (await self.tenant(caller.tenant)).local(self.clock())

    async def house(self, caller: Caller) -> str:
        """How the business is called."""
        return (await self.tenant(caller.tenant)).name

    async def phrases(self, caller: Caller) -> list[Object]:
        return await self.inspector.phrases(caller)

    async def traces(self, caller: Caller) -> list[Object]:
        return await self.inspector.traces(caller)

    async def trace(self, caller: Caller, trace_id: str) -> Object:
        return await self.inspector.trace(caller, trace_id)

    async def history(self, caller: Caller, stream: str) -> list[Object]:
        return await self.inspector.history(caller, stream)

    async def names(self, caller: Caller) -> list[Object]:
        return await self.functions.names(caller)

    async def function(self, caller: Caller, name: str) -> Object:
        tenant, now = await self.tenant(caller.tenant), self.clock()
        turn = Turn("", token_hex(8), now, tenant.today(now), tenant.currency)
        return await self.functions.view(caller, name, turn, tenant.local(now), tenant)
