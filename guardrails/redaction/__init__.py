"""A8 · Redaction: what may leave for a model's endpoint, in which form, and how it comes back."""

from guardrails.redaction.boundary import Boundary
from guardrails.redaction.disclosed import policy_of
from guardrails.redaction.names import Name, NameIndex
from guardrails.redaction.policy import Endpoint, Policy, Treatment, Where
from guardrails.redaction.vault import Vault, recalled

__all__ = [
    "Boundary",
    "Endpoint",
    "Name",
    "NameIndex",
    "Policy",
    "Treatment",
    "Vault",
    "Where",
    "policy_of",
    "recalled",
]
