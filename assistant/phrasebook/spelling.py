"""Spelling: finding the known words near an unknown one without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable

from assistant.phrasebook.similarity import closest

LONG = 6  # from this length on two slips are forgiven
SHORTEST = 3


class NearWords:
    """Words by first letter and length, so that a search looks at some hundreds of them."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.shelves: dict[tuple[str, int], set[str]] = defaultdict(set)
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        if word.isalpha():
            self.shelves[word[0], len(word)].add(word)

    def remove(self, word: str) -> None:
        if word.isalpha():
            self.shelves[word[0], len(word)].discard(word)

    def near(self, word: str, within: int | None = None) -> list[tuple[str, int]]:
        """Known words with the same first letter, or with the first two exchanged."""
        if len(word) < SHORTEST or not word.isalpha():
            return []
        within = slips_forgiven(word) if within is None else within
        found = [
            near
            for length in range(len(word) - within, len(word) + within + 1)
            if (shelf := self.shelves.get((word[0], length)))
            for near in closest(word, shelf, within)
        ]
        exchanged = word[1] + word[0] + word[2:]
        if exchanged in self.shelves.get((exchanged[0], len(word)), ()):
            found.append((exchanged, 1))
        return sorted(found, key=lambda pair: (pair[1], pair[0]))


def nearest_meant(word: str, near: list[tuple[str, int]]) -> str:
    """The one nearest spelling; of several the one with the same consonants, if it is alone."""
    nearest = [other for other, slips in near if slips == near[0][1]]
    if len(nearest) > 1:
        nearest = [other for other in nearest if consonants(other) == consonants(word)]
    return nearest[0] if len(nearest) == 1 else ""


def consonants(word: str) -> str:
    """Without vowels and doubled letters, which is what hurried fingers leave out."""
    kept = [letter for letter in word if letter not in "aeiouy"]
    return "".join(
        letter for letter, before in zip(kept, ["", *kept], strict=False) if letter != before
    )


def slips_forgiven(word: str) -> int:
    return 2 if len(word) >= LONG else 1
