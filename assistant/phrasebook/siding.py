"""Siding: a question that may be about customers or about suppliers is asked of both."""

from collections.abc import Callable

from assistant.phrasebook.folding import folded
from assistant.phrasebook.outcome import Act, Many, Understood
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.vocabulary.both_sides import ASKED_OF_BOTH, HOW_MANY
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.operators import QUESTION_WORDS

BOTH = {folded(words): sentences for words, sentences in ASKED_OF_BOTH}
PLAIN = FILLERS | READ_FILLERS | QUESTION_WORDS | HOW_MANY


def of_both_sides(reading: Reading, understand: Callable[[str], Understood]) -> Many | None:
    """Both lists, each of which says whose it is; None for whoever may see but one of them."""
    sentences = None if reading.mentions else BOTH.get(frozenset(reading.words) - PLAIN)
    found = [understand(sentence) for sentence in sentences or ()]
    calls = tuple(each for each in found if isinstance(each, Act))
    return Many(calls) if len({call.tool for call in calls}) > 1 else None
