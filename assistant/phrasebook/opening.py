"""Opening: a first word that takes back or repeats the order which stands whole behind it."""

OPENERS = frozenset({"stop", "each", "every", "daily", "weekly", "monthly"})
"""Words that examples contain, so that they alone do not make a sentence unreadable."""


def behind_opener(text: str) -> str:
    """The rest of a sentence that begins with such a word; nothing where it does not."""
    first, _, rest = text.strip().partition(" ")
    return rest.strip() if first.lower().rstrip(",:") in OPENERS else ""
