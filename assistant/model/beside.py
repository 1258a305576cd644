"""Beside the house's own tools: servers of others and dropped files, for one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.menu import Tools
from assistant.model.reading import READ, Reading
from assistant.said import Said
from domain.governance.outside_tool import split_name
from guardrails.caller import Caller


class Connectors(Protocol):
    async def menu(self, caller: Caller) -> Sequence[Any]: ...

    async def call(
        self,
        caller: Caller,
        name: str,
        arguments: Mapping[str, Any],
        typed: Sequence[str],
        *,
        trace: str = "",
        model: str = "",
    ) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Beside:
    """What was said is all that a server outside may be told of, so each sentence has its own."""

    own: Tools
    said: Said
    connectors: Connectors | None = None
    reading: Reading | None = None

    async def more(self) -> list[Any]:
        """What a model is offered besides the menu of the person."""
        found = list(await self.connectors.menu(self.said.caller)) if self.connectors else []
        return [*found, *(await self.reading.menu(self.said) if self.reading else ())]

    async def menu(self, caller: Caller) -> Sequence[Any]:
        return [*await self.own.menu(caller), *await self.more()]

    async def call(
        self, caller: Caller, tool: str, arguments: Mapping[str, Any], **how: Any
    ) -> dict[str, Any]:
        connector, _ = split_name(tool)
        if connector and self.connectors:
            told = {name: how[name] for name in ("trace", "model") if name in how}
            typed = (self.said.text,)
            return await self.connectors.call(caller, tool, arguments, typed, **told)
        if tool == READ and self.reading:
            return await self.reading.call(self.said, arguments)
        return await self.own.call(caller, tool, arguments, **how)
