"""The surfaces: the places where people meet the assistant."""
