"""The index of a book: where examples stand that share a word or take a value of a kind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.phrasebook.examples import Example
from assistant.phrasebook.vocabulary.fillers import READ_FILLERS


class Index:
    """Where examples stand that share a word or take a value of a kind.

    Examples alike share as much of any sentence as each other; they are weighed once together.
    """

    def __init__(self, examples: list[Example], weights: Mapping[str, float], most: float) -> None:
        self.examples = examples
        self.weights = weights
        """The least that a word weighs here or in a book that was told fewer sentences."""
        self.most = most
        """What no word of any of these books weighs more than."""
        self.by_kind: dict[str, list[int]] = defaultdict(list)
        self.by_sentence: dict[tuple[str, str], list[int]] = defaultdict(list)
        alike: dict[tuple[str, frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
        for place, example in enumerate(self.examples):
            self.by_sentence[example.source, example.tool.name].append(place)
            alike[example.tool.kind, example.content, example.claimed].append(place)
            for kind in {*example.kinds}:
                self.by_kind[kind].append(place)
        self.alike = list(alike.values())
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.wordless: list[int] = []
        for group, (_, content, _) in enumerate(alike):
            for word in content:
                self.by_word[word].append(group)
            if not content:
                self.wordless.append(group)
        self.by_key: dict[str, list[int]] = defaultdict(list)
        for group, (kind, content, claimed) in enumerate(alike):
            for word in self.keys(kind, content, claimed):
                self.by_key[word].append(group)

    def keys(self, kind: str, content: frozenset[str], claimed: frozenset[str]) -> list[str]:
        """The rarest words of an example, one of which is said whenever enough of it is said.

        Of an order everything must be said, of an enum its words. Of a question so much that the
        words here outweigh what is left: without them the rest is less than two thirds.
        """
        rarest = sorted(content, key=lambda word: (len(self.by_word[word]), word))
        if kind == "draft" or claimed:
            return [word for word in rarest if word in (claimed or content)][:1]
        fillers = self.most * len(content & READ_FILLERS)
        rest = [word for word in rarest if word not in READ_FILLERS]
        for end in range(1, len(rest)):
            keys, left = rest[:end], rest[end:]
            if sum(self.weights[word] for word in keys) > 1.5 * fillers + self.most * len(left) / 2:
                return keys
        return rarest

    def enough(self, content: Iterable[str]) -> set[int]:
        """The groups of which enough may be said; of all others too little is."""
        return {group for word in content for group in self.by_key.get(word, ())}

    def sharing(self, content: Iterable[str]) -> set[int]:
        """The groups of examples with one of these words."""
        return {group for word in content for group in self.by_word.get(word, ())}

    def places(self, source: str, tool: str) -> frozenset[int]:
        """Where the expansions of one sentence stand."""
        return frozenset(self.by_sentence.get((source, tool), ()))
