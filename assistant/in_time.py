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
    if then is None or said.as_of is not None:
        return said
    asked = replace(said, text=head, settings=replace(said.settings, today=then))
    found = await understood(asked)
    calls = found.calls if isinstance(found, Many) else (found,)
    if not all([isinstance(call, Act) and await reads(said, call) for call in calls]):
        return said
    if then == said.turn.today:  # As of today is how it stands.
        return asked
    said.turn.today, said.turn.position = then, 0
    return replace(asked, as_of=datetime.combine(then, time.max, said.local.tzinfo))


def dated(said: Said, found: dict[str, Any]) -> dict[str, Any]:
    """The answer says as of when it is, where the sentence asked for that."""
    if said.as_of is None or said.text == said.turn.text:
        return found
    text = f"As it was on record on {day(said.turn.today)}: {found['text']}"
    return found | {"text": text, "view": found["view"] | {"headline": text}}
