"""The purse: what visits may ask of the counters of the model's use."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from guardrails.caller import Caller


class Purse(Protocol):
    """Budgets as a gate and a tool see them."""

    async def exhausted(self, caller: Caller) -> str:
        """Why the model may not go on for this caller; empty while there is room."""
        ...

    async def used(self, tenant: str, periods: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """Everybody's use of the model in these periods."""
        ...


class NothingUsed:
    """The purse of a house in which no model is used: nothing was spent, and nothing can be."""

    async def exhausted(self, caller: Caller) -> str:
        return ""

    async def used(self, tenant: str, periods: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        return ()
