"""Tables: the sources of one import by name, read by column, with every row counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from assistant.importing.findings import Findings
from assistant.importing.progress import Pace
from assistant.importing.source import Row, Source
from domain.kernel import Refused

STEP = 500  # Rows between two looks at the progress.


@dataclass
class Tables:
    """Files by their names; `read` counts the rows of each, once, however often it is read."""

    sources: Mapping[str, Source]
    findings: Findings
    pace: Pace
    read: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sequence[Source], findings: Findings, pace: Pace) -> "Tables":
        named = {source.path.stem: source for source in sources}
        if len(named) < len(sources):
            reason = "Two files have the same name with different endings: remove one of them."
            raise Refused(reason, "file_twice")
        return cls(named, findings, pace)

    def has(self, *names: str) -> bool:
        return all(name in self.sources for name in names)

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a table with their lines; a table that is not there has none."""
        source = self.sources.get(name)
        if source is None:
            return
        again = source.name in self.read
        findings = Findings() if again else self.findings
        count = 0
        for count, (line, row) in enumerate(source.rows(findings), 1):
            if not again and not count % STEP:
                self.pace.advance(source.name, STEP)
            yield line, row
        if not again:
            self.read[source.name] = count
            self.pace.advance(source.name, count % STEP)

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
