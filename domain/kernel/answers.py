"""Answers: what each business function says to the fifteen questions every function is asked."""

from dataclasses import dataclass

Sentences = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answers:
    """D1 to D15, in their order; an empty answer says that there is nothing, and means it."""

    function: str
    capture_targets: Sentences
    """D1: what can be created by saying or showing it."""
    routing_rules: Sentences
    """D2: where each of it is recorded, and in which status."""
    maintenance: Sentences
    """D3: which master data rots, and what is done about it."""
    error_prevention: Sentences
    """D4: what is pointed out, stopped or refused before it is recorded."""
    negative_space: Sentences
    """D5: what should be there and is not, and the question that finds it."""
    decision_support: Sentences
    """D6: which figures are worth showing before a decision."""
    autonomy_boundary: Sentences
    """D7: what may be drafted, what needs a second hand, what never happens."""
    evidence_sources: Sentences
    """D8: what of the outside world can create records, and how it could be abused."""
    reconciliation_pairs: Sentences
    """D9: which records must agree with each other."""
    failure_and_rollback: Sentences
    """D10: how each recorded fact is taken back."""
    abuse_surface: Sentences
    """D11: who might want to deceive us here, and what stands in the way."""
    offline_behaviour: Sentences
    """D12: what works without a network or a model."""
    channel_sync: Sentences
    """D13: what is kept in step with systems outside."""
    lifecycle: Sentences
    """D14: what ages, and which states it passes."""
    capture_modality: Sentences
    """D15: how people enter things here, and what they confirm."""
