"""What a person cannot see does not leave the house and is not read."""

import unicodedata

KEPT = frozenset("\n\t\u200c\u200d")  # Line breaks, and joiners that Persian, Hindi, emoji need.
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs"})  # Unicode: control, format, private use, surrogate.


def clean(text: str) -> str:
    """The text without invisible characters: bidi marks, zero-width letters, escapes, tags."""
    if text.isprintable():  # Then it has neither these nor line breaks and rarer spaces.
        return text
    return "".join(c for c in text if c in KEPT or unicodedata.category(c) not in HIDDEN)
