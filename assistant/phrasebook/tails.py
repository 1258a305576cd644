"""Tails: the free text that ends a sentence, such as a reason or the name of somebody new."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.phrasebook.book import Book
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.reading import contains
from assistant.phrasebook.tokens import Token, folds_of
from assistant.phrasebook.vocabulary.cues import BECAUSE, BEHIND_BECAUSE, CONDITIONS
from assistant.phrasebook.vocabulary.document_kinds import DOCUMENT_KINDS
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.operators import OPERATORS
from assistant.phrasebook.vocabulary.word_list import word_set

Cues = frozenset[tuple[str, ...]]
JOINING = frozenset({"and", "then"})
IN_NAMES = frozenset({"and", "the", "of", "a"})
LONGEST_NAME = 8  # tokens
LONGEST_ADDRESS = 20  # tokens
TO_AN_ADDRESS = word_set("address moved deliver")
"""With one of these before it, a text with a number in it says where somebody lives."""
COMPARING = word_set("most least more less than above below under between")
"""Directly before a number they compare with it."""
DOCUMENTS = frozenset(
    folds_of(called) for prefix, noun in DOCUMENT_KINDS.values() for called in (prefix, noun)
)
"""What stands before the number of a document, which is nobody's name."""
REASONS = frozenset(BECAUSE)
QUOTES = frozenset('"“”„«»')


@dataclass(frozen=True)
class Tail:
    """Where the text begins; prose may say anything, a name is only a few words."""

    at: int
    prose: bool
    cut: tuple[int, int] | None = None
    """Where the words between two texts begin and end: the "in" of "Atelier Nord in Turin"."""


def tails(book: Book, tokens: tuple[Token, ...]) -> Iterator[Tail]:
    """The places behind which all the rest may be one text; none across a sentence end."""
    folds = tuple(token.fold for token in tokens)
    for at in range(1, len(tokens)):
        rest = tokens[at:]
        if any(begins_another(token) or token.text in QUOTES for token in rest):
            continue
        before, behind = folds[:at], folds[at:]
        if ends_with(before, REASONS):
            yield from [Tail(at, prose=True)] if is_reason(book, behind) else []
        elif (told(book, tokens[at], before) and is_reason(book, behind)) or (
            ends_with(before, book.text_cues)
            and (is_name(book, behind) or is_address(book, before, behind))
            and not in_two(book, before, behind)
            and (not is_document(behind) or ends_with(before, book.record_cues))
        ):
            yield Tail(at, prose=False)
        yield from pairs(book, folds, at)


def begins_another(token: Token) -> bool:
    """A sentence seldom begins with a figure, and "Hauptstr. 5" never does."""
    return token.opens_sentence and not token.text[:1].isdigit()


def told(book: Book, token: Token, before: tuple[str, ...]) -> bool:
    """Behind a colon anything may stand, but behind "new customer:" only a name."""
    return ":" in token.gap and not ends_with(before, book.name_cues)


def in_two(book: Book, before: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """ "DHL, tracking 4711" is no carrier's name: an example parts the two by that word."""
    return any(
        ends_with(before, frozenset({cue})) and contains(words[1:-1], joint)
        for cue, joint in book.text_pairs
    )


def pairs(book: Book, folds: tuple[str, ...], at: int) -> Iterator[Tail]:
    """The places from which two names follow each other, with the words of an example between."""
    for cue, joint in book.text_pairs:
        if folds[max(at - len(cue), 0) : at] != cue:
            continue
        for cut in range(at + 1, len(folds) - len(joint)):
            behind = cut + len(joint)
            texts = folds[at:cut], folds[behind:]
            if folds[cut:behind] == joint and all(is_name(book, each) for each in texts):
                yield Tail(at, prose=False, cut=(cut, behind))


def ends_with(words: tuple[str, ...], cues: Cues) -> bool:
    return any(words[-length:] in cues for length in lengths(cues))


@lru_cache(maxsize=1 << 6)
def lengths(cues: Cues) -> frozenset[int]:
    """How many words cues have: there are many cues, and few lengths."""
    return frozenset(map(len, cues))


def is_reason(book: Book, words: tuple[str, ...]) -> bool:
    """A reason has no condition in it, and no second request behind it."""
    if not CONDITIONS.isdisjoint(words):
        return False
    followed = pairwise(words)
    return not any(joint in JOINING and verb in book.draft_verbs for joint, verb in followed)


def is_name(book: Book, words: tuple[str, ...]) -> bool:
    """A few words, of which at least one is new; what means something here is no name."""
    if any(word in COMPARING and behind[:1].isdigit() for word, behind in pairwise(words)):
        return False
    if len(words) > LONGEST_NAME or book.vocabulary_of_all.issuperset(words):
        return False
    return not any(word in OPERATORS or word in FILLERS - IN_NAMES for word in words)


def is_document(words: tuple[str, ...]) -> bool:
    """PO-3 may be looked after or put off, but nobody and nothing is called so."""
    return words[-1:] != () and words[-1].isdigit() and words[:-1] in DOCUMENTS


def is_address(book: Book, before: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """A street and its number, which may hold words that mean something elsewhere: Main Street."""
    if TO_AN_ADDRESS.isdisjoint(before) or len(words) > LONGEST_ADDRESS:
        return False
    return any(word[:1].isdigit() for word in words) and is_reason(book, words)


def mentions_of(tail: Tail, text: str, tokens: tuple[Token, ...]) -> tuple[Mention, ...]:
    """The texts as they were typed, without the "of" of "because of"."""
    first = tail.at + (tail.prose and tokens[tail.at].fold in BEHIND_BECAUSE)
    if tail.cut is None:
        return (mention_of(tail.at, len(tokens), first, text, tokens),)
    cut, behind = tail.cut
    return (
        mention_of(tail.at, cut, first, text, tokens),
        mention_of(behind, len(tokens), behind, text, tokens),
    )


def mention_of(
    start: int, end: int, said_from: int, text: str, tokens: tuple[Token, ...]
) -> Mention:
    first = tokens[min(said_from, len(tokens) - 1)]
    begins = first.start - text[: first.start].endswith("+")  # As telephone numbers are written.
    said = text[begins : tokens[end - 1].end].strip()
    return Mention(start, end, said, {"text": (Sense(said, said),)})
