"""Slips that are words themselves, so that no spelling check finds them."""

# word typed -> (word meant, words of which one must stand directly before; empty: a name behind)
SLIPS: dict[str, tuple[str, frozenset[str]]] = {
    "form": ("from", frozenset()),
    "fro": ("from", frozenset()),
    "weak": ("week", frozenset("last this next previous past".split())),
    "moth": ("month", frozenset("last this next previous past".split())),
    "quart": ("quarter", frozenset("last this next previous first second third fourth".split())),
    "yeah": ("year", frozenset("last this next previous".split())),
    "though": ("through", frozenset()),
}
