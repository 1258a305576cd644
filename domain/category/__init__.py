"""Category: what we sell, at which base price since when, and what others ask for the same."""
