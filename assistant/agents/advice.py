"""Advice: what a model may say for agents, asked so often at most, and never needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.agents.agent import Choice
from domain.agents.saying import marked, reworded, talk
from domain.customers.wording import Template, Worded
from domain.governance.consultation_events import Reply
from guardrails.caller import Caller

AT_MOST = 10
"""Times that one shift asks a model: what is left over is said in the words of the rules."""
FAILURES = 2
"""After so many in vain a shift asks no more: the model is away, switched off, or no help."""


@dataclass(frozen=True)
class Likely:
    """Which of several, by which of the written words; or why nothing is said of it."""

    choice: str = ""
    begins: int = 0
    ends: int = 0
    model: str = ""
    """The model that was asked; empty where none has answered."""
    why: str = ""


class Advice(Protocol):
    """Whoever advises decides nothing: what comes back is judged by who asked."""

    async def worded(self, caller: Caller, template: Template, trace: str) -> Worded: ...

    async def likely(self, caller: Caller, choice: Choice, trace: str) -> Likely: ...


@dataclass(frozen=True)
class Told:
    """A sentence, and the model that worded it; none where the rules did."""

    text: str
    model: str = ""


@dataclass
class Counsel:
    """The advice of one shift; without a model it is silent."""

    caller: Caller
    trace: str
    by: Advice | None = None
    left: int = AT_MOST
    failures: int = FAILURES

    @property
    def silent(self) -> bool:
        return self.by is None or not self.left or not self.failures

    async def told(self, plain: str, situation: str, answers: Sequence[Reply]) -> Told:
        """The whole of a talk in other words, where they say the same; else the plain sentence."""
        if self.by is None or self.silent or not answers:
            return Told(plain)
        self.left -= 1
        template = marked(talk(situation, tuple(answers)))
        found = await self.by.worded(self.caller, template, self.trace)
        text = reworded(template, found.words)
        self.failures -= not text
        return Told(text, found.model) if text else Told(plain)

    async def likely(self, choice: Choice) -> Likely:
        """One of the given records, by words that were written; else nothing."""
        if self.by is None or self.silent:
            return Likely()
        self.left -= 1
        found = await self.by.likely(self.caller, choice, self.trace)
        known = not found.choice or found.choice in choice.options
        written = 0 <= found.begins <= found.ends <= len(choice.written)
        if found.model and known and written:
            return found
        self.failures -= 1
        return Likely(why=found.why)
