"""The business: what may happen, what follows from it, and what is remembered."""
