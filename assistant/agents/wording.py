"""Wording: how an agent tells a situation, which is in the words of its rule."""

from typing import Protocol

from domain.agents.agent import Suggestion


class Words(Protocol):
    """Whoever tells a situation is given what the rule found, and decides nothing."""

    async def situation(self, suggestion: Suggestion) -> str: ...


class Plain:
    """In the words of the rule, which need no model."""

    async def situation(self, suggestion: Suggestion) -> str:
        return suggestion.because
