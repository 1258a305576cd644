"""Finding: the tools whose words are nearest to what is looked for, by BM25."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SATURATION, LENGTH = 1.2, 0.75
WORD = re.compile(r"[^\W_]+")
SLOT = re.compile(r"\{[^}]*\}")
SHORT = 3


def words(text: str) -> list[str]:
    """Lower case, without a plural: enough for the names of tools."""
    found = WORD.findall(SLOT.sub(" ", text).lower())
    return [word[:-1] if len(word) > SHORT and word.endswith("s") else word for word in found]


def told(tool: Any) -> list[str]:
    """All words of a tool; its name and title count twice."""
    head = f"{tool.name.replace('_', ' ')} {tool.title} "
    return words(f"{head * 2}{tool.function} {tool.description} {' '.join(tool.says)}")


@dataclass(frozen=True)
class Index:
    """Counted once for each menu."""

    tools: Sequence[Any]
    counts: tuple[Counter[str], ...]
    weights: dict[str, float]
    average: float

    @classmethod
    def of(cls, tools: Sequence[Any]) -> "Index":
        counts = tuple(Counter(told(tool)) for tool in tools)
        having = Counter(word for count in counts for word in count)
        weights = {word: weight(len(tools), many) for word, many in having.items()}
        average = sum(map(total, counts)) / len(counts) if counts else 1
        return cls(tools, counts, weights, average)

    def find(self, query: str, most: int) -> list[Any]:
        """The best first; of equals, the one that stands first in the menu."""
        asked = set(words(query))
        scores = [self.score(asked, count) for count in self.counts]
        best = sorted(range(len(scores)), key=lambda at: -scores[at])[:most]
        return [self.tools[at] for at in best if scores[at] > 0]

    def score(self, asked: Iterable[str], count: Counter[str]) -> float:
        longer = 1 - LENGTH + LENGTH * total(count) / self.average
        return sum(
            self.weights[word] * (SATURATION + 1) / (1 + SATURATION * longer / count[word])
            for word in asked
            if word in count
        )


def weight(tools: int, having: int) -> float:
    return math.log(1 + (tools - having + 0.5) / (having + 0.5))


def total(count: Counter[str]) -> int:
    return sum(count.values())
