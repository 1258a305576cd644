"""Bounds: “above 1000” and “between 500 and 1000”, the amounts that a question is narrowed by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.phrasebook.declaration import Declaration, Folds
from assistant.phrasebook.mention import Mention
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.tokens import folds_of
from assistant.phrasebook.vocabulary.word_list import word_set

FIGURE = "figure"
COMPARISONS = {
    folds_of(phrase): operator
    for operator, phrases in {
        "above": "above, over, exceeding, more than, greater than, larger than, bigger than, "
        "higher than",
        "below": "below, under, less than, smaller than, lower than",
        "at least": "at least, not less than, no less than",
        "at most": "at most, up to, not more than, no more than",
    }.items()
    for phrase in phrases.split(", ")
}
LONGEST = max(map(len, COMPARISONS))
BETWEEN, AND = "between", "and"
LEADING = word_set("worth of is are was were with whose that a an the value amount")
"""What may stand before a comparison and says no more than that there is one."""
BARE = ("quantity", "money")
"""A number without a unit has both senses; one with a currency only the second."""


@dataclass(frozen=True)
class Bound:
    """A stretch of the sentence that is one condition."""

    start: int
    end: int
    said: str
    mentions: tuple[Mention, ...]
    named: bool
    """Whether its figure was named."""


def bounds_of(tool: Declaration, reading: Reading) -> list[Bound]:
    """The conditions on amounts that this tool has a figure for."""
    found: list[Bound] = []
    taken: set[int] = set()
    for at, mention in enumerate(reading.mentions):
        behind = reading.mentions[at + 1 : at + 2]
        bound = bound_of(tool, reading, mention, behind) if mention.start not in taken else None
        if bound:
            found.append(bound)
            taken.update(range(bound.start, bound.end))
    return found


def bound_of(
    tool: Declaration, reading: Reading, mention: Mention, behind: Sequence[Mention]
) -> Bound | None:
    low = amount_of(mention)
    if low is None:
        return None
    for other in behind:
        high = amount_of(other)
        joined = other.start == mention.end + 1 and reading.behind(mention.end) == AND
        if high and joined and reading.behind(mention.start - 1) == BETWEEN:
            said = f"{BETWEEN} {low} and {high}"
            return sized(tool, reading, mention.start - 1, said, (mention, other))
    for length in range(LONGEST, 0, -1):
        start = mention.start - length
        words = tuple(reading.behind(at) for at in range(start, mention.start))
        if operator := COMPARISONS.get(words):
            return sized(tool, reading, start, f"{operator} {low}", (mention,))
    return None


def amount_of(mention: Mention) -> str | None:
    """A plain number, or one with its currency; what has a unit or is doubtful is neither."""
    plain = mention.senses.get("money") and (
        "quantity" in mention.senses or set(mention.senses) == {"money"}
    )
    sense = mention.sure(next(kind for kind in BARE if kind in mention.senses)) if plain else None
    return sense.wire if sense else None


def sized(
    tool: Declaration, reading: Reading, start: int, said: str, mentions: tuple[Mention, ...]
) -> Bound | None:
    """With the figure named before it, else about the size of a row, if rows have one."""
    end = mentions[-1].end
    for lead in leads(reading, start):
        for phrase in phrases_before(tool, reading, lead):
            return Bound(lead - len(phrase), end, f"{' '.join(phrase)} {said}", mentions, True)
    slot = tool.slots.get(FIGURE)
    return Bound(start, end, said, mentions, False) if slot and slot.meant else None


def leads(reading: Reading, start: int) -> Iterator[int]:
    """The places in front of the comparison and of the small words that lead to it."""
    yield start
    while start and reading.behind(start - 1) in LEADING:
        start -= 1
        yield start


def phrases_before(tool: Declaration, reading: Reading, end: int) -> Iterator[Folds]:
    """What is said directly before that place and is the name of a figure, the longest first."""
    slot = tool.slots.get(FIGURE)
    told = ((slot.words or {}) if slot else {}).items()
    phrases = [p for value, said in told for p in said if slot and counts_nothing(value)]
    for phrase in sorted(phrases, key=len, reverse=True):
        places = range(end - len(phrase), end)
        if tuple(reading.behind(at) for at in places) == phrase:
            yield phrase


def counts_nothing(figure: str) -> bool:
    return figure != "count" and not figure.startswith("different_")


def without(reading: Reading, bounds: Sequence[Bound]) -> Reading:
    """The reading without the conditions, to be understood like any other question."""
    gone = {at for bound in bounds for at in range(bound.start, bound.end)}
    mentions = [each for each in reading.mentions if each.start not in gone]
    places = [at for at in reading.places if at not in gone]
    return replace(reading, mentions=tuple(mentions), places=tuple(places))
