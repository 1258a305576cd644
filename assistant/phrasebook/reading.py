"""Readings: a sentence taken apart into what it names, what it values and what it says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant.phrasebook.mention import Mention
from assistant.phrasebook.tokens import Token
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.operators import AUXILIARIES, QUESTION_WORDS
from assistant.phrasebook.vocabulary.tenses import PRESENT
from assistant.phrasebook.vocabulary.word_list import word_set

ASKING = QUESTION_WORDS | AUXILIARIES
SOUNDS = word_set("and also so well then ok okay um uh er erm hmm ah oh hey please but")


@dataclass(frozen=True)
class Reading:
    """One way to read a sentence."""

    text: str
    tokens: Sequence[Token]
    mentions: tuple[Mention, ...]  # in the order of the sentence
    places: tuple[int, ...]  # of the words that are neither named, valued nor polite
    requested: bool = False  # "could you ...": an order in the form of a question
    repairs: Mapping[str, str] = field(default_factory=dict)
    found: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What a book made of it, so that it is looked up once however often that is asked."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.tokens[at].fold for at in self.places)

    @property
    def said(self) -> Iterator[tuple[int, str]]:
        """Each of these words with its place."""
        return zip(self.places, self.words, strict=True)

    @property
    def unread(self) -> list[Token]:
        """The tokens of these words, as they were typed."""
        return [self.tokens[at] for at in self.places]

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word not in FILLERS)

    @cached_property
    def past(self) -> frozenset[str]:
        """The words that say in the past what examples say in the present."""
        return self.content & PRESENT.keys()

    def heard_by(self, kind: str, wanted: frozenset[str]) -> frozenset[str]:
        """The content as a tool of this kind hears it: to a read "spent" is "spend"."""
        if kind != "read" or not self.past:
            return self.content
        other = {word for word in self.past if word not in wanted and PRESENT[word] in wanted}
        return (self.content - other) | {PRESENT[word] for word in other} if other else self.content

    @cached_property
    def unnamed(self) -> str:
        """The text without the names in it, which may be of any language."""
        named = {
            at
            for mention in self.mentions
            if mention.naming and not mention.doubt
            for at in range(mention.start, mention.end)
        }
        return " ".join(token.text for at, token in enumerate(self.tokens) if at not in named)

    @cached_property
    def opening(self) -> int | None:
        """The place of the first word that is no mere sound, if nothing is named before it."""
        for at in self.places:
            if self.tokens[at].fold not in SOUNDS:
                return None if any(mention.start < at for mention in self.mentions) else at
        return None

    @cached_property
    def asks(self) -> bool:
        """Whether this is a question and no order."""
        if self.requested:
            return False
        opens = self.opening is not None and self.tokens[self.opening].fold in ASKING
        return opens or self.text.rstrip().endswith("?")

    def asks_other_than(self, word: str) -> bool:
        """ "What did we get" does not ask when."""
        opening = "" if self.opening is None else self.tokens[self.opening].fold
        return opening in QUESTION_WORDS and opening != word

    @property
    def order_word(self) -> str:
        """The word the sentence opens with, as written; nothing if a name or value opens it."""
        return "" if self.opening is None else self.tokens[self.opening].text.lower()

    @cached_property
    def orders_a_value(self) -> bool:
        """Whether that word stands directly before a name or a value."""
        behind = -1 if self.opening is None else self.opening + 1
        return any(mention.start == behind for mention in self.mentions)

    def behind(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""


def contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words stand there one after another."""
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))
