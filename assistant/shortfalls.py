"""Shortfalls: what the sources of attention find in the record for one person, in two rounds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from assistant.records import Records
from domain.analysis.attention.matter import Matter, Pages, Source
from domain.analysis.attention.sources import SOURCES
from domain.governance.authority import Authority, Rung
from domain.kernel import Query
from guardrails.caller import Caller

READING = "read"


async def shortfalls(
    records: Records, caller: Caller, authority: Authority, today: date
) -> list[Matter]:
    """What is late, missing, set apart or odd in the functions that this person may read."""
    if caller.outside:
        return []
    return await found_by(records, lambda function: reads(authority, caller, function), today)


async def found_by(records: Records, open_to: Callable[[str], bool], today: date) -> list[Matter]:
    """Every source asks once, and once more about what it found: two trips, however many."""
    sources = [source for source in SOURCES if open_to(source.function)]
    first = await asked(records, [source.ask(today) for source in sources])
    further = [
        source.further(pages) if source.further else ()
        for source, pages in zip(sources, first, strict=True)
    ]
    second = await asked(records, further)
    return list(told(sources, first, second, today))


async def asked(records: Records, questions: Sequence[Sequence[Query[Any]]]) -> list[Pages]:
    """The answers to all of them, each beside what was asked."""
    every = [query for queries in questions for query in queries]
    pages = iter(await records.many(every) if every else ())
    return [[next(pages) for _ in queries] for queries in questions]


def told(
    sources: Sequence[Source], first: Sequence[Pages], second: Sequence[Pages], today: date
) -> Iterator[Matter]:
    for source, found, more in zip(sources, first, second, strict=True):
        yield from source.matters(found, more, today)


def reads(authority: Authority, caller: Caller, function: str) -> bool:
    return may_read(authority, caller.roles, function)


def may_read(authority: Authority, roles: Sequence[str], function: str) -> bool:
    held = authority.of(roles, function, READING)
    return held is not None and held.rung >= Rung.EXPLAIN
