"""Capturing: what a file says becomes a draft, with the place that each value was read from."""
