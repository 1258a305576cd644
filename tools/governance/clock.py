"""Clock: times of the day as people write them, and the slots that take one."""

import re
from datetime import date, time
from typing import Annotated, Any

from domain.governance.wish import WEEK, Weekday
from tools.slots import Slot, reading

TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?::\d{2})?\s*(?P<half>am|pm)?", re.IGNORECASE
)
SPOKEN = {"noon": time(12), "midnight": time(0)}
WIRE = {"type": "string"}


def clock(value: Any) -> time:
    """19:00, 7:30, 7 am, noon."""
    if isinstance(value, time):
        return value
    said = str(value).strip().lower().replace(" o'clock", "").replace("h", ":00")
    if said in SPOKEN:
        return SPOKEN[said]
    found = TIME.fullmatch(said) if len(said) <= 12 else None
    if not found:
        raise ValueError("give a time as 19:00 or 7 am.")
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and not 1 <= hour <= 12:
        raise ValueError("give a time as 19:00 or 7 am.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError:
        raise ValueError("a day has the times from 00:00 to 23:59.") from None


def day_of_week(value: Any) -> Weekday:
    """A weekday by its name, or that of a day as 2026-12-05."""
    said = str(value).strip().lower().removesuffix("s")
    for name in WEEK:
        if said == name:
            return name
    try:
        return WEEK[date.fromisoformat(str(value).strip()).weekday()]
    except ValueError:
        raise ValueError(f"give a day of the week: {', '.join(WEEK)}.") from None


def time_slot(asks: str, *before: str) -> Slot:
    return Slot(
        kind="clock", asks=asks, hint="A time of the day as 19:00.", wire=WIRE, before=before
    )


At = Annotated[time, reading(clock), time_slot("At what time?", "at")]
Begins = Annotated[
    time, reading(clock), time_slot("From what time?", "between", "from", "hours are")
]
Ends = Annotated[time, reading(clock), time_slot("Until what time?", "and", "to", "until", "till")]
DayOfWeek = Annotated[
    Weekday,
    reading(day_of_week),
    Slot(
        kind="day",
        asks="On which day of the week?",
        hint="A day of the week as saturday.",
        wire=WIRE,
    ),
]
