"""Mentioned: the personal data that a draft repeats, so that it is sealed there as well."""

from collections.abc import Iterator, Sequence

from domain import catalog
from domain.kernel import FORGOTTEN, Fact, Row, Step
from domain.kernel.subjects import held_by, key_of, personal_in
from domain.preview import Change

ROWS: dict[str, type[Row]] = {projection.name: projection.row for projection in catalog.PROJECTIONS}


def repeated(
    steps: Sequence[Step], facts: Sequence[Fact], changes: Sequence[Change]
) -> dict[str, tuple[str, ...]]:
    """The texts by data subject: of the steps, of their facts, and of the rows that move."""
    found: dict[str, dict[str, None]] = {}
    for whose, text in mentioned(steps, facts, changes):
        found.setdefault(whose, {})[text] = None
    return {whose: tuple(texts) for whose, texts in found.items()}


def mentioned(
    steps: Sequence[Step], facts: Sequence[Fact], changes: Sequence[Change]
) -> Iterator[tuple[str, str]]:
    for step in steps:
        yield from personal_in(step.command, key_of(step.stream))
    for fact in facts:
        yield from personal_in(fact.event, key_of(fact.stream))
    for change in changes:
        yield from of_rows(change)


def of_rows(change: Change) -> Iterator[tuple[str, str]]:
    """A row is about the person whom it names, or its key where it names nobody."""
    key = str(change.key[0])
    rows = [row for row in (change.before, change.after) if row is not None]
    for held in held_by(ROWS[change.table]):
        for row in rows if held.kind else ():
            text = row.get(held.path[0])
            if isinstance(text, str) and text not in ("", FORGOTTEN, key):
                yield held.whose(row, key), text
