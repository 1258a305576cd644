"""The report: what was read, what is new, what is left out and why, and the drafts that wait."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.importing.findings import Findings
from assistant.importing.mapping import Mapping
from domain.kernel.words import counted, listed

Mode = Literal["stage", "dry_run", "accept"]
State = Literal["planned", "waiting", "live", "partly_signed", "later", "refused", "denied"]

NAMED = 5  # Files that one sentence names.


@dataclass(frozen=True)
class Read:
    """One file: how it was read, or why it was not."""

    name: str
    rows: int
    form: str
    unused: str = ""


@dataclass
class Tally:
    """What became of the rows of one kind of record."""

    label: str
    rows: int = 0
    accepted: int = 0
    already_there: int = 0
    different: int = 0

    @property
    def left_out(self) -> int:
        return self.rows - self.accepted - self.already_there - self.different


@dataclass
class Batch:
    """Records that are signed and undone together: one draft."""

    kind: str
    title: str
    file: str
    records: int
    rows: int
    state: State = "planned"
    draft: str = ""
    version: int = 0
    digest: str = ""
    reason: str = ""
    seconds: float = 0.0


@dataclass
class Report:
    """Everything an import has to say; the same for every surface."""

    mode: Mode
    profile: str
    files: tuple[Read, ...]
    mappings: tuple[Mapping, ...]
    tallies: dict[str, Tally]
    findings: Findings
    notes: tuple[str, ...]
    batches: list[Batch] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def ok(self) -> bool:
        """Whether every batch went as far as it was meant to."""
        return not any(batch.state in ("refused", "denied") for batch in self.batches)

    @property
    def drafts(self) -> list[str]:
        return [batch.draft for batch in self.batches if batch.draft]

    @property
    def headline(self) -> str:
        """The outcome in one sentence."""
        new = sum(tally.accepted for tally in self.tallies.values())
        live = sum(batch.records for batch in self.batches if batch.state == "live")
        there = sum(tally.already_there for tally in self.tallies.values())
        left = self.findings.count("skipped")
        odd = self.findings.count("conflict")
        rest = f"{there:,} are there already, {left:,} left out, {counted(odd, 'conflict')}."
        match self.mode:
            case "dry_run":
                return f"{new:,} records can be taken over; {rest} Nothing was drafted."
            case "accept" if live or not new:
                return f"{live:,} records are taken over; {rest}"
            case _:
                drafts = counted(sum(b.state == "waiting" for b in self.batches), "draft")
                return f"{new:,} records wait in {drafts} for a signature; {rest}"

    @property
    def reading(self) -> Iterator[str]:
        """How the files were understood: which column went where, and what was left alone."""
        for mapping in self.mappings:
            yield f"{mapping.source.name} holds {mapping.kind.label}: {told(mapping)}"
        reasons: dict[str, list[str]] = {}
        for file in self.files:
            if file.unused:
                reasons.setdefault(file.unused, []).append(file.name)
        for reason, names in reasons.items():
            which = listed(names) if len(names) <= NAMED else f"{len(names)} other files"
            yield f"Not used: {which}; {reason}."

    def as_json(self) -> dict[str, Any]:
        return {
            "mode": self.mode,
            "profile": self.profile or None,
            "headline": self.headline,
            "ok": self.ok,
            "rows": self.rows,
            "seconds": round(self.seconds, 3),
            "rows_per_second": round(self.rows / self.seconds) if self.seconds else None,
            "files": [vars(file) for file in self.files],
            "columns": [
                {"file": m.source.name, "kind": m.kind.name, "columns": columns_of(m)}
                for m in self.mappings
            ],
            "kinds": {
                kind: {**vars(tally), "left_out": tally.left_out}
                for kind, tally in self.tallies.items()
            },
            "counts": [
                {"rows": rows, "first": finding.as_json()}
                for rows, finding in self.findings.summary()
            ],
            "findings": [finding.as_json() for finding in self.findings],
            "findings_total": self.findings.total,
            "notes": list(self.notes),
            "batches": [vars(batch) for batch in self.batches],
            "drafts": self.drafts,
        }


def told(mapping: Mapping) -> str:
    """Each column with the field it goes to, and those that go nowhere."""
    goes = [f"{m.column} is the {m.field.label}" for m in mapping.columns if m.field]
    left = [mapped.column for mapped in mapping.columns if mapped.field is None]
    rest = f"; not imported: {listed(left)}" if left else ""
    return f"{listed(goes)}{rest}."


def columns_of(mapping: Mapping) -> list[dict[str, Any]]:
    return [mapped.as_json() for mapped in mapping.columns]
