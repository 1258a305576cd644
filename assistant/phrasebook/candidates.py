"""Candidates: which records somebody may have meant by a part or a misspelling of a name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import log

from assistant.phrasebook.mention import Sense
from assistant.phrasebook.names import Entry, Key, Names
from assistant.phrasebook.similarity import in_order, most_alike

SHOWN = 5
COMPARED = 2_000  # records compared letter by letter, of those that share a word
SHARING = 300  # records that only share some words
NEAR_TRIED = 4  # spellings tried for one unknown word
COMMON = 3_000  # a word held by more records says little on its own


def candidates(
    names: Names, words: Sequence[str]
) -> tuple[dict[str, tuple[Sense, ...]], dict[str, int]]:
    """Up to five records of each kind, likest first, and how many there were."""
    close = repaired(names, words)
    found = names.holding(words) or names.holding(close)
    by_kind = grouped(found or names.holding(word for word in close if names.knows(word)))
    others = grouped(sharing(names, words))
    phrase = " ".join(words)
    senses: dict[str, tuple[Sense, ...]] = {}
    totals: dict[str, int] = {}
    for kind in sorted({*by_kind, *others}):
        chosen = alike(names, phrase, by_kind.get(kind) or others[kind])
        if chosen:
            senses[kind] = tuple(sense_of(entry) for entry in chosen)
            totals[kind] = max(len(by_kind.get(kind, ())), len(chosen))
    return senses, totals


def grouped(keys: Iterable[Key]) -> dict[str, list[Key]]:
    by_kind: dict[str, list[Key]] = {}
    for key in sorted(keys):
        by_kind.setdefault(key[0], []).append(key)
    return by_kind


def repaired(names: Names, words: Sequence[str]) -> list[str]:
    """The words, each unknown one replaced by its nearest in master data."""
    return [
        word if names.knows(word) else next((near for near, _ in names.near(word, 2)), word)
        for word in words
    ]


def sharing(names: Names, words: Sequence[str]) -> list[Key]:
    """The records that share the rarest words of the phrase, as written or nearly so."""
    weights: defaultdict[Key, float] = defaultdict(float)
    for word in dict.fromkeys(words):
        spellings = [word] if names.knows(word) else []
        spellings += [near for near, _ in names.near(word, 2)[:NEAR_TRIED]] if not spellings else []
        for spelling in spellings:
            holders = names.holders[spelling]
            if len(holders) <= COMMON:
                weight = log(1 + len(names) / len(holders))
                for key in holders:
                    weights[key] += weight
    return nlargest(SHARING, weights, key=weights.__getitem__)


def alike(names: Names, phrase: str, keys: Sequence[Key]) -> list[Entry]:
    """The likest names first, then as many others as there is room for."""
    entries = names.held(keys[:COMPARED])
    spelt = [entry.full[0] for entry in entries]
    best = most_alike(phrase, spelt)
    if len(best) < SHOWN:
        best = list(dict.fromkeys([*best, *in_order(phrase, spelt, range(len(entries)))]))
    return [entries[at] for at in best[:SHOWN]]


def sense_of(entry: Entry) -> Sense:
    return Sense(entry.record.id, entry.record.name, detail=entry.record.detail)
