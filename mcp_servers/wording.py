"""Wording: who words a letter anew for a visit, where anybody does."""

from dataclasses import dataclass, field
from typing import Protocol

from domain.customers.wording import Template, Worded
from guardrails.caller import Caller


class Wording(Protocol):
    """Words that come back are a proposal: the tool that asked judges them."""

    async def worded(self, caller: Caller, template: Template, trace: str) -> Worded: ...


@dataclass(frozen=True)
class TemplatesOnly:
    """A house, or a request, in which no model is asked for words."""

    why: str = "no language model is connected"

    async def worded(self, caller: Caller, template: Template, trace: str) -> Worded:
        return Worded(why=self.why)


@dataclass
class Delegated:
    """Nobody words letters in a house before it is furnished; afterwards whoever is named."""

    by: Wording = field(default_factory=TemplatesOnly)

    async def worded(self, caller: Caller, template: Template, trace: str) -> Worded:
        return await self.by.worded(caller, template, trace)
