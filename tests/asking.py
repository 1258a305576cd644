"""What a source finds in rows that a test makes up: each asked for as a store would be asked."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.analysis.attention.matter import Matter, Source
from domain.catalog import PROJECTIONS
from domain.kernel import Page, Query, Row

TODAY = date(2026, 11, 20)
LATELY = datetime(2026, 11, 18, 9, tzinfo=UTC)
TABLES = {projection.name: projection for projection in PROJECTIONS}
PLAIN: Mapping[Any, Any] = {
    str: "",
    int: 1,
    bool: False,
    Decimal: Decimal(0),
    date: TODAY,
    datetime: LATELY,
    tuple[str, ...]: (),
}
Known = Sequence[tuple[str, Row]]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def row(table: str, **values: Any) -> tuple[str, Row]:
    """A row of which only what matters here is said."""
    of = TABLES[table].row
    needed = {
        name: PLAIN.get(known.annotation)
        for name, known in of.model_fields.items()
        if known.is_required()
    }
    return table, of(**needed | values)


def matters(source: Source, *known: tuple[str, Row], today: date = TODAY) -> list[Matter]:
    """What a source finds in these rows, asked as a store would be."""

    def answers(queries: Sequence[Query[Any]]) -> list[Page[Any]]:
        return [q.answer([each for table, each in known if table == q.table]) for q in queries]

    found = answers(source.ask(today))
    more = answers(source.further(found)) if source.further else []
    return source.matters(found, more, today)
