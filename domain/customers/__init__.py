"""Customers: who buys from us on which terms, what they agreed to, what they ask and are told."""
