"""Reading days: the days on which a stretch of time that was said alone may end."""

from datetime import date

from assistant.phrasebook.day_spans import day_spans_at
from assistant.phrasebook.days import days_at
from assistant.phrasebook.periods import periods_at
from assistant.phrasebook.settings import Settings
from assistant.phrasebook.tokens import tokens_of

LEAP_YEAR = 29  # The day of February that not every year has.


def last_days_of(text: str, settings: Settings) -> tuple[date, ...]:
    """Of "June" its last day, of "1 October" that of this year and of the last; of prose none."""
    words = [token.fold for token in tokens_of(text)]
    said, every = " ".join(words), len(words)
    spans = (*periods_at(said, settings), *day_spans_at(said, settings))
    begun = [span for count, span in spans if count == every and span.first <= settings.today]
    ends = [min(span.last, settings.today) for span in begun]
    days = [day for count, found in days_at(said, settings) if count == every for day in found]
    if any(str(day.year) in said for day in days):
        return tuple((*ends, *days))
    before = [year_before(day) for day in days]
    return tuple((*ends, *days, *before))


def year_before(day: date) -> date:
    leaps = day.month == 2 and day.day == LEAP_YEAR
    return day.replace(year=day.year - 1, day=28 if leaps else day.day)
