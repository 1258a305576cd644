"""A call on its way through the gate, the verdict on it, and the answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from domain.governance.authority import Authority
from domain.governance.passport import Badge
from guardrails.caller import Caller
from guardrails.delegation import StandIn

Kind = Literal["read", "draft", "sign", "execute"]
"""To execute is to do what a person signed in advance: it is judged like that person's signature.
"""
Outcome = Literal["answered", "denied", "refused", "invalid"]


@dataclass(frozen=True)
class Call:
    """What is asked, and every fact that a control needs to judge it; the visit fetches them."""

    caller: Caller
    kind: Kind
    tool: str
    commands: tuple[tuple[str, str], ...]
    """Function and action of each thing asked: the tool's own, or the commands to be signed."""
    authority: Authority
    badge: Badge | None = None
    badge_revoked: bool = False
    amount: Decimal | None = Decimal(0)
    """Money at stake in the tenant's currency; None when there is no rate to compare it by."""
    currency: str = ""
    """The tenant's currency, in which limits are told."""
    drafted_by: tuple[str, ...] = ()
    independent: bool = False
    apart: frozenset[str] = frozenset()
    """Who made what a draft is checked against."""
    stands_in: tuple[StandIn, ...] = ()
    """For whom the caller stands in today; their authority is lent for open drafts only."""
    lendable: bool = False
    """Whether what is to be signed may be signed on lent authority at all."""
    trace: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    model: str = ""
    """The model that chose the tool; empty when a person or the phrasebook did."""
    out_of_budget: str = ""
    """Why the model may not go on, when its budget has no room left."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where the values of arguments came from, as whoever called could tell."""
    off: Mapping[str, str] = field(default_factory=dict)
    """The capabilities that are switched off, each with its reason."""
    for_customers: bool = False
    """Whether it is for a customer's own people alone, or is what they themselves drafted."""
    open_to_customers: bool = False
    """Whether it is for them as well as for those who work here."""
    standing_order: str = ""
    """The order by which somebody signed this in advance."""
    untold: str = ""
    """Why a server outside may not be told these arguments."""


@dataclass(frozen=True)
class Allowed:
    """The call may go on."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Denied:
    """A control stops the call; the reason is shown to the person and kept in the ledger."""

    control: str
    reason: str

    def __str__(self) -> str:
        return f"Denied: {self.reason}"


Verdict = Allowed | Denied


@dataclass(frozen=True)
class Answer:
    """One of four stable shapes: answered, denied (not allowed), refused (not possible), invalid.

    `code` is for programs: the control that denied, the rule that refused, the wrong field.
    """

    outcome: Outcome
    content: Any = None
    reason: str = ""
    code: str = ""
    hidden: tuple[str, ...] = ()
    """What was taken out of it because nobody could have seen it: how many of which kind."""
