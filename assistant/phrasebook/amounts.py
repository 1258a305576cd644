"""Amounts: quantities with and without a unit, money, counts and bare numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.phrasebook.calendar import calendar_year
from assistant.phrasebook.folding import fold
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.numerals import readings_of
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tokens import Token, folds_of
from assistant.phrasebook.vocabulary.currencies import (
    CODES,
    DOLLARS,
    PER_PIECE,
    SYMBOLS,
    WORDS,
)
from assistant.phrasebook.vocabulary.fillers import FILLERS
from assistant.phrasebook.vocabulary.operators import APPROXIMATE

ONE_LETTER_WORDS = frozenset("aixn")
YEARS = range(1990, 2101)
UNIT_CUES = frozenset({"in", "per", "by"})
PERCENT = frozenset({"%", "percent"})
MEASURED = frozenset({"quantity", "money", "count", "day", "period"})  # what can be about right


@dataclass(frozen=True)
class Amounts:
    """Reads the numbers of a sentence as this tenant writes them."""

    settings: Settings
    units: Mapping[tuple[str, ...], str]

    @classmethod
    def of(cls, settings: Settings) -> "Amounts":
        said = tuple((code, tuple(words)) for code, words in settings.units.items())
        return cls(settings, unit_words(said))

    def take(self, strip: Strip) -> None:
        """Take every number that is still free, then what joins or blurs them."""
        for at in range(len(strip)):
            if strip.free(at) and strip.tokens[at].is_number:
                strip.take(self.mention(strip, at))
        self.take_units(strip)
        blur(strip)
        join_alternatives(strip)

    def take_units(self, strip: Strip) -> None:
        """ "Counted in boxes", "per kilo": a unit that counts nothing yet."""
        for at in range(1, len(strip)):
            unit, end = self.unit_at(strip, at) if strip.free(at) else ("", at)
            if unit and strip.free(at - 1) and strip.fold(at - 1) in UNIT_CUES:
                said = strip.said(at, end)
                strip.take(Mention(at, end, said, {"unit": (Sense(unit, said),)}))

    def mention(self, strip: Strip, at: int) -> Mention:
        start, end, currency = self.currency_beside(strip, at)
        numbers = readings_of(strip.fold(at))
        if currency:
            end = past_each(strip, end)
            return made(strip, start, end, {"money": money(numbers, currency)})
        if strip.fold(end) in PERCENT and strip.free(end):
            return made(strip, start, end + 1, {"percent": money(numbers, "%")})
        unit, after = self.unit_at(strip, end)
        if unit:
            quantities = tuple(Sense(f"{number} {unit}", f"{number} {unit}") for number in numbers)
            return made(strip, start, after, {"quantity": quantities})
        return self.bare(strip, start, end, numbers)

    def bare(self, strip: Strip, start: int, end: int, numbers: tuple[str, ...]) -> Mention:
        """A number alone keeps all its readings: the slots of the tool decide."""
        plain = tuple(Sense(number, number) for number in numbers)
        senses = {"quantity": plain, "count": plain}
        senses["money"] = money(numbers, self.settings.currency)
        text = strip.tokens[start].text
        if text.isdecimal() and len(text) == 4 and int(text) in YEARS:
            senses["period"] = (Sense(str(calendar_year(int(text))), text),)
        priced = past_each(strip, end)
        if priced > end:
            return made(strip, start, priced, {"money": senses["money"]})
        return made(strip, start, end, senses)

    def currency_beside(self, strip: Strip, at: int) -> tuple[int, int, str]:
        """The stretch with its currency sign, code or word, before or behind the number."""
        if strip.free(at - 1) and not strip.tokens[at].opens_sentence:
            currency = self.currency(strip.tokens[at - 1], before=True)
            if currency:
                return at - 1, at + 1, currency
        if strip.free(at + 1) and not strip.tokens[at + 1].opens_sentence:
            currency = self.currency(strip.tokens[at + 1], before=False)
            if currency:
                return at, at + 2, currency
        return at, at + 1, ""

    def currency(self, token: Token, before: bool) -> str:
        own = self.settings.currency
        code = SYMBOLS.get(token.text, "")
        if not code and token.text.upper() in CODES:
            # "try 40" is no lira: before a number a code counts in capitals only.
            code = token.text.upper() if token.text.isupper() or not before else ""
        if not code and not before:
            code = WORDS.get(token.fold, "")
        return own if code in DOLLARS and own in DOLLARS and token.text.upper() != code else code

    def unit_at(self, strip: Strip, at: int) -> tuple[str, int]:
        """The unit directly behind a number, two words before one."""
        for length in (2, 1):
            end = at + length
            if end <= strip.reach(at) and strip.folds(at, end) in self.units:
                attached = not strip.tokens[at].gap
                if attached or not doubtful(strip.tokens[at]):
                    return self.units[strip.folds(at, end)], end
        return "", at


def doubtful(token: Token) -> bool:
    """ "40 in Tool Crib" has no inches: short words are units only where they are attached."""
    return token.fold in FILLERS or token.text in ONE_LETTER_WORDS


@lru_cache(maxsize=64)
def unit_words(units: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[tuple[str, ...], str]:
    """What people say for each unit, its code included, and the code."""
    codes = {(fold(code),): code for code, _ in units}
    return codes | {folds_of(word): code for code, words in units for word in words}


def money(numbers: tuple[str, ...], currency: str) -> tuple[Sense, ...]:
    """Where the business's own currency was added, the origin says what was typed."""
    return tuple(Sense(f"{number} {currency}", f"{number} {currency}") for number in numbers)


