"""Promotions: what is cheaper for whom and when, what that brings, how far it may ever go."""
