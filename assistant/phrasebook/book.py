"""The book: all examples of all tools, compiled once, with the weight of every word."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log

from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.examples import Example, expansions
from assistant.phrasebook.folding import fold, folded
from assistant.phrasebook.number_words import NUMBER_WORDS
from assistant.phrasebook.spelling import NearWords
from assistant.phrasebook.tokens import folds_of
from assistant.phrasebook.vocabulary import courtesies, cues
from assistant.phrasebook.vocabulary.calendar_words import CALENDAR_WORDS
from assistant.phrasebook.vocabulary.cardinals import ORDINALS
from assistant.phrasebook.vocabulary.currencies import WORDS as CURRENCY_WORDS
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.kind_words import KIND_WORDS
from assistant.phrasebook.vocabulary.operators import (
    APPROXIMATE,
    AUXILIARIES,
    OPERATORS,
    QUESTION_WORDS,
    VAGUE,
)

UNKNOWN = 3.0  # the weight of a word that no tool uses
RECORD_KINDS = ("supplier", "customer", "item", "product", "place", "category")
NOUNS = tuple(folded(KIND_WORDS[kind]) for kind in RECORD_KINDS)
# Question words and generic nouns say little about which tool is meant, however rare they are.
LIGHT = QUESTION_WORDS.union(*NOUNS)
LIGHTER = 0.5


# What every book understands besides its examples.
PHRASES = (
    *courtesies.REQUESTS,
    *courtesies.ASKS,
    *courtesies.COURTESIES,
    *courtesies.GREETINGS,
)
WORDS_OF_ALL = frozenset[str]().union(
    FILLERS,
    READ_FILLERS,
    OPERATORS,
    QUESTION_WORDS,
    AUXILIARIES,
    VAGUE,
    APPROXIMATE,
    CURRENCY_WORDS,
    cues.FOLLOW_UP_CUES,
    cues.APPROVE,
    cues.REJECT,
    cues.UNDO,
    folded(CALENDAR_WORDS),
    NUMBER_WORDS,
    ORDINALS,
    (word for words in KIND_WORDS.values() for word in folded(words)),
    (word for phrase in PHRASES for word in folds_of(phrase)),
)


class Index:
    """Where examples stand that share a word or take a value of a kind."""

    def __init__(self, examples: list[Example]) -> None:
        self.examples = examples
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_kind: dict[str, list[int]] = defaultdict(list)
        self.wordless: list[int] = []
        for place, example in enumerate(self.examples):
            for word in example.content:
                self.by_word[word].append(place)
            for kind in {*example.kinds}:
                self.by_kind[kind].append(place)
            if not example.content:
                self.wordless.append(place)

    def sharing(self, content: Iterable[str]) -> set[int]:
        return {place for word in content for place in self.by_word.get(word, ())}

    def at(self, places: Iterable[int]) -> list[Example]:
        return [self.examples[place] for place in sorted(places)]

    def places(self, source: str, tool: str) -> frozenset[int]:
        """Where the expansions of one sentence stand."""
        told = enumerate(self.examples)
        return frozenset(at for at, e in told if (e.source, e.tool.name) == (source, tool))


class Book:
    """What all declarations say together."""

    def __init__(
        self,
        tools: Iterable[Declaration],
        index: Index | None = None,
        gone: frozenset[int] = frozenset(),
    ) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self.exemplary = {name: tool for name, tool in self.tools.items() if not tool.composed}
        self.composed = tuple(tool for tool in self.tools.values() if tool.composed)
        self.index = index or Index(list(all_of(self.exemplary.values())))
        self.gone = gone
        """The places of examples that this book was never told."""
        every = self.index.examples
        self.examples = [e for place, e in enumerate(every) if place not in gone] if gone else every
        self.words_of = self.vocabularies()
        self.weights = self.weigh()

    def vocabularies(self) -> dict[str, frozenset[str]]:
        """Every word that is explained in a tool, by tool."""
        words: dict[str, set[str]] = {name: set() for name in self.exemplary}
        for example in self.examples:
            words[example.tool.name].update(example.words)
        return {name: with_nouns(self.tools[name], said) for name, said in words.items()}

    def without(self, source: str, tool: str) -> "Book":
        """The same book that was never told one of its sentences."""
        return Book(self.tools.values(), self.index, self.gone | self.index.places(source, tool))

    def weigh(self) -> dict[str, float]:
        """A word that few tools use says much about which one is meant."""
        said: defaultdict[str, set[str]] = defaultdict(set)
        for example in self.examples:
            said[example.tool.name].update(example.content)
        users = Counter(word for words in said.values() for word in words)
        return {
            word: (LIGHTER if word in LIGHT else 1) * log(1 + len(self.exemplary) / count)
            for word, count in users.items()
        }

    def weight(self, words: Iterable[str]) -> float:
        return sum(self.weights.get(word, UNKNOWN) for word in words)

    def about(self, content: Iterable[str]) -> list[Example]:
        """The examples that share a word, and those that have none but their slots."""
        places = self.index.sharing(content).union(self.index.wordless)
        return self.index.at(places - self.gone)

    def near(self, content: Iterable[str], kinds: Iterable[str]) -> list[Example]:
        """The examples that share a word, or take a value of one of these kinds."""
        taking = (self.index.by_kind.get(kind, ()) for kind in kinds)
        places = self.index.sharing(content).union(*taking)
        return self.index.at(places - self.gone)

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of examples, enums and cues."""
        return frozenset().union(*self.words_of.values())

    @cached_property
    def vocabulary_of_all(self) -> frozenset[str]:
        """Every word that is understood without master data."""
        return self.said | WORDS_OF_ALL

    @cached_property
    def spellings(self) -> NearWords:
        return NearWords(self.vocabulary_of_all)

    @cached_property
    def draft_verbs(self) -> frozenset[str]:
        """First words of drafts, as written, that begin no read: an order, never a question."""
        return first_words(self.of_kind("draft")) - first_words(self.of_kind("read"))

    @cached_property
    def verbs_of_values(self) -> frozenset[str]:
        """ "Order 40" orders, whatever "order history" does: first words with a value behind."""
        return verbs_of_values(self.of_kind("draft")) - verbs_of_values(self.of_kind("read"))

    @cached_property
    def text_cues(self) -> frozenset[tuple[str, ...]]:
        """The words of examples directly before a text that ends them: "new supplier"."""
        return frozenset(example.text_cue for example in self.examples) - {()}

    @cached_property
    def text_pairs(self) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What stands before and between the two texts of an example that ends in both."""
        return frozenset(filter(None, (example.text_pair for example in self.examples)))

    def examples_of(self, tool: str) -> list[Example]:
        """All expansions of the tool's first example that says something, as it was declared."""
        worded = [example for example in self.by_tool.get(tool, ()) if example.words]
        return [example for example in worded if example.source == worded[0].source]

    @cached_property
    def by_tool(self) -> dict[str, list[Example]]:
        found: dict[str, list[Example]] = defaultdict(list)
        for example in self.examples:
            found[example.tool.name].append(example)
        return found

    def of_kind(self, kind: str) -> list[Example]:
        return [example for example in self.examples if example.tool.kind == kind]


def all_of(tools: Iterable[Declaration]) -> Iterator[Example]:
    for tool in tools:
        for source in tool.says:
            yield from expansions(tool, source)


def with_nouns(tool: Declaration, said: set[str]) -> frozenset[str]:
    """The words of the examples, those of the slots, and who knows items knows parts."""
    words = said.union(*(slot.vocabulary() for slot in tool.slots.values()))
    return frozenset(words.union(*(nouns for nouns in NOUNS if not nouns.isdisjoint(words))))


def verbs_of_values(examples: Sequence[Example]) -> frozenset[str]:
    return frozenset(example.verb_of_value for example in examples) - {""}


def first_words(examples: Sequence[Example]) -> frozenset[str]:
    words = frozenset(example.first_word for example in examples) - {""}
    return frozenset(word for word in words if fold(word) not in FILLERS | QUESTION_WORDS)
