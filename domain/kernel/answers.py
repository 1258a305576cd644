"""Answers: what each business function says to the fifteen questions every function is asked."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "tool",
    "command",
    "event",
    "table",
    "check",
    "source",
    "rule",
    "topic",
    "policy",
    "setting",
    "role",
]


@dataclass(frozen=True)
class Named:
    """A part of the house that is the answer; a name that nothing has is found by a test."""

    kind: Kind
    name: str
    says: str


Answer = str | Named
Said = tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """D1 to D15, in their order; what the code knows by itself is added to what stands here."""

    function: str
    capture_targets: Said = ()
    """D1: what can be created by saying or showing it."""
    routing_rules: Said = ()
    """D2: where each of it is recorded, and in which status."""
    maintenance: Said
    """D3: which master data rots, and what is done about it."""
    error_prevention: Said
    """D4: what is pointed out, stopped or refused before it is recorded."""
    negative_space: Said = ()
    """D5: what should be there and is not, and the question that finds it."""
    decision_support: Said
    """D6: which figures are worth showing before a decision."""
    autonomy_boundary: Said = ()
    """D7: what may be drafted, what needs a second hand, what never happens."""
    evidence_sources: Said
    """D8: what of the outside world can create records, and how it could be abused."""
    reconciliation_pairs: Said
    """D9: which records must agree with each other."""
    failure_and_rollback: Said = ()
    """D10: how each recorded fact is taken back."""
    abuse_surface: Said
    """D11: who might want to deceive us here, and what stands in the way."""
    offline_behaviour: Said
    """D12: what works without a network or a model, what waits for it, what is done by hand."""
    channel_sync: Said
    """D13: what is kept in step with systems outside."""
    lifecycle: Said
    """D14: what ages, and which states it passes."""
    capture_modality: Said
    """D15: how people enter things here first and otherwise, what they confirm, what is offline."""
