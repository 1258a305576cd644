"""Siding: a question that may be about customers or about suppliers is asked of both."""

from collections.abc import Callable

from assistant.phrasebook.folding import folded
from assistant.phrasebook.outcome import Act, Many, Understood
from assistant.phrasebook.reading import Reading, contains
from assistant.phrasebook.vocabulary.both_sides import ASKED_OF_BOTH, BARE, HOW_MANY
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.operators import QUESTION_WORDS

BOTH = {folded(words): sentences for words, sentences in ASKED_OF_BOTH}
NOUNS = frozenset(folded((noun,)) for noun in BARE)
PLAIN = FILLERS | READ_FILLERS | QUESTION_WORDS | HOW_MANY


def of_both_sides(reading: Reading, understand: Callable[[str], Understood]) -> Many | None:
    """Both lists, each of which says whose it is; None for whoever may see but one of them."""
    timed = all("period" in mention.senses and not mention.doubt for mention in reading.mentions)
    words = frozenset(reading.words) - PLAIN
    if len(reading.mentions) > 1 or not timed or (words in NOUNS and not lists(reading)):
        return None
    when = "".join(f" {mention.said}" for mention in reading.mentions)
    found = [understand(sentence + when) for sentence in BOTH.get(words, ())]
    calls = tuple(each for each in found if isinstance(each, Act))
    return Many(calls) if len({call.tool for call in calls}) > 1 else None


def lists(reading: Reading) -> bool:
    """ "Orders this month" or "order list" is a list; "order" tells to order, "how many" counts."""
    named = any(token.text.lower() in BARE for token in reading.unread)
    called = any(contains(reading.words, (*noun, "list")) for noun in NOUNS)
    return (named or called) and HOW_MANY.isdisjoint(reading.words)
