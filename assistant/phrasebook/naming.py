"""Naming: taking exact names from a sentence, and what is left over of inexact ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.phrasebook.candidates import candidates, repaired, sense_of
from assistant.phrasebook.folding import folded
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.names import Entry, Found, Names
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.vocabulary.english import ENGLISH
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.kind_words import KIND_WORDS
from assistant.phrasebook.vocabulary.legal_forms import LEGAL_FORMS
from assistant.phrasebook.vocabulary.operators import OPERATORS

NOUNS = {kind: folded(words) for kind, words in KIND_WORDS.items()}
SHORTEST_MISSPELT = 4
SHELF = "category"
"""The kind whose names are the everyday words for what is on a shelf."""


@dataclass(frozen=True)
class Naming:
    """Reads names; the vocabulary is what no name may take from the phrasebook."""

    names: Names
    vocabulary: frozenset[str]
    units: frozenset[str] = frozenset()  # words that count something behind a number

    def take_exact(self, strip: Strip) -> None:
        """Take every exact name, from left to right, the longest first."""
        words = strip.folds(0, len(strip))
        for at in range(len(strip)):
            if strip.free(at):
                mention = self.exact_at(strip, words, at)
                if mention:
                    strip.take(mention)

    def exact_at(self, strip: Strip, words: Sequence[str], at: int) -> Mention | None:
        for found in self.names.longest_from(words, at, strip.reach(at)):
            entries = found.entries
            if self.hostile(words[at : at + found.length]) and not is_code(found, words, at):
                end = at + found.length - 1
                entries = tuple(
                    e for e in entries if announced(strip, at, e) or tells(strip, end, e)
                )
            if found.by_code and found.length == 1 and not written_as_code(strip, at):
                entries = self.not_only_code(strip, at, words[at], entries)
            if entries and not (found.shortened and other_size(strip, at + found.length)):
                return exact(strip, at, at + found.length, entries)
        return None

    def not_only_code(
        self, strip: Strip, at: int, word: str, entries: tuple[Entry, ...]
    ) -> tuple[Entry, ...]:
        """ "Leather" is not the code LEATHER, and "Conti" may also be a part of a name."""
        if word in ENGLISH:
            return tuple(entry for entry in entries if announced(strip, at, entry))
        keys = [(entry.record.kind, entry.record.id) for entry in entries]
        return self.names.with_rivals(word, keys)

    def hostile(self, words: Sequence[str]) -> bool:
        """Made of nothing but phrasebook words and digits, so it would be seen everywhere."""
        return all(word in self.vocabulary or not word.isalpha() for word in words)

    def take_partial(self, strip: Strip) -> None:
        """Take each run of left-over words of master data as a name to be asked about."""
        at = 0
        while at < len(strip):
            end = self.run_end(strip, at, at + 1) if self.opens_run(strip, at) else at
            if end > at:
                self.take_run(strip, at, end)
            at = max(end, at + 1)

    def opens_run(self, strip: Strip, at: int) -> bool:
        """A left-over word, or one that nobody knows directly before such a word."""
        if self.left_over(strip, at):
            return True
        word = strip.fold(at)
        stray = strip.free(at) and word not in self.vocabulary and word not in ENGLISH
        counts = self.counts(strip, at)
        return stray and not counts and word.isalpha() and self.joins(strip, at, at + 1)

    def counts(self, strip: Strip, at: int) -> bool:
        """ "150 m silk": a unit directly behind a number."""
        return strip.fold(at) in self.units and at > 0 and strip.tokens[at - 1].is_number

    def left_over(self, strip: Strip, at: int) -> bool:
        """A word that only master data can explain, as written or nearly so."""
        if not strip.free(at):
            return False
        word = strip.fold(at)
        counts = self.counts(strip, at)
        if word in self.vocabulary or counts or not word[0].isalpha() or len(word) < 2:
            return False
        if self.names.knows(word):
            return word not in LEGAL_FORMS
        misspelt = len(word) >= SHORTEST_MISSPELT and word not in ENGLISH and word not in self.units
        return misspelt and bool(self.names.near(word, slips_forgiven(word)))

    def run_end(self, strip: Strip, at: int, end: int) -> int:
        """Where the run ends: neighbours, a bridge between two, digits that belong to a name."""
        while end < strip.reach(at) and not strip.tokens[end].gap.strip("-/&., "):
            if not (
                self.joins(strip, at, end)
                or self.bridges(strip, at, end)
                or self.numbered(strip, at, end)
                or strip.fold(end) in LEGAL_FORMS
            ):
                break
            end += 1
        return end

    def joins(self, strip: Strip, start: int, at: int) -> bool:
        """The next word of a name; behind a comma only if some name has both."""
        parted = at < len(strip) and "," in strip.tokens[at].gap
        return self.left_over(strip, at) and (not parted or self.together(strip, start, at + 1))

    def bridges(self, strip: Strip, start: int, at: int) -> bool:
        """ "Debur and Polish": a common word between two of one name."""
        if not self.left_over(strip, at + 1) or strip.fold(at) in OPERATORS:
            return False
        return strip.fold(at).isalpha() and self.together(strip, start, at + 2)

    def numbered(self, strip: Strip, start: int, at: int) -> bool:
        """ "Hex Nut 5": a number that some such name really has."""
        if not strip.tokens[at].is_number or not self.names.knows(strip.fold(at)):
            return False
        return strip.tokens[at].gap == "-" or self.together(strip, start, at + 1)

    def together(self, strip: Strip, start: int, end: int) -> bool:
        """Whether one name holds all of these words that occur in names at all."""
        close = repaired(self.names, strip.folds(start, end))
        known = [word for word in close if self.names.knows(word)]
        return any(map(str.isalpha, known)) and bool(self.names.holding(known))

    def take_run(self, strip: Strip, start: int, end: int) -> None:
        """A run that touches an exact name taints it: "International Bike" is another name."""
        touched: list[Mention] = []
        while neighbour := self.neighbour(strip, start, end):
            touched.append(neighbour)
            strip.give_back(neighbour)
            start, end = min(start, neighbour.start), max(end, neighbour.end)
            end = self.run_end(strip, start, end)
        senses, totals = candidates(self.names, strip.folds(start, end))
        for mention in touched:
            senses = with_exact(senses, mention)
        if senses:
            said, clear = strip.said(start, end), frozenset[str]()
            whole = () if touched else self.shelf(strip.folds(start, end))
            if whole:
                senses, clear = {**senses, SHELF: whole}, frozenset({SHELF})
            strip.take(Mention(start, end, said, senses, "partial", totals, True, clear))

    def shelf(self, words: Sequence[str]) -> tuple[Sense, ...]:
        """ "Belts" is a whole category where one is asked for, elsewhere a part of many names."""
        entries = self.names.held(self.names.full.get(" ".join(words), ()))
        found = tuple(sense_of(entry) for entry in entries if entry.record.kind == SHELF)
        return found if len(found) == 1 else ()

    def neighbour(self, strip: Strip, start: int, end: int) -> Mention | None:
        """An exact name directly before or behind the run, if a word of master data touches it."""
        for mention in strip.mentions:
            before = mention.end == start and plain_gap(strip, start)
            behind = mention.start == end and plain_gap(strip, end)
            touching = (before and self.taints(strip, start)) or (
                behind and self.taints(strip, end - 1)
            )
            if mention.naming and not mention.doubt and touching:
                return mention
        return None

    def taints(self, strip: Strip, at: int) -> bool:
        return self.names.knows(strip.fold(at)) and strip.fold(at) not in FILLERS


def slips_forgiven(word: str) -> int:
    """One more than in the phrasebook's own words, as it only leads to a question."""
    return 2 if len(word) >= 5 else 1


