"""Reread: a kept file is read once more, to be shown beside what was drafted from it."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from assistant.documents.evidence import Evidence
from assistant.documents.page_picture import Picture
from assistant.documents.seen import Hidden, Seen, Unreadable

Pictured = Callable[[bytes, str, int], Awaitable[Picture]]
PAGE = re.compile(r"page (\d+)")
MOST = 5  # Pages that are drawn for one look.


@dataclass(frozen=True)
class Reread:
    """What the same file says today; reading it records nothing."""

    name: str
    found: tuple[Evidence, ...]
    hidden: tuple[Hidden, ...] = ()
    pictures: tuple[Picture, ...] = ()


async def reread(
    name: str, content: bytes, found: Sequence[Evidence], seen: Seen | None, pictured: Pictured
) -> Reread:
    hidden = seen.hidden if seen and seen.suspicious else ()
    pictures = [await drawn(content, name, page, pictured) for page in pages(found)[:MOST]]
    return Reread(name, tuple(found), hidden, tuple(each for each in pictures if each))


async def drawn(content: bytes, name: str, page: int, pictured: Pictured) -> Picture | None:
    """None where the file has no pages to look at, as a table has none."""
    try:
        return await pictured(content, name, page)
    except Unreadable:
        return None


def pages(found: Sequence[Evidence]) -> list[int]:
    """Those that something was read from; the first where data stands beside its page."""
    told = (
        PAGE.search(value.where)
        for each in found
        for part in (each.head, *each.lines)
        for value in part.values()
    )
    return sorted({int(at[1]) for at in told if at}) or [1]
