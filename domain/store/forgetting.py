"""Forgetting: what is said of it, to whoever asked and in the ledger, the same by every store."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from domain.kernel import FORGOTTEN, Fact, Refused, Repeating
from domain.kernel.subjects import key_of, personal_in
from domain.store.retention import Due

if TYPE_CHECKING:
    from domain.store.sealing import Mentions

SHOWN = 5
QUIET = 120.0
"""Seconds in which nothing is recorded of somebody who was forgotten.

Another process may remember a key for half of it, and decide on what it read with that.
"""


def entry_about(subject: str, by: str, reason: str) -> dict[str, Any]:
    """The ledger entry: who asked, for whom and why, and never what was forgotten."""
    if not reason.strip():
        raise Refused("Nothing was forgotten: say why, for the ledger.", "no_reason")
    return {"what": "forgetting", "user": by, "subject": subject, "reason": reason.strip()}


def discreet(entry: dict[str, Any], mentions: "Mentions") -> dict[str, Any]:
    """The same entry; a reason that names whom it is about does not outlive the others."""
    told = mentions.inside(entry["reason"])
    return entry | {"reason": FORGOTTEN} if told else entry


def came_of(conversations: int, drawn: int, entries: int) -> dict[str, int]:
    """What the ledger entry says of what went with them, and of what stays."""
    return {
        "conversations": conversations,
        "drawn_conversations": drawn,
        "ledger_entries_kept": entries,
    }


def entry_of_deleted(by: str, found: Sequence[Due]) -> dict[str, Any]:
    """The ledger entry about data that had been kept long enough."""
    deleted = {due.kept.name: due.count for due in found}
    return {"what": "retention", "user": by, "deleted": deleted}


def texts_about(subject: str, facts: Iterable[Fact]) -> set[str]:
    """The personal texts about one data subject that these facts hold."""
    return {text for fact in facts for whose, text in held(fact) if whose == subject}


def held(fact: Fact) -> Iterator[tuple[str, str]]:
    yield from personal_in(fact.event, key_of(fact.stream))
    if isinstance(fact.event, Repeating):
        for whose, texts in fact.event.personal.items():
            yield from ((whose, text) for text in texts if text != FORGOTTEN)


def just_forgotten(subject: str) -> Refused:
    """What is recorded now may come from what was read before."""
    return Refused(
        f"Nothing was recorded: {subject} was forgotten at this moment. Read again what it says; "
        "what is learned anew can be recorded in two minutes.",
        "just_forgotten",
    )


def closest(subject: str, known: Sequence[str]) -> Refused:
    """Nobody has this name; these come closest to it."""
    near = get_close_matches(subject, known, SHOWN, 0.5) or list(known[:SHOWN])
    meant = f"; did you mean {' or '.join(near)}?" if near else ": no personal data is kept here."
    return Refused(f"Nothing was forgotten. There is no {subject}{meant}", "unknown_subject")
