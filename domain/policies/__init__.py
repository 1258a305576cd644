"""Policies: when this is recorded, then that follows; the only rooms where functions meet."""
