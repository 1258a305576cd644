"""Customers: what is known of each customer, and how it came to be known."""
