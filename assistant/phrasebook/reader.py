"""The reader: from a sentence to its readings, each token used once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.phrasebook.amounts import Amounts
from assistant.phrasebook.book import Book
from assistant.phrasebook.clock import take_clocks
from assistant.phrasebook.dates import take_dates
from assistant.phrasebook.documents import Exists, take_documents
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.names import Names
from assistant.phrasebook.naming import Naming
from assistant.phrasebook.politeness import LONGEST_PHRASE, MILD, POLITE
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.spelling import SHORTEST, nearest_meant
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tails import mentions_of, tails
from assistant.phrasebook.tokens import Token
from assistant.phrasebook.vocabulary.english import ENGLISH
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.operators import OPERATORS
from assistant.phrasebook.vocabulary.slips import SLIPS

QUOTES = frozenset('"“”„«»')


@dataclass(frozen=True)
class Reader:
    """Everything needed to read one tenant's sentences today."""

    book: Book
    names: Names
    settings: Settings
    exists: Exists

    def readings(self, text: str, tokens: tuple[Token, ...]) -> Iterator[Reading]:
        """The likely reading, then the one in which "PO 20" is no document."""
        first = self.read(text, tokens, loose=True)
        yield first
        strict = self.read(text, tokens, loose=False)
        if strict.mentions != first.mentions:
            yield strict

    def tailed(self, text: str, tokens: tuple[Token, ...], prose: bool) -> Iterator[Reading]:
        """The readings in which the end of the sentence is one text."""
        for tail in tails(self.book, tokens):
            if tail.prose == prose:
                yield self.read(text, tokens, True, mentions_of(tail, text, tokens))

    def read(
        self,
        text: str,
        tokens: tuple[Token, ...],
        loose: bool,
        ending: tuple[Mention, ...] = (),
    ) -> Reading:
        strip = Strip(text, tokens)
        for mention in ending:
            strip.take(mention)
        amounts = Amounts.of(self.settings)
        units = frozenset(word for unit in amounts.units for word in unit)
        naming = Naming(self.names, self.book.vocabulary_of_all, units)
        naming.take_exact(strip)
        take_quotes(strip)
        take_clocks(strip)
        take_documents(strip, self.exists, loose)
        repairs = self.repair(strip, units)
        naming.take_partial(strip)
        take_dates(strip, self.settings)
        amounts.take(strip)
        requested = take_courtesies(strip)
        return Reading(
            text,
            strip.tokens,
            tuple(sorted(strip.mentions, key=lambda mention: mention.start)),
            tuple(strip.unused()),
            requested,
            repairs,
        )

    def repair(self, strip: Strip, units: frozenset[str]) -> dict[str, str]:
        """Put right what is nearly a phrasebook word and nothing else."""
        repairs = {}
        for at in list(strip.unused()):
            token = strip.tokens[at]
            meant = slip(strip, at)
            if not meant and not looks_like_a_name(strip, at):
                meant = self.meant(token.fold, units)
            if meant:
                repairs[token.text] = meant
                strip.tokens[at] = replace(token, fold=meant)
        return repairs

    def meant(self, word: str, units: frozenset[str]) -> str:
        """The one closest phrasebook word, unless master data has one that is as close."""
        known = word in self.book.vocabulary_of_all or word in ENGLISH or word in units
        if known or len(word) < SHORTEST or self.names.knows(word):
            return ""
        near = self.book.spellings.near(word)
        closest, slips = nearest_meant(word, near), near[0][1] if near else 0
        tiny = len(closest) < SHORTEST  # "Bea" is somebody, and no "be"
        if tiny or (closest in OPERATORS and slips > 1):
            return ""
        named = self.names.near(word, slips) if slips > 1 else []
        return "" if named else closest


def looks_like_a_name(strip: Strip, at: int) -> bool:
    """A capital in the middle of a sentence that is not all in capitals."""
    inner = at > 0 and not strip.tokens[at].opens_sentence and strip.free(at - 1)
    return inner and strip.tokens[at].text.istitle() and not strip.text.istitle()


def slip(strip: Strip, at: int) -> str:
    """A slip that is a word itself, told by what stands before or behind it."""
    meant, before = SLIPS.get(strip.fold(at), ("", frozenset()))
    if before:
        return meant if strip.fold(at - 1) in before else ""
    named = any(mention.naming and mention.start == at + 1 for mention in strip.mentions)
    return meant if named else ""


def take_quotes(strip: Strip) -> None:
    """What stands in quotation marks is a text of its own, unless it is just a name."""
    marks = [at for at in strip.unused() if strip.tokens[at].text in QUOTES]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        inside = range(opening + 1, closing)
        if all(not strip.free(at) for at in inside):
            strip.cross_out(opening, opening + 1)
            strip.cross_out(closing, closing + 1)
            continue
        strip.mentions = [kept for kept in strip.mentions if kept.start not in inside]
        said = strip.text[strip.tokens[opening].end : strip.tokens[closing].start].strip()
        strip.take(Mention(opening, closing + 1, said, {"text": (Sense(said, said),)}))


def take_courtesies(strip: Strip) -> bool:
    """Cross out polite phrases, the longest first; whether one of them asked to act.

    "Show me" stays if without it nothing but names and small words would be left.
    """
    requested = False
    asks: list[int] = []
    at = 0
    while at < len(strip):
        end, kind = phrase_at(strip, at)
        requested |= kind == "request" and strip.folds(at, end) not in MILD
        if kind and not (kind == "greeting" and inside(strip, at, end)):
            strip.cross_out(at, end)
            asks += range(at, end) if kind == "ask" else ()
        at = max(end, at + 1)
    if all(strip.fold(place) in FILLERS for place in strip.unused()):
        strip.uncross(asks)
    return requested


def phrase_at(strip: Strip, at: int) -> tuple[int, str]:
    """The longest polite phrase from here: where it ends, and what it is."""
    for length in range(min(LONGEST_PHRASE, len(strip) - at), 0, -1):
        end = at + length
        if all(strip.free(place) for place in range(at, end)):
            kind = POLITE.get(strip.folds(at, end), "")
            if kind:
                return end, kind
    return at, ""


def inside(strip: Strip, start: int, end: int) -> bool:
    """A greeting stands at an end of a sentence; "nice" in the middle is a word."""
    opens = start == 0 or strip.tokens[start].opens_sentence
    closes = end == len(strip) or bool(strip.tokens[end].gap.strip())
    return not (opens and closes)
