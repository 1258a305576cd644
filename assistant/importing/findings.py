"""Findings: what the import has to say about single rows, each in one plain sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["skipped", "conflict", "note"]
KEPT = 10_000  # Findings beyond this are counted, not listed: nobody reads them.


@dataclass(frozen=True)
class Finding:
    """One sentence about one row; `taken` when the row is taken over nevertheless."""

    severity: Severity
    code: str
    file: str
    line: int
    reason: str
    taken: bool = False

    def __str__(self) -> str:
        return f"{self.file}, line {self.line:,}: {self.reason}"

    def as_json(self) -> dict[str, Any]:
        return {
            "severity": self.severity,
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "reason": self.reason,
            "taken": self.taken,
        }


@dataclass
class Findings:
    """A list that counts without end and keeps what can be read."""

    kept: list[Finding] = field(default_factory=list)
    counts: Counter[tuple[Severity, str]] = field(default_factory=Counter)

    def add(self, finding: Finding) -> None:
        self.counts[finding.severity, finding.code] += 1
        if len(self.kept) < KEPT:
            self.kept.append(finding)

    def skip(self, file: str, line: int, code: str, reason: str) -> None:
        """The row is left out."""
        self.add(Finding("skipped", code, file, line, reason))

    def conflict(self, file: str, line: int, code: str, reason: str, *, taken: bool) -> None:
        """The row contradicts itself, another row or the record."""
        self.add(Finding("conflict", code, file, line, reason, taken))

    def note(self, file: str, line: int, code: str, reason: str) -> None:
        """The row is taken over, and something about it is worth knowing."""
        self.add(Finding("note", code, file, line, reason, True))

    def count(self, severity: Severity) -> int:
        return sum(n for (kind, _), n in self.counts.items() if kind == severity)

    def summary(self) -> Iterator[tuple[int, Finding]]:
        """One finding of each kind and how many there are like it, the worst kinds first."""
        first: dict[tuple[Severity, str], Finding] = {}
        for finding in self.kept:
            first.setdefault((finding.severity, finding.code), finding)
        order: tuple[Severity, ...] = ("skipped", "conflict", "note")
        for key in sorted(first, key=lambda key: (order.index(key[0]), -self.counts[key])):
            yield self.counts[key], first[key]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.kept)
