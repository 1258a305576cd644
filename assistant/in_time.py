"""In time: a question that names the day as of which it asks is answered as it stood then."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from assistant.phrasebook import Act, Many, Settings, Understood
from assistant.phrasebook.reading_days import last_days_of
from assistant.said import Said
from domain.kernel.words import day

AS_OF = re.compile(r",?\s+as (?:of|at)\s+(?P<day>[^,;]{1,40}?)[\s.?!]*$", re.IGNORECASE)

NOW = re.compile(r"\b(?:now|today|currently|at present)\b", re.IGNORECASE)
"""Who says so asks about this day."""
LONGEST = 400  # Characters of a question; a longer text is not looked through.


def parted(text: str, settings: Settings) -> tuple[str, date | None]:
    """The question without its day, and the day; a day that is still to come is none."""
    found = AS_OF.search(text) if len(text) <= LONGEST else None
    days = last_days_of(found["day"], settings) if found else ()
    past = [each for each in days if each <= settings.today]
    return (text[: found.start()], max(past)) if found and past else (text, None)


async def in_time(
    said: Said,
    understood: Callable[[Said], Awaitable[Understood]],
    reads: Callable[[Said, Act], Awaitable[bool]],
) -> Said:
    """The sentence as of its day, if without it tools answer it that only read."""
    head, then = parted(said.text, said.settings)
    if said.as_of is not None:
        return said
    if then is None:
        return await still_then(said, understood, reads)
    asked = replace(said, text=head, settings=replace(said.settings, today=then))
    found = await understood(asked)
    calls = found.calls if isinstance(found, Many) else (found,)
    if not all([isinstance(call, Act) and await reads(said, call) for call in calls]):
        return said
    if then == said.turn.today:  # As of today is how it stands.
        return asked
    return moved(asked, then)


async def still_then(
    said: Said,
    understood: Callable[[Said], Awaitable[Understood]],
    reads: Callable[[Said, Act], Awaitable[bool]],
) -> Said:
    """ "And by month?" behind a question about an earlier day is about the same day."""
    then = said.conversation.as_of
    if then is None or NOW.search(said.text):
        return said
    asked = replace(said, settings=replace(said.settings, today=then))
    found = await understood(asked)
    same = isinstance(found, Act) and found.continues and await reads(said, found)
    return moved(asked, then) if same else said


def moved(said: Said, then: date) -> Said:
    said.turn.today, said.turn.position = then, 0
    return replace(said, as_of=datetime.combine(then, time.max, said.local.tzinfo))


def dated(before: Said, said: Said, found: dict[str, Any]) -> dict[str, Any]:
    """The answer says as of when it is, where the sentence asked for that."""
    if said.as_of is None or before.as_of is not None:
        return found
    text = f"As it was on record on {day(said.turn.today)}: {found['text']}"
    return found | {"text": text, "view": found["view"] | {"headline": text}}
