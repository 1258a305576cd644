"""Fulfillment: what customers ordered, and how it is picked, packed, shipped and taken back."""
