"""Similarity: how close two spellings are, and the only file that asks rapidfuzz."""

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

LIKE_ENOUGH = 70  # of 100; below it the meant record was not among the first five
KEPT_PER_SCORER = 5


def closest(word: str, choices: Collection[str], within: int) -> list[tuple[str, int]]:
    """The choices at most this many slips away, nearest first."""
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=within, limit=20)
    return [(choice, int(distance)) for choice, distance, _ in found]


def most_alike(phrase: str, names: Sequence[str]) -> list[int]:
    """Which names read most like a phrase, by letters or by words, best first, as positions."""
    chosen: set[int] = set()
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        found = process.extract(
            phrase, names, scorer=scorer, score_cutoff=LIKE_ENOUGH, limit=KEPT_PER_SCORER
        )
        chosen.update(position for _, _, position in found)
    return in_order(phrase, names, chosen)


def in_order(phrase: str, names: Sequence[str], positions: Iterable[int]) -> list[int]:
    """These positions with the likest name first; equal ones keep their order."""
    return sorted(positions, key=lambda at: (-fuzz.ratio(phrase, names[at]), at))
