"""Paying: the budget of a business as the loop asks for it, before and after each request."""

from dataclasses import dataclass, field

from assistant.model.controls import ModelCall, Owed, Stopped
from assistant.model.message import Usage
from assistant.spending import Bill, Estimate, Exhausted, Reservation, Spending
from guardrails import prices


@dataclass
class Paying:
    """What a request may cost at most is set aside, and its real usage takes that place."""

    spending: Spending
    held: dict[str, Reservation] = field(default_factory=dict)
    """Reservations of requests under way; a process that dies leaves them to lapse."""

    async def reserve(self, call: ModelCall, owed: Owed | None = None) -> str:
        estimate = Estimate(
            call.model, prices.Usage(input=call.input_tokens, output=call.output_tokens)
        )
        bill = Bill(self.held[owed.reservation], counted(owed.usage)) if owed else None
        found = await self.spending.reserve(call.caller, call.agent, estimate, call.rules, bill)
        if isinstance(found, Exhausted):
            raise Stopped("A3", found.sentence, found.key)
        if owed:
            del self.held[owed.reservation]
        if found.notice:
            call.notices.append((found.key, found.notice))
        self.held[found.id] = found
        return found.id

    async def reconcile(self, owed: Owed) -> None:
        """Also when what it was for has failed."""
        await self.spending.reconcile(self.held[owed.reservation], counted(owed.usage))
        del self.held[owed.reservation]


def counted(usage: Usage) -> prices.Usage:
    """The provider's count in the terms of the price list."""
    return prices.Usage(
        input=usage.input,
        output=usage.output,
        cache_read=usage.cache_read,
        cache_write=usage.cache_written,
    )
