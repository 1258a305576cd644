"""Payables: what suppliers bill us for, whether it is what we ordered and got, and what we owe."""
