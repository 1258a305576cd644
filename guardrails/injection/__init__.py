"""A11 · Injection defence: text from outside is data, and only what a person can see of it."""

from guardrails.injection.cleaning import clean
from guardrails.injection.hidden import unseen

__all__ = ["clean", "unseen"]
