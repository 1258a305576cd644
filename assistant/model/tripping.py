"""Tripping: the breakers and the kill switch as the loop asks for them, around each request."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.breaking import Breaking, Paused, Turn
from assistant.model.controls import ModelCall, Stopped
from assistant.model.message import Usage
from guardrails.breakers import Outcome

DOWN = ("busy", "away", "slow")
"""Troubles in which the provider gave no answer at all."""
BY_PERSON = "stopped"
WRITTEN = 5  # A token that is written costs about so many times one that is read, everywhere.


@dataclass(frozen=True)
class Tripping:
    """Which failures count as what is decided here; when a breaker opens, by its own rule."""

    breaking: Breaking

    async def before(self, call: ModelCall) -> None:
        paused = await self.breaking.before(call.caller, call.agent, call.rules)
        if paused:
            raise Stopped("A10", paused.sentence, paused.key)

    async def after(self, call: ModelCall, usage: Usage, trouble: str) -> None:
        """A request that a person stopped before any answer says nothing of the provider."""
        if trouble == BY_PERSON and not usage.total:
            return
        ok = trouble in ("", BY_PERSON)
        outcome = Outcome(ok=ok, down=trouble in DOWN, cost=weight(usage))
        await self.breaking.after(call.caller, call.agent, outcome)

    async def using(
        self, call: ModelCall, made: list[tuple[str, str]], tool: str, arguments: str
    ) -> None:
        """A circle is told each time: it says something of this request, and of no other."""
        paused: Paused | None = await self.breaking.repeats(
            Turn(call.caller, call.agent, made), tool, arguments
        )
        if paused:
            raise Stopped("A10", paused.sentence)


def weight(usage: Usage) -> Decimal:
    """How much a request was, comparable between models, and the same from a cache and without.

    In money a dearer model, or a cache that had gone, would look like an anomaly.
    """
    read = usage.input + usage.cache_read + usage.cache_written
    return Decimal(read + WRITTEN * usage.output)
