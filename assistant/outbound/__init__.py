"""Outbound: what was signed leaves for a customer, once, or waits for a person."""
