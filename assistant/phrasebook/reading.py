"""Readings: a sentence taken apart into what it names, what it values and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.phrasebook.mention import Mention
from assistant.phrasebook.tokens import Token
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.operators import AUXILIARIES, QUESTION_WORDS


@dataclass(frozen=True)
class Reading:
    """One way to read a sentence."""

    text: str
    tokens: Sequence[Token]
    mentions: tuple[Mention, ...]  # in the order of the sentence
    places: tuple[int, ...]  # of the words that are neither named, valued nor polite
    requested: bool = False  # "could you ...": an order in the form of a question
    repairs: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(self.tokens[at].fold for at in self.places)

    @cached_property
    def content(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word not in FILLERS)

    @cached_property
    def pressing(self) -> frozenset[str]:
        """The content without what never changes a question."""
        return self.content - READ_FILLERS

    @cached_property
    def opening(self) -> int:
        """The place of the first word that is no mere sound; behind all others if there is none."""
        for at in self.places:
            word = self.tokens[at].fold
            if word not in FILLERS or word in AUXILIARIES:
                return at
        return len(self.tokens)

    @cached_property
    def begins_with(self) -> str:
        """The first such word as written, if nothing is named before it."""
        at = self.opening
        led = any(mention.start < at for mention in self.mentions)
        return "" if led or at >= len(self.tokens) else self.tokens[at].text.lower()

    @cached_property
    def asks(self) -> bool:
        """Whether this is a question and no order."""
        if self.requested:
            return False
        opens = self.opening < len(self.tokens) and not any(
            mention.start < self.opening for mention in self.mentions
        )
        word = self.tokens[self.opening].fold if opens else ""
        return word in QUESTION_WORDS | AUXILIARIES or self.text.rstrip().endswith("?")

    def behind(self, at: int) -> str:
        return self.tokens[at].fold if 0 <= at < len(self.tokens) else ""
