"""Strangers: words where a name belongs that no record has, so that a question can say so."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.phrasebook.book import Book
from assistant.phrasebook.fitting import ARTICLES
from assistant.phrasebook.mention import Mention
from assistant.phrasebook.names import Names
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS

# What a name behind each of these may be, the likeliest first.
KINDS = {
    "from": ("supplier", "place"),
    "with": ("supplier",),
    "at": ("supplier", "place"),
    "of": ("item", "supplier"),
    "for": ("item", "supplier"),
    "on": ("item",),
    "in": ("place",),
    "into": ("place",),
    "to": ("place", "supplier"),
}
COUNTED = ("item",)  # "Order 50 pizzas": a stranger directly behind a quantity
LONGEST = 6  # words
SHORTEST = 3  # letters of at least one of them


def with_strangers(book: Book, names: Names, reading: Reading) -> Iterator[Reading]:
    """The readings in which the unknown words are one name, which nobody has."""
    places = [at for at, word in reading.said if word not in book.vocabulary_of_all]
    if not places or len(places) > LONGEST or places[-1] - places[0] != len(places) - 1:
        return
    words = [reading.tokens[at].fold for at in places]
    if any(known(names, word) for word in words) or all(len(word) < SHORTEST for word in words):
        return
    start, end = places[0], places[-1] + 1
    said = reading.text[reading.tokens[start].start : reading.tokens[end - 1].end]
    rest = tuple(at for at in reading.places if at not in places)
    for kind in kinds_at(reading, start):
        stranger = Mention(start, end, said, {kind: ()}, "no such name")
        mentions = sorted((*reading.mentions, stranger), key=lambda mention: mention.start)
        yield replace(reading, mentions=tuple(mentions), places=rest)


def known(names: Names, word: str) -> bool:
    """A word of master data, which is a part of a name or a code and no stranger."""
    return (names.knows(word) and word not in LEGAL_FORMS) or word in names.codes


def kinds_at(reading: Reading, at: int) -> tuple[str, ...]:
    while reading.behind(at - 1) in ARTICLES:
        at -= 1
    counted = any(m.end == at and "quantity" in m.senses for m in reading.mentions)
    return COUNTED if counted else KINDS.get(reading.behind(at - 1), ())
