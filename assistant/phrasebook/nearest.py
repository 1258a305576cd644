"""Nearest: declared sentences close to one that was not understood, with real names in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from assistant.phrasebook.book import Book
from assistant.phrasebook.declaration import Slot
from assistant.phrasebook.examples import Example
from assistant.phrasebook.mention import Mention
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.vocabulary.fillers import FILLERS

SHOWN = 3
SHORT = 3  # slots of a sentence that is still read at a glance
FORTNIGHT = timedelta(days=14)
QUANTITIES = ("40", "5")  # the second for a sibling, as of the damaged ones
TEXTS = {"reason": "it came too late", "channel": "C0123ABC"}
CLOCKS = {"begins": "19:00", "ends": "7:00"}
OTHER_TEXT = "“Example”"
SAID_ONLY = frozenset({"quantity", "money", "percent", "text"})
"""Values that a person says or nobody does; a count or a period only narrows what is shown."""
NEVER_MADE_UP = frozenset({"account"})
"""Slots in which a made-up value would be a trap, whatever it is shown for."""


@dataclass(frozen=True)
class Stand:
    """What stands in the slots: what was said, else a name or a value of this tenant."""

    settings: Settings
    reading: Reading | None = None
    made_up: bool = True
    """Whether a quantity, an amount or a text may be made up, to show how to say it."""

    def sentence(self, example: Example) -> str | None:
        """The example as it can be said here; None if a name of some kind is not known."""
        said, used = example.said, list[Mention]()
        values = iter(QUANTITIES)
        for name in example.slots:
            slot = example.tool.slots[name]
            mention = self.mentioned(slot, used)
            used += [mention] if mention else []
            text = mention.said if mention else self.sample(slot, values)
            if not text:
                return None
            before, _, behind = said.partition("{" + name + "}")
            said = before + without_preposition(before, text) + behind
        return said

    def mentioned(self, slot: Slot, used: list[Mention]) -> Mention | None:
        """The first thing said that surely is of this kind; no bare number becomes money."""
        for mention in self.reading.mentions if self.reading else ():
            bare = slot.kind == "money" and "quantity" in mention.senses
            if mention.sure(slot.kind) and mention not in used and not bare:
                return mention
        return None

    def sample(self, slot: Slot, quantities: Iterator[str]) -> str:
        day = self.settings.today if slot.is_over else self.settings.today + FORTNIGHT
        if slot.name in NEVER_MADE_UP or not (self.made_up or slot.kind not in SAID_ONLY):
            return ""
        match slot.kind:
            case "quantity":
                return next(quantities, "2")
            case "count":
                return "10"
            case "period":
                return "last quarter"
            case "money":
                return f"12.50 {self.settings.currency}"
            case "clock":
                return CLOCKS.get(slot.name, "7:30")
            case "day" if slot.name == "weekday":
                return f"{day:%A}"
            case "day":
                return f"{day.day} {day:%B}"
            case "text":
                return TEXTS.get(slot.name, OTHER_TEXT)
            case "unit":
                return next(iter(self.settings.units), "")
            case kind:
                return self.settings.samples.get(kind, "")


def without_preposition(before: str, text: str) -> str:
    """ "By" and "by 10 December" have one "by" together."""
    last, (first, _, rest) = before.split()[-1:], text.partition(" ")
    small = bool(last) and last[0] in FILLERS and first.lower() in FILLERS
    return rest if small and rest and first.lower() != "the" else text


def nearest(
    book: Book, settings: Settings, reading: Reading | None, made_up: bool = False
) -> tuple[str, ...]:
    """One sentence each of the three tools that come closest, ready to be said.

    What was asked is answered by reads alone, and a value that nobody said is in none of them.
    """
    asked = reading is not None and reading.asks and not made_up
    found = (e for e in ranked(book, reading) if not asked or e.tool.kind == "read")
    return different(Stand(settings, reading, made_up), found)


def sayable(book: Book, settings: Settings, tools: Iterable[str]) -> tuple[str, ...]:
    """One sentence of each of these tools that can be said as it stands."""
    return different(Stand(settings), plain(book, tools))


def plain(book: Book, tools: Iterable[str]) -> Iterator[Example]:
    """The first sentence of each tool with what makes it telling, but no more than that."""
    for name in tools:
        yield from sorted(book.examples_of(name), key=more_than_plain)


def more_than_plain(example: Example) -> tuple[bool, int, bool, int]:
    """No choice of a list, hardly a text, and as many values as fit into a short sentence."""
    slots = len(example.slots)
    return bool(example.claimed), example.kinds.count("text"), slots > SHORT, -slots


def different(stand: Stand, examples: Iterable[Example]) -> tuple[str, ...]:
    """Up to three sentences, no two of one tool."""
    chosen: dict[str, str] = {}
    for example in examples:
        if example.words and example.tool.name not in chosen:
            said = stand.sentence(example)
            if said and said not in chosen.values():
                chosen[example.tool.name] = said
        if len(chosen) == SHOWN:
            break
    return tuple(chosen.values())


def ranked(book: Book, reading: Reading | None) -> Iterator[Example]:
    """What shares a word with the sentence or takes what it mentions, the closest first."""
    if reading is not None:
        kinds = {kind for mention in reading.mentions for kind in mention.senses}
        near = book.near(reading.content, kinds)
        yield from sorted(near, key=lambda example: -closeness(book, example, reading, kinds))
    yield from plain(book, book.exemplary)
    yield from book.examples


def closeness(book: Book, example: Example, reading: Reading, kinds: set[str]) -> float:
    """Shared words by weight, and slots for what was mentioned; longer examples lose a little."""
    shared = book.weight(example.content & reading.content)
    filled = sum(kind in kinds for kind in example.kinds)
    return 2 * shared + filled - 0.4 * len(example.content) - 0.3 * len(example.kinds)
