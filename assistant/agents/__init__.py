"""Agents at work: they look, ask each other, and draft; people sign."""
