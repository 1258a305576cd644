"""Tables: the sources of one import by name, read by column, with every row counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from assistant.importing.findings import Findings
from assistant.importing.progress import Pace
from assistant.importing.source import Row, Source

STEP = 500  # Rows between two looks at the progress.


@dataclass
class Tables:
    """Files by their names; `read` counts what was read of each."""

    sources: Mapping[str, Source]
    findings: Findings
    pace: Pace
    read: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sequence[Source], findings: Findings, pace: Pace) -> "Tables":
        return cls({source.path.stem: source for source in sources}, findings, pace)

    def has(self, *names: str) -> bool:
        return all(name in self.sources for name in names)

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table with their lines; a table that is not there has none."""
        source = self.sources.get(name)
        if source is None:
            return
        count = 0
        try:
            for count, (line, row) in enumerate(source.rows(self.findings), 1):
                if not count % STEP:
                    self.pace.advance(source.name, STEP)
                yield line, row
        finally:
            self.pace.advance(source.name, count % STEP)
            self.read[source.name] = max(count, self.read.get(source.name, 0))

    def columns(self, name: str, *columns: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The values of some columns, two or more, with the line of their row."""
        if name not in self.sources:
            return
        source = self.sources[name]
        picked = itemgetter(*(source.index(column) for column in columns))
        for line, row in self.rows(name):
            yield line, picked(row)

    def lookup(self, name: str, key: str, value: str) -> dict[str, str]:
        """One column by another, as in the names of categories by their numbers."""
        return {k: v for _, (k, v) in self.columns(name, key, value)}
