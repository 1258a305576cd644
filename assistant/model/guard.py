"""The guard: budget and breakers, asked before each request to a model and told after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant.model.controls import Controls, ModelCall, Owed
from assistant.model.message import Usage


@dataclass
class Guarded:
    """Breakers first: what may not be asked needs no money."""

    controls: Controls
    made: list[tuple[str, str]] = field(default_factory=list)
    """Every use of a tool that the model wanted in this turn."""
    owed: Owed | None = None
    """For the request before; it is settled with the next one, in one trip."""

    async def before(self, call: ModelCall) -> str:
        if self.controls.rules:
            call = replace(call, rules=await self.controls.rules(call))
        if self.controls.breakers:
            await self.controls.breakers.before(call)
        if self.controls.budget is None:
            return ""
        reserved = await self.controls.budget.reserve(call, self.owed)
        self.owed = None
        return reserved

    async def after(self, reserved: str, call: ModelCall, usage: Usage, trouble: str) -> None:
        """Nothing counted where something was sent: the estimate stands in its place."""
        if self.controls.budget:
            unknown = trouble not in UNSENT and not usage.total
            spent = Usage(input=call.input_tokens) if unknown else usage
            self.owed = Owed(reserved, spent)
        if self.controls.breakers:
            await self.controls.breakers.after(call, usage, trouble)

    async def settled(self) -> None:
        """Before whatever asks what is left, and at the end of a turn: nothing stays owed."""
        if self.owed and self.controls.budget:
            await self.controls.budget.reconcile(self.owed)
            self.owed = None

    async def using(self, call: ModelCall, uses: Iterable[tuple[str, str]]) -> None:
        """Also what was asked too often to be done: that is how a loop looks."""
        if self.controls.breakers:
            for tool, arguments in uses:
                await self.controls.breakers.using(call, self.made, tool, arguments)


UNSENT = ("busy", "away", "refused")
"""Troubles of requests that the provider does not charge for."""
