"""Dates: taking the periods and days of a sentence, the longest first at each place."""

from datetime import date

from assistant.phrasebook.bygone import bygone
from assistant.phrasebook.calendar import Span
from assistant.phrasebook.day_spans import day_spans_at
from assistant.phrasebook.days import days_at
from assistant.phrasebook.mention import Mention, Sense
from assistant.phrasebook.periods import periods_at
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.strip import Strip
from assistant.phrasebook.tokens import Token
from assistant.phrasebook.vocabulary.calendar_words import CALENDAR_WORDS
from assistant.phrasebook.vocabulary.cardinals import ORDINALS
from assistant.phrasebook.vocabulary.word_list import word_set

LIMITS = frozenset({"by", "until"})
LONGEST = 12  # words of a date
OPENERS = (
    CALENDAR_WORDS
    | ORDINALS.keys()
    | word_set("in on by to the so from over past during for of within until")
)


def take_dates(strip: Strip, settings: Settings) -> None:
    """Take every date of the sentence."""
    for at in range(len(strip)):
        if strip.free(at) and may_open(strip.tokens[at]):
            mention = date_at(strip, at, settings)
            if mention:
                strip.take(mention)


def may_open(token: Token) -> bool:
    return token.fold in OPENERS or token.fold[0].isdigit() or token.fold.startswith("fy")


def date_at(strip: Strip, at: int, settings: Settings) -> Mention | None:
    """The longest date from here; a stretch of time goes before a day of the same length."""
    end = min(strip.reach(at), at + LONGEST)
    text = " ".join(as_written(token) for token in strip.tokens[at:end])
    stretches = (*periods_at(text, settings), *day_spans_at(text, settings))
    spans = max(stretches, key=lambda found: found[0], default=None)
    days = max(days_at(text, settings), key=lambda found: found[0], default=None)
    if spans and (not days or spans[0] >= days[0]):
        return period_mention(strip, at, at + spans[0], spans[1], settings.today)
    if days:
        return day_mention(strip, at, at + days[0], days[1], settings.today)
    return None


def as_written(token: Token) -> str:
    """A number with a comma is never a year or a day, whatever its value."""
    return token.text if token.is_number and "," in token.text else token.fold


def period_mention(strip: Strip, start: int, end: int, span: Span, today: date) -> Mention:
    """Behind "by" a time to come is also a day, of which nobody has said which."""
    said = strip.said(start, end)
    senses: dict[str, tuple[Sense, ...]] = {"period": (Sense(str(span), said),)}
    if strip.fold(start - 1) in LIMITS and span.last >= today:
        ends = dict.fromkeys((max(span.first, today), span.last))
        senses["day"] = tuple(Sense(day.isoformat(), f"{day:%A} {day}") for day in ends)
    return Mention(start, end, said, senses)


def day_mention(strip: Strip, start: int, end: int, days: tuple[date, ...], today: date) -> Mention:
    """A day is also a period of one day, unless it is a time limit."""
    said = strip.said(start, end)
    if not days:
        return Mention(start, end, said, {"day": (), "period": ()}, "no such day")
    senses = {"day": tuple(sense_of(day, bygone(day, said, today)) for day in days)}
    limit = not LIMITS.isdisjoint(strip.folds(max(start - 1, 0), start + 1))
    if not limit:
        senses["period"] = tuple(Sense(str(Span(day, day)), f"{day:%A} {day}") for day in days)
    return Mention(start, end, said, senses)


def sense_of(day: date, over: date) -> Sense:
    before = sense_of(over, over) if over != day else None
    return Sense(day.isoformat(), f"{day:%A} {day}", over=before)
