"""The caller: who is asking, as the transport verified it; never taken from text or payloads."""

from dataclasses import dataclass
from typing import Any, Literal

from domain.governance.member import OUTSIDE

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
    customer: str = ""
    """The one account that somebody from outside belongs to, as the record says."""

    @property
    def outside(self) -> bool:
        """Whether this is a customer's own person, who is told nothing but what is theirs."""
        return bool(self.customer) or any(role in OUTSIDE for role in self.roles)

    @property
    def hands(self) -> tuple[str, ...]:
        """Everyone who has a part in what is done with this caller's authority."""
        return (self.user, self.agent) if self.agent else (self.user,)

    @property
    def on_record(self) -> dict[str, Any]:
        """Who it was, and from where, as every entry of the ledger says it."""
        return {"surface": self.surface, "user": self.user, "roles": list(self.roles)}

    @property
    def title(self) -> str:
        """How a card presents the person: by role."""
        return self.roles[0].capitalize() if self.roles else self.name
