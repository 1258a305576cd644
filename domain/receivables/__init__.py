"""Receivables: what customers owe us, what they have paid, and what of it is late."""
