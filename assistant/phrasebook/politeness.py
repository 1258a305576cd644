"""Politeness: the phrases that sentences and examples lose alike, unless nothing else is said."""

from assistant.phrasebook.tokens import folds_of
from assistant.phrasebook.vocabulary import courtesies
from assistant.phrasebook.vocabulary.fillers import FILLERS

Folds = tuple[str, ...]

MILD = frozenset({("please",), ("kindly",)})  # polite, but no order by themselves


def phrase_table(phrases: tuple[str, ...], kind: str) -> dict[Folds, str]:
    return {folds_of(phrase): kind for phrase in phrases}


POLITE = (
    phrase_table(courtesies.GREETINGS, "greeting")
    | phrase_table(courtesies.COURTESIES, "courtesy")
    | phrase_table(courtesies.ASKS, "ask")
    | phrase_table(courtesies.REQUESTS, "request")
)
LONGEST_PHRASE = max(map(len, POLITE))


def without_courtesies(words: Folds) -> Folds:
    """The words of an example as a sentence would be left with them."""
    kept: list[str] = []
    at = 0
    while at < len(words):
        length = polite_length(words, at)
        kept += words[at : at + 1] if not length else ()
        at += length or 1
    return tuple(kept) if any(word not in FILLERS for word in kept) else words


def polite_length(words: Folds, at: int) -> int:
    """How long the polite phrase is that begins here; greetings stand in no example."""
    for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
        if POLITE.get(words[at : at + length], "greeting") != "greeting":
            return length
    return 0
