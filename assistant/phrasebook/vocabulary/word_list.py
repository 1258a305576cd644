"""How a list of words or phrases is written down, so that it reads like one."""


def word_set(text: str) -> frozenset[str]:
    """Words between blanks."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Phrases between commas, each with single blanks inside."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))
