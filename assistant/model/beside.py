"""Beside the house's own tools: those of connectors, for one sentence of one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.menu import Tools
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
    """`typed` is all that a server outside may be told of, so each sentence has its own."""

    own: Tools
    connectors: Connectors
    typed: tuple[str, ...]

    async def menu(self, caller: Caller) -> Sequence[Any]:
        return [*await self.own.menu(caller), *await self.connectors.menu(caller)]

    async def call(
        self, caller: Caller, tool: str, arguments: Mapping[str, Any], **how: Any
    ) -> dict[str, Any]:
        connector, _ = split_name(tool)
        if not connector:
            return await self.own.call(caller, tool, arguments, **how)
        told = {name: how[name] for name in ("trace", "model") if name in how}
        return await self.connectors.call(caller, tool, arguments, self.typed, **told)