def negative(token: Token) -> bool:
    """ "-40" is below zero, "PO-40" and "Freewheel - 40" are not."""
    return token.gap.endswith(("-", "−")) and token.gap[:-1] in (" ", "(")


def made(strip: Strip, start: int, end: int, senses: Mapping[str, tuple[Sense, ...]]) -> Mention:
    said = strip.said(start, end)
    number = next(token for token in strip.tokens[start:end] if token.is_number)
    if negative(number):
        return Mention(start, end, f"-{said}", dict.fromkeys(senses, ()), "below zero")
    return Mention(start, end, said, senses, "" if all(senses.values()) else "no number")


def past_each(strip: Strip, end: int) -> int:
    """ "Each" behind an amount belongs to it."""
    for phrase in PER_PIECE:
        after = end + len(phrase)
        if after <= strip.reach(end) and strip.folds(end, after) == phrase:
            return after
    return end


def blur(strip: Strip) -> None:
    """ "About 40" and "Friday or so" are guesses, and a guess is asked."""
    for place, mention in enumerate(strip.mentions):
        start, end = mention.start, mention.end
        asked = strip.fold(start - 1) == "about" and strip.fold(start - 2) in ("what", "how")
        before = strip.free(start - 1) and strip.fold(start - 1) in APPROXIMATE and not asked
        behind = strip.folds(end, end + 2) == ("or", "so") and strip.free(end)
        if MEASURED.isdisjoint(mention.senses) or not (before or behind):
            continue
        start, end = start - before, end + 2 * behind
        strip.cross_out(start, end)
        said = strip.said(start, end)
        strip.mentions[place] = replace(mention, start=start, end=end, said=said, doubt="about")


def join_alternatives(strip: Strip) -> None:
    """Two values with "or" between them are one value that nobody knows yet."""
    ordered = sorted(strip.mentions, key=lambda mention: mention.start)
    for first, second in pairwise(ordered):
        joined = first.end == second.start - 1 and strip.fold(first.end) == "or"
        kinds = first.senses.keys() & second.senses.keys()
        if not joined or not kinds or first not in strip.mentions:
            continue
        both = replace(
            first,
            end=second.end,
            said=strip.said(first.start, second.end),
            senses={kind: first.senses[kind] + second.senses[kind] for kind in sorted(kinds)},
            doubt="or",
        )
        strip.mentions = [kept for kept in strip.mentions if kept not in (first, second)]
        strip.take(both)
