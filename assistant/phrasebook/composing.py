"""Composing: a question that no example has, put together from the words of one tool's choices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.phrasebook.bounds import Bound, bounds_of, without
from assistant.phrasebook.declaration import Declaration, Folds
from assistant.phrasebook.examples import Example
from assistant.phrasebook.fitting import Fit, fit
from assistant.phrasebook.folding import fold
from assistant.phrasebook.matching import Match
from assistant.phrasebook.outcome import Act, Ask
from assistant.phrasebook.questions import finish
from assistant.phrasebook.reading import Reading
from assistant.phrasebook.sizing import (
    BY,
    COUNT,
    EXTREMES,
    FIGURE,
    HOW,
    SORT,
    THEN_BY,
    misplaced,
    settled,
)
from assistant.phrasebook.vocabulary.fillers import FILLERS, READ_FILLERS
from assistant.phrasebook.vocabulary.operators import QUESTION_WORDS
from assistant.phrasebook.vocabulary.word_list import word_set

WHERE = "where"
TOTAL, SHARE = "total", "share"
DIVIDING = word_set("by per each every")
JOINING = word_set("and")
RANKING = {
    **dict.fromkeys(("top", "best", "most", "highest", "longest", "largest", "biggest"), "highest"),
    **dict.fromkeys(("bottom", "worst", "least", "lowest", "shortest", "smallest"), "lowest"),
    **{"greatest": "highest", "fewest": "lowest"},
}
COUNTING = word_set("number count many")
LIKELY = (FIGURE, BY)
CHOOSING = word_set("which what")
ADVERB = "ly"
CONDITION = " where "
GLUE = (
    FILLERS
    | READ_FILLERS
    | QUESTION_WORDS
    | word_set("give much chart graph compare break go goes went worth with")
)


@dataclass
class Composed:
    """What has been understood of a sentence so far, from left to right."""

    values: dict[str, str] = field(default_factory=dict)
    weight: int = 0
    """How many words are those of choices, and no glue."""
    counted: bool = False
    dividing: bool = False
    narrowed: bool = False
    """By a condition on an amount: how many there are is a question then."""
    divided: set[int] = field(default_factory=set)
    """The places behind what it is divided by."""
    choosing: bool = False
    """Behind “which”: the next noun is what it is divided by."""

    def taken(self, slot: str, value: str, words: int) -> bool:
        """Whether there was room for this value; the same one may be said twice."""
        if slot == BY and self.values.get(BY, value) != value:
            slot = THEN_BY
        if self.values.setdefault(slot, value) != value:
            return False
        self.weight += words
        return True

    @property
    def enough(self) -> bool:
        """A bare noun asks for nothing; a count wants to be asked for, or to be divided."""
        if self.values.get(HOW) == SHARE and BY not in self.values:
            return False
        if self.values.get(FIGURE, COUNT) != COUNT:
            return True
        if self.values.get(HOW, TOTAL) not in (TOTAL, SHARE):
            return False  # How many there are is one number, neither large nor small.
        return FIGURE in self.values and (self.counted or self.narrowed or BY in self.values)


@dataclass(frozen=True)
class Composing:
    """One sentence read with the words of one tool."""

    tool: Declaration
    reading: Reading
    bounds: tuple[Bound, ...] = ()

    def composed(self) -> tuple[Composed, Fit] | None:
        """Everything said, if the tool has a word or a place for all of it."""
        placed = fit(self.tool, (), self.reading)
        if placed.homeless:
            return None
        found, at = Composed(), 0
        starts = {mention.start: mention.end for mention in self.reading.mentions}
        cues = placed.cues
        while at < len(self.reading.tokens):
            if at in starts:
                at = starts[at]
            elif at not in self.reading.places or at in cues:
                at += 1
            elif step := self.step(found, at):
                at += step
            else:
                return None
        if misplaced(self.bounds, found.values, found.divided, self.reading):
            return None
        found.weight += sum(bound.end - bound.start for bound in self.bounds)
        found.narrowed = bool(self.bounds)
        found.values = settled(found.values, self.tool, self.bounds, found.counted)
        return (found, placed) if found.enough else None

    def step(self, found: Composed, at: int) -> int:
        """How many words were understood at this place; none, and the sentence is not ours."""
        word = self.word(at)
        for slot, value, length in self.phrases(at, found):
            if found.taken(slot, value, length):
                found.divided |= {at + length} if slot == BY else set()
                found.dividing = found.choosing = False
                return length
        if word in RANKING:
            return self.ranked(found, RANKING[word])
        if word in DIVIDING or (word in JOINING and BY in found.values):
            found.dividing = True
            return 1
        found.counted = found.counted or word in COUNTING
        found.choosing = word not in COUNTING and (found.choosing or word in CHOOSING)
        return int(word in GLUE or word in COUNTING or word in DIVIDING)

    def ranked(self, found: Composed, sort: str) -> int:
        """ "Top 5 items by …" is an order of groups; "longest lead time" alone is a figure."""
        numbered = any("count" in mention.senses for mention in self.reading.mentions)
        if BY in found.values or numbered:
            return int(found.taken(SORT, sort, 1))
        return int(found.taken(HOW, EXTREMES[sort], 1))

    def phrases(self, at: int, found: Composed) -> Iterator[tuple[str, str, int]]:
        """The choices said here, the likelier slot first and in it the longest phrase."""
        led = found.dividing or found.choosing or SORT in found.values
        first = (BY, FIGURE) if found.dividing or (led and BY not in found.values) else LIKELY
        others = [name for name in self.tool.slots if name not in (BY, FIGURE)]
        word = self.word(at)
        for name in (*first, *others):
            slot = self.tool.slots.get(name)
            for phrase, value in slot.phrases.get(word, ()) if slot else ():
                if self.said(at, phrase) and self.fits(name, phrase, found):
                    yield name, value, len(phrase)

    def word(self, at: int) -> str:
        """As it was typed: repairs know the words of examples, and would make min of max."""
        typed = self.reading.tokens[at].text
        return fold(typed) if typed in self.reading.repairs else self.reading.tokens[at].fold

    def fits(self, slot: str, phrase: Folds, found: Composed) -> bool:
        """A noun divides only behind a word that says so, and a figure is named once."""
        if slot == FIGURE:
            return FIGURE not in found.values
        if slot != BY:
            return True
        adverb = len(phrase) == 1 and phrase[0].endswith(ADVERB)
        led = found.dividing or found.choosing or (SORT in found.values and BY not in found.values)
        return adverb or led

    def said(self, at: int, phrase: Folds) -> bool:
        places = self.reading.places
        return all(at + n in places and self.word(at + n) == word for n, word in enumerate(phrase))


def composing(tool: Declaration, reading: Reading) -> Composing:
    """The sentence in the words of the tool, its conditions on amounts taken out."""
    own = in_its_words(tool, reading)
    bounds = tuple(bounds_of(tool, own))
    return Composing(tool, without(own, bounds) if bounds else own, bounds)


def in_its_words(tool: Declaration, reading: Reading) -> Reading:
    """The reading without names that are only nearly said, by words that the tool has itself."""
    nearly = [mention for mention in reading.mentions if mention.naming and mention.doubt]
    folds = [token.fold for token in reading.tokens] if nearly else []
    own = tool.vocabulary
    doubted = [said for said in nearly if own.issuperset(folds[said.start : said.end])]
    if not doubted:
        return reading
    kept = tuple(mention for mention in reading.mentions if mention not in doubted)
    words = (at for mention in doubted for at in range(mention.start, mention.end))
    return replace(reading, mentions=kept, places=tuple(sorted({*reading.places, *words})))


def composed(
    tools: Iterable[Declaration], readings: Sequence[Reading], where: str = "", last: str = ""
) -> Act | Ask | None:
    """The call of the one tool that has words for the whole sentence.

    Between two it is the one that was used last, or the one that says it in fewer parts, as one
    figure is nearer than a figure of some rows; or else none.
    """
    found = [
        (made[0].weight, each, made)
        for reading in readings[:1]
        for tool in tools
        if (made := (each := composing(tool, reading)).composed())
    ]
    most = max((weight for weight, *_ in found), default=0)
    best = [each for each in found if each[0] == most]
    best = [each for each in best if each[1].tool.name == last] or in_fewest_parts(best)
    if len(best) != 1:
        return None
    [(_, asked, (said, placed))] = best
    conditions = "; ".join(filter(None, (*(bound.said for bound in asked.bounds), where)))
    fixed = said.values | ({WHERE: conditions} if conditions else {})
    example = Example(asked.tool, "", "", (), tuple(placed.filled), fixed)
    return finish(Match(example, placed, 1.0))


def in_fewest_parts(
    found: Sequence[tuple[int, Composing, tuple[Composed, Fit]]],
) -> list[tuple[int, Composing, tuple[Composed, Fit]]]:
    fewest = min((len(said.values) for _, _, (said, _) in found), default=0)
    return [each for each in found if len(each[2][0].values) == fewest]


def parted(text: str) -> tuple[str, str]:
    """A sentence and the conditions behind its “where”."""
    head, _, where = text.partition(CONDITION)
    return head, where.strip(" .?!")
