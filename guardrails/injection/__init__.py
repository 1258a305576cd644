"""A11 · Injection defence: text from outside is data, and only what a person can see of it."""

from guardrails.injection.cleaning import clean

__all__ = ["clean"]
