"""Promotions: what is known of each promotion, and how it came to be known."""
