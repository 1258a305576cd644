"""Paying: the budget of a business as the loop asks for it, before and after each request."""

from dataclasses import dataclass, field

from assistant.model.controls import ModelCall, Stopped
from assistant.model.message import Usage
from assistant.spending import Estimate, Exhausted, Reservation, Spending
from guardrails import prices


@dataclass
class Paying:
    """What a request may cost at most is set aside, and its real usage takes that place."""

    spending: Spending
    held: dict[str, Reservation] = field(default_factory=dict)
    """Reservations of requests under way; a process that dies leaves them to lapse."""

    async def reserve(self, call: ModelCall) -> str:
        estimate = Estimate(
            call.model, prices.Usage(input=call.input_tokens, output=call.output_tokens)
        )
        found = await self.spending.reserve(call.caller, call.agent, estimate)
        if isinstance(found, Exhausted):
            raise Stopped("A3", found.sentence, found.key)
        if found.notice:
            call.notices.append((found.key, found.notice))
        self.held[found.id] = found
        return found.id

    async def reconcile(self, reservation: str, call: ModelCall, usage: Usage) -> None:
        """Once for each reservation, also when what it was for has failed."""
        held = self.held.pop(reservation)
        await self.spending.reconcile(held, counted(usage))


def counted(usage: Usage) -> prices.Usage:
    """The provider's count in the terms of the price list."""
    return prices.Usage(
        input=usage.input,
        output=usage.output,
        cache_read=usage.cache_read,
        cache_write=usage.cache_written,
    )
