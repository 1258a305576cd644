"""Slips that are words themselves, so that no spelling check finds them."""

# word typed -> (word meant, words of which one must stand directly before; empty: a name behind)
SLIPS: dict[str, tuple[str, frozenset[str]]] = {
    "form": ("from", frozenset()),
    "fro": ("from", frozenset()),
    "weak": ("week", frozenset(["last", "this", "next", "previous", "past"])),
    "moth": ("month", frozenset(["last", "this", "next", "previous", "past"])),
    "quart": ("quarter", frozenset(["last", "this", "next", "previous", "first", "second", "third", "fourth"])),
    "yeah": ("year", frozenset(["last", "this", "next", "previous"])),
    "though": ("through", frozenset()),
}
