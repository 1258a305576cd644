"""Haste and hiding: what beside its figures a person should know of a file before signing."""

from collections.abc import Sequence

from assistant.capturing.said_by_file import line
from assistant.documents.seen import Hidden, Seen
from domain.payables.haste import pressing

QUOTED = 80
MOST = 10


def pressed(seen: Seen | None, said: str) -> tuple[str, ...]:
    """Words that press, in what was written beside the file, in it, or hidden in it."""
    hidden = " ".join(part.text for part in seen.hidden) if seen else ""
    return (
        *pressing(said, "the message"),
        *pressing(seen.text if seen else "", "the file"),
        *pressing(hidden, "text hidden in the file"),
    )


def left_out(seen: Seen | None) -> tuple[str, ...]:
    """What a person does not see in the file, quoted and never followed, and what was not read."""
    if seen is None:
        return ()
    hidden = tuple(quoted(part) for part in seen.hidden[:MOST]) if seen.suspicious else ()
    more = len(seen.hidden) - MOST
    rest = (f"{more} more parts are hidden.",) if hidden and more > 0 else ()
    return (*hidden, *rest, *map(line, seen.warnings))


def quoted(part: Hidden) -> str:
    return line(f"Hidden on page {part.page} ({part.reason}): “{line(part.text, QUOTED)}”.")


def once(remarks: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, remarks)))
