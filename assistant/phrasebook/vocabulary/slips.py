"""Slips that are words themselves, so that no spelling check finds them."""

from assistant.phrasebook.vocabulary.word_list import word_set

# word typed -> (word meant, words of which one must stand directly before; empty: a name behind)
SLIPS: dict[str, tuple[str, frozenset[str]]] = {
    "form": ("from", frozenset()),
    "fro": ("from", frozenset()),
    "weak": ("week", word_set("last this next previous past")),
    "moth": ("month", word_set("last this next previous past")),
    "quart": ("quarter", word_set("last this next previous first second third fourth")),
    "yeah": ("year", word_set("last this next previous")),
    "though": ("through", frozenset()),
}