def plain_gap(strip: Strip, at: int) -> bool:
    return not strip.tokens[at].gap.strip(" -/&")


def is_code(found: Found, words: Sequence[str], at: int) -> bool:
    """A real code has letters and digits; a code like "may" is as hostile as a name."""
    code = " ".join(words[at : at + found.length])
    return found.by_code and any(map(str.isdigit, code)) and any(map(str.isalpha, code))


def written_as_code(strip: Strip, at: int) -> bool:
    """In capitals or with digits; of letters only it may be an ordinary word or name."""
    text = strip.tokens[at].text
    return text.isupper() or not text.isalpha()


def other_size(strip: Strip, at: int) -> bool:
    """ "Brass ring, 30" goes on to a size that the ring of 25 does not have."""
    return strip.free(at) and strip.tokens[at].is_number and "," in strip.tokens[at].gap


def announced(strip: Strip, at: int, entry: Entry) -> bool:
    """ "Supplier May": the word before says which kind of record is named."""
    return tells(strip, at - 1, entry)


def tells(strip: Strip, at: int, entry: Entry) -> bool:
    """ "Inventory agent": a word that says which kind of record is named, in the name itself."""
    kind = entry.record.kind
    return strip.fold(at) in NOUNS.get(kind, frozenset({kind}))


def exact(strip: Strip, start: int, end: int, entries: Sequence[Entry]) -> Mention:
    senses: dict[str, tuple[Sense, ...]] = {}
    for entry in entries:
        kind = entry.record.kind
        senses[kind] = (*senses.get(kind, ()), sense_of(entry))
    totals = {kind: len(found) for kind, found in senses.items()}
    shown = {kind: found[:5] for kind, found in senses.items()}
    return Mention(start, end, strip.said(start, end), shown, totals=totals, naming=True)


def with_exact(
    senses: dict[str, tuple[Sense, ...]], touched: Mention
) -> dict[str, tuple[Sense, ...]]:
    """The tainted name stays a candidate: offer the union."""
    merged = dict(senses)
    for kind, found in touched.senses.items():
        merged[kind] = tuple(dict.fromkeys([*merged.get(kind, ()), *found]))[:5]
    return merged
