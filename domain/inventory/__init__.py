"""Inventory: what things are, where they lie, in what condition, and how they came there."""
