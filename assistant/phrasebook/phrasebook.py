"""The phrasebook: understands a sentence by the declared examples, or says that it does not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.phrasebook import gate
from assistant.phrasebook.answers import answer
from assistant.phrasebook.book import Book
from assistant.phrasebook.context import Context
from assistant.phrasebook.controls import control
from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.documents import Exists
from assistant.phrasebook.folding import clean
from assistant.phrasebook.follow_ups import follow_up
from assistant.phrasebook.matching import Match, decided, matches
from assistant.phrasebook.names import Names, Record
from assistant.phrasebook.naming import Naming
from assistant.phrasebook.nearest import nearest
from assistant.phrasebook.outcome import Act, Ask, Control, Pass, Understood
from assistant.phrasebook.questions import finish
from assistant.phrasebook.reader import Reader
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.requests import several
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.tokens import tokens_of
from assistant.phrasebook.vocabulary.cues import HOW_TO
from assistant.phrasebook.vocabulary.operators import QUESTION_WORDS

NOTHING = Context()


class Phrasebook:
    """All that is understood without a model; it knows no tenant and keeps no state."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        self.book = Book(declarations)

    def understand(
        self,
        text: str,
        names: Names,
        settings: Settings,
        documents: Exists,
        context: Context = NOTHING,
    ) -> Understood:
        """What a sentence asks for; never a guess between two records or two tools."""
        refused = gate.too_much(text)
        if refused:
            return self.passed(refused, None)
        reader = Reader(self.book, names, settings, documents)
        return Understanding(self, reader, context).of(clean(text))

    def passed(self, reason: Pass, reading: Reading | None) -> Pass:
        return replace(reason, nearest=nearest(self.book, reading))

    def hostile(self, names: Names) -> list[Record]:
        """Records that look like ordinary words, and are read by code or after their kind only."""
        naming = Naming(names, self.book.vocabulary_of_all)
        return [
            entry.record
            for entry in names.entries.values()
            if any(naming.hostile(spelling.split(" ")) for spelling in (*entry.full, *entry.short))
        ]


@dataclass(frozen=True)
class Understanding:
    """One sentence on its way: control word, answer, follow-up, request, or several of them."""

    phrasebook: Phrasebook
    reader: Reader
    context: Context

    def of(self, text: str) -> Understood:
        tokens = tokens_of(text)
        refused = gate.too_many(tokens)
        if refused or not tokens:
            return self.phrasebook.passed(refused or Pass("nothing said"), None)
        control_word = control(text, tokens, self.context, self.reader.exists)
        if control_word:
            return control_word
        readings = list(self.reader.readings(text, tokens))
        for reading in readings:
            continued = self.continued(reading)
            if continued:
                return continued
        return self.request(readings)

    def continued(self, reading: Reading) -> Understood | None:
        """An answer to the open question, or a change of the last call."""
        book = self.phrasebook.book
        return answer(book, reading, self.context) or follow_up(book, reading, self.context)

    def request(self, readings: list[Reading]) -> Understood:
        """A complete sentence: one request, or two that are both understood."""
        book, first = self.phrasebook.book, readings[0]
        foreign = gate.other_language(first.unnamed)
        if foreign:
            return self.phrasebook.passed(foreign, None)
        text, tokens = first.text, self.reader_tokens(first)
        return (
            self.single(self.reader.tailed(text, tokens, prose=True))
            or self.single(readings)
            or several(book, first, self.alone)
            or self.single(self.reader.tailed(text, tokens, prose=False))
            or self.help(first)
            or self.not_understood(first)
        )

    def single(self, readings: Iterable[Reading]) -> Act | Ask | None:
        """The one request that some reading is."""
        for reading in readings:
            match = decided(matches(self.phrasebook.book, reading))
            if match and worth_asking(match, reading):
                return finish(match)
        return None

    def alone(self, text: str) -> Understood:
        """A part of a sentence as a sentence of its own."""
        return self.single(self.reader.readings(text, tokens_of(text))) or Pass("nothing fits")

    def help(self, reading: Reading) -> Control | None:
        """ "How do I receive goods", "can you create orders": what to say for that."""
        opening = tuple(token.fold for token in reading.tokens[:3])
        asked_how = any(opening[: len(phrase)] == phrase for phrase in HOW_TO)
        if reading.mentions or not (asked_how or reading.requested) or not reading.content:
            return None
        known = reading.content & self.phrasebook.book.said
        return Control("help", examples=nearest(self.phrasebook.book, reading)) if known else None

    def not_understood(self, reading: Reading) -> Pass:
        """Why not, with what could be said instead."""
        book = self.phrasebook.book
        found = matches(book, reading)
        fitting = {match.tool.name for match in found if not match.against}
        objections = [match.against for match in found if match.against]
        if len(fitting) > 1:
            reason = "two tools fit"
        elif objections:
            reason = objections[0]
        else:
            reason = "nothing fits" if reading.content else "fragment"
        strangers = (word for word in reading.words if word not in book.vocabulary_of_all)
        return self.phrasebook.passed(Pass(reason, detail=" ".join(strangers)), reading)


def worth_asking(match: Match, reading: Reading) -> bool:
    """A call of which nothing is filled is asked about only if it was named or ordered."""
    if match.fit.filled or not match.tool.required:
        return True
    if match.tool.kind == "read":
        return bool(match.example.content & reading.content - QUESTION_WORDS)
    opens = match.example.words[:1] == reading.words[:1]
    return opens and not reading.asks and not reading.requested
