"""The book: all examples of all tools, compiled once, with the weight of every word."""

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property, lru_cache
from math import log

from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.examples import Example, expansions
from assistant.phrasebook.folding import fold, folded
from assistant.phrasebook.index import Index
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
NAME = "name"
"""The argument that names what is new."""
RECORD = "about"
"""The argument that says which record is meant, of whichever kind."""


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


class Told:
    """What the examples of one tool say together."""

    def __init__(self, tool: Declaration, examples: Iterable[Example]) -> None:
        self.tool = tool
        self.examples = list(examples)

    def without(self, source: str) -> "Told":
        return Told(self.tool, (e for e in self.examples if e.source != source))

    @cached_property
    def words(self) -> frozenset[str]:
        """Those of the examples, those of the slots, and who knows items knows parts."""
        said = {word for example in self.examples for word in example.words}
        said.update(self.tool.vocabulary)
        return frozenset(said.union(*(nouns for nouns in NOUNS if not nouns.isdisjoint(said))))

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset[str]().union(*(example.content for example in self.examples))

    @cached_property
    def first_words(self) -> frozenset[str]:
        words = {example.first_word for example in self.examples} - {""}
        return frozenset(word for word in words if fold(word) not in FILLERS | QUESTION_WORDS)

    @cached_property
    def verbs_of_values(self) -> frozenset[str]:
        return frozenset(example.verb_of_value for example in self.examples) - {""}

    @cached_property
    def text_cues(self) -> frozenset[tuple[str, ...]]:
        return frozenset(example.text_cue for example in self.examples) - {()}

    @cached_property
    def text_pairs(self) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
        return frozenset(filter(None, (example.text_pair for example in self.examples)))


FOLLOWING = {
    "words": ("words_of", "said", "vocabulary_of_all", "spellings"),
    "content": ("weights",),
    "first_words": ("draft_verbs",),
    "verbs_of_values": ("verbs_of_values",),
    "text_cues": ("text_cues",),
    "text_pairs": ("text_pairs",),
    "examples": ("examples", "name_cues", "record_cues"),
}
"""What a book knows, by what of each tool it follows from."""
TOOLS = 1024
"""So many declarations are remembered with their examples."""
GATHERING = "_to_draft"
"""How the reads are called whose rows become drafts."""


class Book:
    """What all declarations say together."""

    def __init__(self, tools: Iterable[Declaration]) -> None:
        self.tools = {tool.name: tool for tool in tools}
        self.exemplary = {name: tool for name, tool in self.tools.items() if not tool.composed}
        self.composed = tuple(tool for tool in self.tools.values() if tool.composed)
        self.told = {name: told_of(tool) for name, tool in self.exemplary.items()}
        most = max(log(1 + len(self.exemplary)), UNKNOWN)
        self.index = Index(self.examples, self.weights, most)
        self.gone: frozenset[int] = frozenset()
        """The places of examples that this book was never told."""

    def without(self, source: str, tool: str) -> "Book":
        """The same book that was never told one of its sentences; the rest is shared."""
        fewer, told = copy(self), self.told[tool].without(source)
        fewer.told = self.told | {tool: told}
        fewer.gone = self.gone | self.index.places(source, tool)
        for said, follow in FOLLOWING.items():
            if getattr(told, said) != getattr(self.told[tool], said):
                for name in follow:
                    vars(fewer).pop(name, None)
        return fewer

    @cached_property
    def examples(self) -> list[Example]:
        return [example for told in self.told.values() for example in told.examples]

    @cached_property
    def words_of(self) -> dict[str, frozenset[str]]:
        """Every word that is explained in a tool, by tool."""
        return {name: told.words for name, told in self.told.items()}

    @cached_property
    def weights(self) -> dict[str, float]:
        """A word that few tools use says much about which one is meant."""
        users = Counter(word for told in self.told.values() for word in told.content)
        return {
            word: (LIGHTER if word in LIGHT else 1) * log(1 + len(self.exemplary) / count)
            for word, count in users.items()
        }

    def weight(self, words: Iterable[str]) -> float:
        weights = self.weights
        return sum([weights.get(word, UNKNOWN) for word in words])

    def about(self, content: Iterable[str]) -> list[list[int]]:
        """The places of those that may be meant, or have none but their slots, alike together."""
        groups = self.index.enough(content).union(self.index.wordless)
        found = [self.index.alike[group] for group in groups]
        if not self.gone:
            return found
        return [left for told in found if (left := [at for at in told if at not in self.gone])]

    def at(self, places: Iterable[int]) -> list[Example]:
        return [self.index.examples[place] for place in sorted(places)]

    def near(self, content: Iterable[str], kinds: Iterable[str]) -> list[Example]:
        """The examples that share a word, or take a value of one of these kinds."""
        places = {at for group in self.index.sharing(content) for at in self.index.alike[group]}
        places.update(*(self.index.by_kind.get(kind, ()) for kind in kinds))
        return self.at(places - self.gone)

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
        """First words of drafts, as written, that begin no read: an order, never a question.

        A read that gathers what is to be drafted is ordered too, by the words of a draft.
        """
        drafts, reads = self.of_kind("draft"), self.of_kind("read")
        asking = all_in(t.first_words for t in reads if not t.tool.name.endswith(GATHERING))
        return all_in(told.first_words for told in drafts) - asking

    @cached_property
    def verbs_of_values(self) -> frozenset[str]:
        """ "Order 40" orders, whatever "order history" does: first words with a value behind."""
        drafts, reads = self.of_kind("draft"), self.of_kind("read")
        of_drafts = all_in(told.verbs_of_values for told in drafts)
        return of_drafts - all_in(told.verbs_of_values for told in reads)

    @cached_property
    def text_cues(self) -> frozenset[tuple[str, ...]]:
        """The words of examples directly before a text that ends them: "new supplier"."""
        return frozenset[tuple[str, ...]]().union(*(t.text_cues for t in self.told.values()))

    @cached_property
    def name_cues(self) -> frozenset[tuple[str, ...]]:
        """Those of them behind which somebody or something new is named."""
        return self.cues_of(NAME)

    @cached_property
    def record_cues(self) -> frozenset[tuple[str, ...]]:
        """Those of them behind which any record may stand by its number: "I look after"."""
        return self.cues_of(RECORD)

    def cues_of(self, slot: str) -> frozenset[tuple[str, ...]]:
        told = (e for e in self.examples if e.text_cue and e.slots[-1] == slot)
        return frozenset(example.text_cue for example in told)

    @cached_property
    def text_pairs(self) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
        """What stands before and between the two texts of an example that ends in both."""
        found = frozenset[tuple[tuple[str, ...], tuple[str, ...]]]()
        return found.union(*(told.text_pairs for told in self.told.values()))

    def examples_of(self, tool: str) -> list[Example]:
        """All expansions of the tool's first example that says something, as it was declared."""
        told = self.told[tool].examples if tool in self.told else ()
        worded = [example for example in told if example.words]
        return [example for example in worded if example.source == worded[0].source]

    def of_kind(self, kind: str) -> list[Told]:
        return [told for told in self.told.values() if told.tool.kind == kind]


@lru_cache(maxsize=TOOLS)
def told_of(tool: Declaration) -> Told:
    """Worked out once for a tool, however many menus it is in."""
    return Told(tool, all_of(tool))


def all_of(tool: Declaration) -> Iterator[Example]:
    for source in tool.says:
        yield from expansions(tool, source)


def all_in(words: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*words)
