"""The phrasebook: understands a sentence by the declared examples, or says that it does not."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial

from assistant.phrasebook import gate
from assistant.phrasebook.answers import answer, asks_for_text
from assistant.phrasebook.book import Book
from assistant.phrasebook.composing import (
    CHOOSING,
    DIVIDING,
    RANKING,
    composed,
    parted,
)
from assistant.phrasebook.context import Context
from assistant.phrasebook.controls import control
from assistant.phrasebook.declaration import Declaration
from assistant.phrasebook.documents import Exists
from assistant.phrasebook.folding import clean
from assistant.phrasebook.follow_ups import follow_up
from assistant.phrasebook.matching import Match, decided, matches
from assistant.phrasebook.names import Names, Record
from assistant.phrasebook.naming import Naming
from assistant.phrasebook.nearest import nearest, sayable
from assistant.phrasebook.opening import behind_opener
from assistant.phrasebook.outcome import Act, Ask, Control, Many, Pass, Understood
from assistant.phrasebook.pasting import divided, restored
from assistant.phrasebook.questions import finish
from assistant.phrasebook.reader import Reader
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.requests import several
from assistant.phrasebook.rewording import reworded
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.siding import of_both_sides
from assistant.phrasebook.sizing import BY, SORT
from assistant.phrasebook.strangers import with_strangers
from assistant.phrasebook.tokens import Token, tokens_of
from assistant.phrasebook.vocabulary.cues import HOW_TO
from assistant.phrasebook.vocabulary.operators import QUESTION_WORDS

NOTHING = Context()
OPENED = Pass(
    "order behind a word", detail="A word before it changes the order: say only what is to be done."
)
MOST_STRANGERS = 3  # words named as unknown


class Phrasebook:
    """All that is understood without a model; it knows no tenant and keeps no state."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        self.book = Book(declarations)

    def without(self, source: str, tool: str) -> "Phrasebook":
        """The same phrasebook that was never told one of its sentences."""
        fewer = copy(self)
        fewer.book = self.book.without(source, tool)
        return fewer

    def understand(
        self,
        text: str,
        names: Names,
        settings: Settings,
        documents: Exists,
        context: Context = NOTHING,
    ) -> Understood:
        """What a sentence asks for; never a guess between two records or two tools."""
        sentence, rows = divided(text)
        if rows:
            heard = self.understand(sentence, names, settings, documents, context)
            if listed := restored(heard, rows):
                return listed
        refused = gate.too_much(text)
        if refused:
            return self.passed(refused, settings, None)
        reader = Reader(self.book, names, settings, documents)
        said = reworded(clean(text))
        found = Understanding(self, reader, context).of(said)
        rest = behind_opener(said) if self.orders(found) else ""
        if rest and self.orders(Understanding(self, reader, NOTHING).of(rest)):
            return self.passed(OPENED, settings, None)
        return found

    def orders(self, found: Understood) -> bool:
        """Whether this would draft something."""
        return isinstance(found, Act) and self.book.tools[found.tool].kind == "draft"

    def passed(self, reason: Pass, settings: Settings, reading: Reading | None) -> Pass:
        return replace(reason, offers=partial(nearest, self.book, settings, reading))

    def examples(self, tools: Iterable[str], settings: Settings) -> tuple[str, ...]:
        """Up to three sentences that can be said as they stand, one of each of these tools."""
        return sayable(self.book, settings, tools)

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
            return self.passed(refused or Pass("nothing said"))
        control_word = control(text, tokens, self.context, self.reader.exists)
        queue = isinstance(control_word, Control) and control_word.verb == "queue"
        if control_word and not queue:
            return control_word
        readings = list(self.reader.readings(text, tokens))
        if control_word:  # A tool that claims these very words knows more of them.
            return first(map(self.word_for_word, readings)) or control_word
        if not asks_for_text(self.phrasebook.book, self.context):
            both = of_both_sides(readings[0], self.alone)
            if both:
                return both
        return self.continued(readings) or self.request(text, tokens, readings)

    def continued(self, readings: list[Reading]) -> Understood | None:
        """An answer to the open question, or a change of the last call.

        A sentence that is an example word for word changes nothing, and is no text to fill in.
        """
        book, context = self.phrasebook.book, self.context
        answers = (answer(book, reading, context) for reading in readings)
        complete = map(self.word_for_word, readings)
        changes = (follow_up(book, reading, context) for reading in readings)
        if asks_for_text(book, context):
            return first(complete) or first(answers)
        return first(answers) or first(complete) or self.anew(readings) or first(changes)

    def anew(self, readings: Sequence[Reading]) -> Act | Ask | None:
        """After a question that was put together, another one that names all its parts."""
        last = self.context.last
        tool = self.phrasebook.book.tools.get(last.tool) if last else None
        if tool is None or not tool.composed:
            return None
        return composed(self.phrasebook.book.composed, readings, last=tool.name)

    def word_for_word(self, reading: Reading) -> Act | None:
        match = decided(matches(self.phrasebook.book, reading)) if reading.words else None
        if match is None or not match.verbatim(reading):
            return None
        found = finish(match)
        return found if isinstance(found, Act) else None

    def request(self, text: str, tokens: tuple[Token, ...], readings: list[Reading]) -> Understood:
        """A complete sentence: one request, or two that are both understood."""
        book, likely = self.phrasebook.book, readings[0]
        foreign = gate.other_language(likely.unnamed)
        if foreign:
            return self.passed(foreign)
        found = (
            self.single(self.reader.tailed(text, tokens, prose=True))
            or self.exact_parts(likely)
            or self.best(text, tokens, readings)
            or several(book, likely, self.alone)
            or self.single(self.reader.tailed(text, tokens, prose=False))
            or self.single(with_strangers(book, self.reader.names, likely))
        )
        if found is None or isinstance(found, Ask):  # Better all of it than a question about half.
            together = self.composed(text, readings)
            found = together if found is None or isinstance(together, Act) else found
        elif isinstance(found, Act):
            found = self.whole(found, text, readings)
        return found or self.help(likely) or self.not_understood(likely)

    def best(
        self, text: str, tokens: tuple[Token, ...], readings: list[Reading]
    ) -> Act | Ask | None:
        """The one request; a question is not asked where the end of the sentence answers it."""
        found = self.single(readings)
        if not isinstance(found, Ask):
            return found
        whole = self.single(self.reader.tailed(text, tokens, prose=False))
        return whole if isinstance(whole, Act) and whole.tool == found.tool else found

    def single(self, readings: Iterable[Reading]) -> Act | Ask | None:
        """The one request that some reading is."""
        for reading in readings:
            match = decided(matches(self.phrasebook.book, reading))
            if match and worth_asking(match, reading):
                return finish(match)
        return None

    def composed(self, text: str, readings: Sequence[Reading]) -> Act | Ask | None:
        """A question that no example has, with the conditions behind its "where"."""
        head, where = parted(text)
        if where:
            readings = list(self.reader.readings(head, tokens_of(head)))
        return composed(self.phrasebook.book.composed, readings, where)

    def whole(self, found: Act, text: str, readings: Sequence[Reading]) -> Act:
        """Instead of a read that overlooks a division or a ranking, one that does not."""
        tool, words = self.phrasebook.book.tools[found.tool], readings[0].words
        if tool.kind != "read" or (DIVIDING | CHOOSING).isdisjoint(words) or self.said_so(readings):
            return found
        together = self.composed(text, readings)
        if not isinstance(together, Act) or BY not in together.arguments:
            return found
        said, kept = together.arguments, found.arguments
        overlooked = said[BY] != kept.get(BY) or (SORT in said and not self.ranks(found))
        return together if overlooked else found

    def ranks(self, found: Act) -> bool:
        """Whether an example says that what is so divided begins with the most or the least."""
        return SORT in found.arguments or any(
            example.tool.name == found.tool
            and example.fixed.get(BY) == found.arguments.get(BY)
            and not RANKING.keys().isdisjoint(example.words)
            for example in self.phrasebook.book.examples
        )

    def said_so(self, readings: Sequence[Reading]) -> bool:
        return any(self.word_for_word(reading) for reading in readings)

    def exact_parts(self, reading: Reading) -> Many | None:
        """Two examples with "and" between them, even if together they resemble a third."""
        found = several(self.phrasebook.book, reading, self.exactly)
        return found if isinstance(found, Many) else None

    def exactly(self, text: str) -> Understood:
        readings = self.reader.readings(text, tokens_of(text))
        return first(map(self.word_for_word, readings)) or Pass("nothing fits")

    def alone(self, text: str) -> Understood:
        """A part of a sentence as a sentence of its own."""
        tokens = tokens_of(text)
        readings = self.reader.readings(text, tokens)
        tailed = self.reader.tailed(text, tokens, prose=True)
        return self.single(tailed) or self.single(readings) or Pass("nothing fits")

    def help(self, reading: Reading) -> Control | None:
        """ "How do I receive goods", "can you create orders": what to say for that."""
        opening = tuple(token.fold for token in reading.tokens[:3])
        asked_how = any(opening[: len(phrase)] == phrase for phrase in HOW_TO)
        if reading.mentions or not (asked_how or reading.requested) or not reading.content:
            return None
        if reading.content.isdisjoint(self.phrasebook.book.said):
            return None
        book, settings = self.phrasebook.book, self.reader.settings
        return Control("help", examples=nearest(book, settings, reading, made_up=True))

    def passed(self, reason: Pass, reading: Reading | None = None) -> Pass:
        return self.phrasebook.passed(reason, self.reader.settings, reading)

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
        known = book.vocabulary_of_all
        strangers = [token.text for token in reading.unread if token.fold not in known]
        return self.passed(Pass(reason, detail=unknown(strangers)), reading)


def unknown(words: Sequence[str]) -> str:
    """The words that no example, no record and no list of ours has, in one sentence."""
    if not words:
        return ""
    *others, last = [f"“{word}”" for word in dict.fromkeys(words[:MOST_STRANGERS])]
    named = " or ".join(filter(None, (", ".join(others), last)))
    return f"I do not know the word{'s' if ' or ' in named else ''} {named}."


def first(found: Iterable[Understood | None]) -> Understood | None:
    return next((understood for understood in found if understood), None)


def worth_asking(match: Match, reading: Reading) -> bool:
    """A call of which nothing is filled is asked about only if it was named or ordered."""
    if match.fit.filled or not match.tool.required:
        return True
    if match.tool.kind == "read":
        return bool(match.example.content & reading.content - QUESTION_WORDS)
    opens = match.example.words[:1] == reading.words[:1]
    return opens and not reading.asks and not reading.requested
