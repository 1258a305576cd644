"""Matching: which example a sentence is, by equal words or by their weighted overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.phrasebook.book import Book
from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.examples import Example
from assistant.phrasebook.explaining import objection
from assistant.phrasebook.fitting import ARTICLES, Fit, fit
from assistant.phrasebook.reading import Reading, contains
from assistant.phrasebook.vocabulary.fillers import READ_FILLERS
from assistant.phrasebook.vocabulary.tenses import PRESENT

SHARE = {"draft": 1.0, "read": 2 / 3}  # of an example's words by weight that must be said
ENOUGH = 0.5
MARGIN = 0.02  # two tools as close as this are one question too many
MENTIONED, MEANT = 1.2, 0.6  # what a slot weighs beside words, said and in the example
ASSUMED = 0.05  # what a match loses for each amount whose currency was not said
WORD_FOR_WORD = 0.05  # what a match gains if even the small words are the same
ALMOST_ONE = 1 - 1e-9


@dataclass(frozen=True)
class Match:
    """An example, how well it fits, and what speaks against it."""

    example: Example
    fit: Fit
    score: float
    against: str = ""
    also: Mapping[str, str] = field(default_factory=dict)  # choices said beside the example

    @property
    def tool(self) -> Declaration:
        return self.example.tool

    def verbatim(self, reading: Reading) -> bool:
        """Whether the example says just this: all its slots, the same words, nothing besides."""
        said = all(name in self.fit.filled for name in self.example.slots)
        same = sorted(self.example.words) == sorted(reading.words)
        return said and same and not self.fit.homeless


def matches(book: Book, reading: Reading) -> list[Match]:
    """Everything the sentence might be, the best first."""
    if book not in reading.found:
        reading.found[book] = every_match(book, reading)
    found: list[Match] = reading.found[book]
    return found


def every_match(book: Book, reading: Reading) -> list[Match]:
    fits: dict[tuple[str, tuple[str, ...]], Fit] = {}
    found = []
    shares = shared_weights(book, reading)
    for place, example in zip(sorted(shares), book.at(shares), strict=True):
        share = shares[place]
        if not (needed(example, reading) or said_in_small_words(example, reading)):
            continue
        key = (example.tool.name, example.slots)
        if key not in fits:
            fits[key] = fit(example.tool, example.slots, reading)
        score = overlap(book, example, fits[key], reading, share)
        if score >= ENOUGH:
            against = objection(book, example, fits[key], reading)
            also = choices_said(example, reading)
            found.append(Match(example, fits[key], score, against, also))
    return sorted(found, key=lambda match: -match.score)


def shared_weights(book: Book, reading: Reading) -> dict[int, float]:
    """The places of all examples of which enough is said, with the weight of what is shared."""
    shares: dict[int, float] = {}
    present = {PRESENT[word] for word in reading.past}
    for alike in book.about(reading.content | present):
        share = shared_weight(book, book.index.examples[alike[0]], reading)
        if share is not None:
            shares.update(dict.fromkeys(alike, share))
    return shares


def shared_weight(book: Book, example: Example, reading: Reading) -> float | None:
    """The weight of the words in common; nothing if that is less than must be said.

    The word of an enum must be said entirely, and it is no evidence for the rest.
    """
    heard = reading.heard_by(example.tool.kind, example.content)
    if not example.claimed <= heard:
        return None
    if example.tool.kind == "draft" and not example.content <= heard:
        return None  # All of an order must be said, whatever it weighs.
    shared, wanted = example.content & heard, needed(example, reading)
    share = SHARE[example.tool.kind] * ALMOST_ONE
    if book.weight(shared - example.claimed) < share * book.weight(wanted - example.claimed):
        return None
    return book.weight(shared)


def said_in_small_words(example: Example, reading: Reading) -> bool:
    """ "Show {supplier}" has nothing but small words, so all are said; a bare "{order}" none."""
    said = frozenset(reading.words)
    return frozenset(example.words) <= said if example.words else said <= ARTICLES


def overlap(book: Book, example: Example, placed: Fit, reading: Reading, shared: float) -> float:
    """How much of the sentence the example says, and how much of the example the sentence."""
    hits = sum(name in placed.filled for name in example.slots)
    absent = [name for name in example.slots if name not in placed.filled]
    if any(not example.tool.slots[name].required for name in absent):
        return 0.0  # its optional slot is not said, so it is no evidence
    heard = reading.heard_by(example.tool.kind, example.content)
    heard = (heard - READ_FILLERS) | (heard & example.content)
    said = ratio(shared + MENTIONED * hits, book.weight(heard) + MENTIONED * len(reading.mentions))
    meant = ratio(
        shared + MEANT * hits,
        book.weight(needed(example, reading)) + MEANT * len(example.slots),
    )
    score = 2 * said * meant / (said + meant) if said + meant else 0.0
    verbatim = not absent and essence(example, example.words) == essence(example, reading.words)
    unsure = assumed_money(example.tool, placed) + overlooked(example.tool, placed)
    return score + WORD_FOR_WORD * verbatim - ASSUMED * unsure


def essence(example: Example, words: Sequence[str]) -> list[str]:
    """The words in any order; "any orders from X" asks the same as "orders from X"."""
    plain = READ_FILLERS if example.tool.kind == "read" else frozenset[str]()
    return sorted(word for word in words if word not in plain)


def needed(example: Example, reading: Reading) -> frozenset[str]:
    """What of an example must be said; a question is the same with and without "show"."""
    if example.tool.kind == "draft":
        return example.content
    return (example.content - READ_FILLERS) | (example.content & reading.content)


def assumed_money(tool: Declaration, placed: Fit) -> int:
    """How many bare numbers became money: first of all a number is a quantity."""
    return sum(
        tool.slots[name].kind == "money" and "quantity" in mention.senses
        for name, mention in placed.filled.items()
    )


def overlooked(tool: Declaration, placed: Fit) -> int:
    """How many whole names of one kind would be a part of a name of another kind here."""
    return sum(
        bool(mention.clear) and tool.slots[name].kind not in mention.clear
        for name, mention in placed.filled.items()
    )


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def choices_said(example: Example, reading: Reading) -> dict[str, str]:
    """ "Damaged" in "any damaged calf leather" is the status, though no example has both."""
    if example.tool.kind == "draft":
        return {}
    free = [slot for slot in example.tool.slots.values() if slot.name not in example.fixed]
    return {
        slot.name: value
        for slot in free
        for value, phrases in (slot.words or {}).items()
        for phrase in phrases
        if contains(reading.words, phrase) and example.content.isdisjoint(phrase)
    }


def decided(found: Sequence[Match]) -> Match | None:
    """The best match nothing speaks against, if no other tool is as good."""
    fitting = [match for match in found if not match.against]
    if not fitting:
        return None
    best = fitting[0]
    close = [match for match in fitting if match.score > best.score - MARGIN]
    if len({match.tool.name for match in close}) > 1:
        close = [match for match in close if sold(match)]
    return close[0] if len({match.tool.name for match in close}) == 1 else None


def sold(match: Match) -> bool:
    """Whether this asks about what is sold, of a name that an item has as well as a product."""
    return match.tool.kind == "read" and any(
        match.tool.slots[name].kind == "product" and {"item", "product"} <= mention.senses.keys()
        for name, mention in match.fit.filled.items()
    )
