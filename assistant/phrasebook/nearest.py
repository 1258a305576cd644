"""Nearest: the three declared sentences closest to one that was not understood."""

from collections.abc import Iterator

from assistant.phrasebook.book import Book
from assistant.phrasebook.declaration import Slot
from assistant.phrasebook.examples import Example
from assistant.phrasebook.reading import Reading

SHOWN = 3
PLACES = {
    "quantity": "40",
    "count": "10",
    "period": "last quarter",
    "money": "120",
    "day": "next week",
}


def nearest(book: Book, reading: Reading | None) -> tuple[str, ...]:
    """One sentence each of the three tools that come closest, ready to be edited."""
    chosen: dict[str, str] = {}
    for example in ranked(book, reading):
        if example.words and example.tool.name not in chosen:
            said = readable(example, reading)
            if said not in chosen.values():
                chosen[example.tool.name] = said
        if len(chosen) == SHOWN:
            break
    return tuple(chosen.values())


def ranked(book: Book, reading: Reading | None) -> Iterator[Example]:
    """What shares a word with the sentence or takes what it mentions, the closest first."""
    if reading is not None:
        kinds = {kind for mention in reading.mentions for kind in mention.senses}
        near = [
            example
            for example in book.examples
            if not kinds.isdisjoint(example.kinds)
            or not example.content.isdisjoint(reading.content)
        ]
        yield from sorted(near, key=lambda example: -closeness(book, example, reading, kinds))
    yield from book.examples


def closeness(book: Book, example: Example, reading: Reading, kinds: set[str]) -> float:
    """Shared words by weight, and slots for what was mentioned; longer examples lose a little."""
    shared = book.weight(example.content & reading.content)
    filled = sum(kind in kinds for kind in example.kinds)
    return 2 * shared + filled - 0.4 * len(example.content) - 0.3 * len(example.kinds)


def readable(example: Example, reading: Reading | None) -> str:
    """The sentence as declared, with what was mentioned or a plain word in its slots."""
    said = example.said
    for name in example.slots:
        said = said.replace("{" + name + "}", stand_in(example.tool.slots[name], reading))
    return said


def stand_in(slot: Slot, reading: Reading | None) -> str:
    for mention in reading.mentions if reading else ():
        if slot.kind in mention.senses and not mention.doubt:
            return mention.said
    return PLACES.get(slot.kind, f"[{slot.name.replace('_', ' ')}]")
