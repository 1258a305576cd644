"""A source is one CSV file: how it is encoded and divided, what its columns are, and its rows."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TextIO

from assistant.importing.encoding import WORDS, chunks, encoding_of
from assistant.importing.findings import Findings
from domain.kernel import Refused

LARGEST = 1 << 29  # Bytes of one file.
MOST_ROWS = 2_000_000
MOST_COLUMNS = 300
LONGEST_VALUE = 20_000  # Characters; a longer one is a mistake or an attack.
DELIMITERS = (",", ";", "\t", "|")
SAMPLED = 50
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

Row = list[str]
csv.field_size_limit(LONGEST_VALUE)


@dataclass(frozen=True)
class Source:
    """What is known of a file before its rows are read."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    lines: int
    """About as many as there are rows; a value may hold line breaks of its own."""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def form(self) -> str:
        """How the file was read, for the report."""
        return f"{WORDS[self.encoding]}, {NAMES[self.delimiter]}"

    @cached_property
    def sample(self) -> list[Row]:
        """The first rows, to judge columns by their values."""
        return [row for _, row in islice(self.rows(Findings()), SAMPLED)]

    def index(self, column: str) -> int:
        """Where a column stands in a row; Refused when the file has none of that name."""
        try:
            return self.columns.index(column)
        except ValueError:
            raise Refused(
                f"{self.name} has no column {column}: add it, or leave the file out.",
                "missing_column",
            ) from None

    def rows(self, findings: Findings) -> Iterator[tuple[int, Row]]:
        """Each row with the line it begins on; what cannot be read is found and left out."""
        width, count = len(self.columns), 0
        with opened(self.path, self.encoding) as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            next(reader, None)
            while True:
                line = reader.line_num + 1
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    lost = through(line, reader.line_num)
                    findings.skip(self.name, line, "unreadable_row", complaint(error) + lost)
                    continue
                if len(row) == width:
                    count += 1
                    self.must_end(count)
                    yield line, row
                elif any(row):
                    reason = f"has {len(row)} values where the header names {width}."
                    findings.skip(self.name, line, "ragged_row", f"The row {reason}")

    def must_end(self, count: int) -> None:
        if count > MOST_ROWS:
            raise Refused(
                f"{self.name} has more than {MOST_ROWS:,} rows: divide it into several files.",
                "too_large",
            )


def opened(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, newline="")


def source_of(path: Path) -> Source:
    """Find out how a file is to be read; Refused, in one sentence, when it cannot be."""
    size = path.stat().st_size
    if size > LARGEST:
        most = f"{LARGEST >> 20:,} MB"
        raise Refused(f"{path.name} is larger than {most}: divide it.", "too_large")
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding)
    with opened(path, encoding) as file:
        try:
            header = next(csv.reader(file, delimiter=delimiter, strict=True), [])
        except csv.Error as error:
            raise Refused(f"{path.name}, line 1: {complaint(error)}", "unreadable_header") from None
    columns = tuple(name.strip() for name in header)
    must_name(path.name, columns)
    return Source(path, encoding, delimiter, columns, lines_of(path))


def lines_of(path: Path) -> int:
    return sum(chunk.count(b"\n") for chunk, _ in chunks(path))


def must_name(name: str, columns: tuple[str, ...]) -> None:
    """Refuse a header that does not say which column is which."""
    if not any(columns):
        raise Refused(f"{name} is empty: its first line must name the columns.", "no_header")
    if len(columns) > MOST_COLUMNS:
        reason = f"{name} has {len(columns):,} columns: keep at most {MOST_COLUMNS}."
        raise Refused(reason, "too_large")
    filled = [column for column in columns if column]
    twice = next((column for column in filled if filled.count(column) > 1), "")
    if twice:
        reason = f"{name} has two columns called {twice[:60]}: rename or remove one of them."
        raise Refused(reason, "column_twice")


def delimiter_of(path: Path, encoding: str) -> str:
    """The sign that divides the first rows most evenly into the most values."""
    return max(DELIMITERS, key=lambda sign: evenness(path, encoding, sign))


def evenness(path: Path, encoding: str, delimiter: str) -> tuple[float, int]:
    with opened(path, encoding) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            widths = [len(row) for row in islice(reader, SAMPLED) if row]
        except csv.Error:
            return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return widths.count(widths[0]) / len(widths), widths[0]


def complaint(error: csv.Error) -> str:
    """What the reader found, in words for the person who made the file."""
    match str(error):
        case text if "field larger" in text:
            return (
                f"A value is longer than {LONGEST_VALUE:,} characters: shorten it, "
                "or leave the column out."
            )
        case text if "unexpected end" in text:
            return "A quotation mark is opened and never closed: close it."
        case text if "expected after" in text:
            return "A quotation mark stands inside a value: double it."
        case _:
            return "The row cannot be read as CSV: save the file again as CSV (UTF-8)."


def through(first: int, last: int) -> str:
    """What else was read with a broken row, so that nobody believes it was taken over."""
    return f" Everything up to line {last:,} was left out with it." if last > first else ""


def sources_in(path: Path) -> list[Source]:
    """The CSV files of a folder in the order of their names, or the one file that is named."""
    if path.is_dir():
        found = sorted(p for p in path.iterdir() if p.suffix.lower() in (".csv", ".tsv"))
        if not found:
            raise Refused(f"There is no CSV file in {path.name}: name another folder.", "no_files")
        return [source_of(file) for file in found]
    if not path.is_file():
        raise Refused(f"There is no file or folder called {path.name}.", "no_files")
    return [source_of(path)]
