"""The caller: who is asking, as the transport verified it; never taken from text or payloads."""

from dataclasses import dataclass
from typing import Literal

Surface = Literal["chat", "api", "mcp", "terminal", "slack", "page", "agent"]


@dataclass(frozen=True)
class Caller:
    """A person of one tenant at one surface, and the agent that acts for them, if one does."""

    tenant: str
    user: str
    name: str
    roles: tuple[str, ...]
    surface: Surface
    agent: str = ""

    @property
    def hands(self) -> tuple[str, ...]:
        """Everyone who has a part in what is done with this caller's authority."""
        return (self.user, self.agent) if self.agent else (self.user,)

    @property
    def title(self) -> str:
        """How a card presents the person: by role."""
        return self.roles[0].capitalize() if self.roles else self.name
