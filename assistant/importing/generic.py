"""The generic reading: each file holds one kind of record, found by its columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.importing.entry import Entry
from assistant.importing.kinds import BY_NAME, KINDS, Kind
from assistant.importing.mapping import Mapping, mapping_of
from assistant.importing.source import Source
from assistant.importing.tables import Tables
from domain.kernel import Refused
from domain.kernel.words import listed

LINES = ("order", "order_line")


@dataclass(frozen=True)
class Plan:
    """Which file is read as which kind, and which files are left alone."""

    mappings: tuple[Mapping, ...]
    unused: tuple[tuple[str, str], ...] = ()
    """File and reason."""

    def of(self, kind: str) -> list[Mapping]:
        return [mapping for mapping in self.mappings if mapping.kind.name == kind]

    def flat(self, source: Source) -> bool:
        """Whether each row of a file holds a line together with the head of its order."""
        return any(mapping.source is source for mapping in self.of("order_line"))


def plan_of(sources: Sequence[Source]) -> Plan:
    """The best kind for each file; Refused when not one file can be used."""
    used: list[Mapping] = []
    unused: list[tuple[str, str]] = []
    for source in sources:
        found = [mapping_of(source, kind) for kind in KINDS]
        whole = [mapping for mapping in found if not mapping.missing]
        if not whole:
            unused.append((source.name, lacking(found)))
            continue
        best = max(whole, key=lambda mapping: mapping.score)
        flat = {mapping.kind.name: mapping for mapping in whole}
        used += [flat[name] for name in LINES] if flat.keys() >= {*LINES} else [best]
    heads = any(mapping.kind.name == "order" for mapping in used)
    for mapping in [m for m in used if m.kind.name == "order_line" and not heads]:
        used.remove(mapping)
        reason = "it holds lines of orders, and no file says which supplier they go to"
        unused.append((mapping.source.name, reason))
    if not used:
        name, reason = unused[0]
        raise Refused(f"{name} cannot be imported: {reason}.", "missing_column")
    return Plan(tuple(used), tuple(unused))


def lacking(found: Sequence[Mapping]) -> str:
    """What would have to be there for the kind that the file comes nearest to."""
    nearest = max(found, key=lambda m: (m.score, -len(m.missing)))
    missing = listed([f"{field.label} ({field.words[0]})" for field in nearest.missing])
    return f"for {nearest.kind.label} it has no column for {missing}"


def entries(tables: Tables, plan: Plan, kind: Kind) -> Iterator[Entry]:
    for mapping in plan.of(kind.name):
        places = mapping.indexes.items()
        names = names_for(tables, mapping)
        name = mapping.source.name
        heads = Heads(tables, name) if kind.name == "order" and plan.flat(mapping.source) else None
        for line, row in tables.rows(mapping.source.path.stem):
            values = {field: row[place] for field, place in places}
            if heads and heads.repeats(line, values):
                continue
            if names and (category := names.get(values.get("category", ""))):
                values["category"] = category
            yield Entry(name, line, values)


@dataclass
class Heads:
    """The heads of a file in which each line of an order repeats the head of its order."""

    tables: Tables
    file: str
    first: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)

    def repeats(self, line: int, values: dict[str, str]) -> bool:
        """Whether the head was there before; one that says otherwise is told."""
        number = values["number"]
        earlier, said = self.first.setdefault(number, (line, values))
        if said != values:
            reason = (
                f"Order {number} has another supplier, date, status or note here than in line "
                f"{earlier:,}, which is the one that was taken."
            )
            self.tables.findings.conflict(self.file, line, "other_head", reason, taken=True)
        return earlier != line


def names_for(tables: Tables, mapping: Mapping) -> dict[str, str]:
    """The names behind the numbers of a column, where another file of the folder has both."""
    place = mapping.indexes.get("category")
    if mapping.kind is not BY_NAME["item"] or place is None:
        return {}
    column = mapping.source.columns[place]
    named = f"{column.removesuffix('_id').removesuffix('ID')}_name"
    for stem, source in tables.sources.items():
        if source is not mapping.source and {column, named} <= {*source.columns}:
            return tables.lookup(stem, column, named)
    return {}
