"""The book: all examples of all tools, compiled once, with the weight of every word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log

from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.examples import Example, expansions
from assistant.phrasebook.folding import fold, folded
from assistant.phrasebook.number_words import NUMBER_WORDS
from assistant.phrasebook.spelling import NearWords
from assistant.phrasebook.tokens import TOKEN, folds_of
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


class Book:
    """What all declarations say together."""

    def __init__(
        self, tools: Iterable[Declaration], examples: Sequence[Example] | None = None
    ) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self.exemplary = {name: tool for name, tool in self.tools.items() if not tool.composed}
        self.composed = tuple(tool for tool in self.tools.values() if tool.composed)
        self.examples = list(all_of(self.exemplary.values()) if examples is None else examples)
        self.words_of = self.vocabularies()
        self.weights = self.weigh()
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

    def vocabularies(self) -> dict[str, frozenset[str]]:
        """Every word that is explained in a tool, by tool."""
        words: dict[str, set[str]] = {name: set() for name in self.exemplary}
        for example in self.examples:
            words[example.tool.name].update(example.words)
        return {name: with_nouns(self.tools[name], said) for name, said in words.items()}

    def without(self, source: str, tool: str) -> "Book":
        """The same book that was never told one of its sentences."""
        kept = [e for e in self.examples if (e.source, e.tool.name) != (source, tool)]
        return Book(self.tools.values(), kept)

    def weigh(self) -> dict[str, float]:
        """A word that few tools use says much about which one is meant."""
        users: defaultdict[str, set[str]] = defaultdict(set)
        for example in self.examples:
            for word in example.content:
                users[word].add(example.tool.name)
        return {
            word: (LIGHTER if word in LIGHT else 1) * log(1 + len(self.exemplary) / len(tools))
            for word, tools in users.items()
        }

    def weight(self, words: Iterable[str]) -> float:
        return sum(self.weights.get(word, UNKNOWN) for word in words)

    def about(self, content: Iterable[str]) -> list[Example]:
        """The examples that share a word, and those that have none but their slots."""
        places = {place for word in content for place in self.by_word.get(word, ())}
        return [self.examples[place] for place in sorted(places.union(self.wordless))]

    def near(self, content: Iterable[str], kinds: Iterable[str]) -> list[Example]:
        """The examples that share a word, or take a value of one of these kinds."""
        shared = {place for word in content for place in self.by_word.get(word, ())}
        places = shared.union(*(self.by_kind.get(kind, ()) for kind in kinds))
        return [self.examples[place] for place in sorted(places)]

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
        return frozenset(cue for example in self.examples if (cue := text_cue(example)))

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
    heads = (example.said.partition(" {")[0] for example in examples if "{" in example.said)
    return frozenset(head.lower() for head in heads if TOKEN.fullmatch(head))


def text_cue(example: Example) -> tuple[str, ...]:
    """What stands between the last two slots, if the last is a text and ends the example."""
    if not example.slots or example.tool.slots[example.slots[-1]].kind != "text":
        return ()
    before, _, behind = example.said.rpartition("{" + example.slots[-1] + "}")
    return () if behind.strip() else folds_of(before.rpartition("}")[2].removeprefix("'s"))


def first_words(examples: Sequence[Example]) -> frozenset[str]:
    found = (TOKEN.match(example.said) for example in examples)
    words = frozenset(match.group().lower() for match in found if match)
    return frozenset(word for word in words if fold(word) not in FILLERS | QUESTION_WORDS)
