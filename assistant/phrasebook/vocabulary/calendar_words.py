"""Months, weekdays and the words around them."""

from assistant.phrasebook.vocabulary.word_list import word_set

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORT_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_WEEKDAYS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
# These count as dates only beside a day, a year or a preposition: they are words or names too.
AMBIGUOUS_MONTHS = frozenset({"may", "march", *SHORT_MONTHS})
OTHERS = word_set(
    """
    day week month quarter half year date today yesterday tomorrow morning afternoon evening
    tonight last this previous past current next since during between until ago fiscal begin q1
    q2 q3 q4 h1 h2 fy first second third fourth
    """
)
CALENDAR_WORDS = frozenset({*MONTHS, *SHORT_MONTHS, *WEEKDAYS, *SHORT_WEEKDAYS}) | OTHERS
