"""Nearest: the three declared sentences closest to one that was not understood."""

from assistant.phrasebook.book import Book
from assistant.phrasebook.declaration import Slot
from assistant.phrasebook.examples import Example
from assistant.phrasebook.reading import Reading

SHOWN = 3
PLACES = {
    "quantity": "40", "count": "10", "period": "last quarter", "money": "120", "day": "next week",
}


def nearest(book: Book, reading: Reading | None) -> tuple[str, ...]:
    """One sentence each of the three tools that come closest, ready to be edited."""
    chosen: dict[str, Example] = {}
    for example in ranked(book, reading):
        chosen.setdefault(example.tool.name, example)
        if len(chosen) == SHOWN:
            break
    return tuple(dict.fromkeys(readable(example, reading) for example in chosen.values()))


def ranked(book: Book, reading: Reading | None) -> list[Example]:
    if reading is None:
        return book.examples
    return sorted(book.examples, key=lambda example: -closeness(book, example, reading))


def closeness(book: Book, example: Example, reading: Reading) -> float:
    """Shared words by weight, and slots for what was mentioned; longer examples lose a little."""
    kinds = {kind for mention in reading.mentions for kind in mention.senses}
    shared = book.weight(example.content & reading.content)
    filled = sum(example.tool.slots[name].kind in kinds for name in example.slots)
    return 2 * shared + filled - 0.2 * book.weight(example.content) - 0.3 * len(example.slots)


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
