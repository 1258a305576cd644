"""Acts: the kinds of things a writing tool does, and what each of its arguments stands for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Act = Literal["own", "outward", "commitment", "credential", "destructive", "fetch"]
"""How grave a wrong call would be.

own: our own record, and reversible. outward: goes to somebody, or opens something to them.
commitment: money, an order, a reservation. credential: a password, a right, a bank account, who
somebody is. destructive: takes away. fetch: a read that leaves the house.
"""
Part = Literal["target", "account", "address", "secret", "amount", "content", "detail"]
"""target: a record or a person. account and address: where money or a message goes. detail: rest"""

AIMED: frozenset[Part] = frozenset({"target", "account", "address", "secret"})
UNKNOWN_DENIED: frozenset[Act] = frozenset({"outward", "commitment", "credential"})
"""What may not go where neither the person nor the house's own records point."""


@dataclass(frozen=True)
class Deed:
    """A tool as the scope sees it: what it does, and the sentences in which people ask for it."""

    tool: str
    title: str
    act: Act
    says: tuple[str, ...]
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def aims(self) -> tuple[str, ...]:
        return tuple(name for name, part in self.parts.items() if part in AIMED)
