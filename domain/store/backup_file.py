"""The file of a backup: pieces one behind the other, each with a digest of all before it."""

import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from domain.store.event_store import StoreUnavailable

FORM = 2
ONE_LINE = 1  # The form whose last line names all tenants at once.
START, ROWS, HEADS, END = "countersign backup", "rows", "heads", "end"
NEEDED: Mapping[str, Mapping[str, type]] = {
    START: {"form": int, "migrations": list},
    ROWS: {"table": str, "columns": list},
    HEADS: {"tenants": int},
    END: {},
}
LONGEST_HEAD = 100_000_000  # Bytes; only the last line of an older form is longer than some 100.
FASTER = 3  # Of zlib's levels: half the time of its usual one, for a tenth more bytes.
OLDER = b"PGDMP"

Heads = Mapping[str, tuple[int, str]]
"""How far each chain of a tenant comes, and to what hash."""


class Damaged(StoreUnavailable):
    """The file is not what was written."""


@dataclass(frozen=True)
class Piece:
    """A head that says what it is, and packed rows as COPY writes them."""

    head: Mapping[str, Any]
    packed: bytes
    digest: str
    ends: int
    """Where the next piece begins in the file."""

    def rows(self, name: Path) -> bytes:
        try:
            return zlib.decompress(self.packed)
        except zlib.error as error:
            raise not_whole(name, self.ends) from error


def packed(rows: bytes) -> bytes:
    return zlib.compress(rows, FASTER)


class Writer:
    """Adds pieces to a file that may have some already."""

    def __init__(self, file: IO[bytes], last: Piece | None = None) -> None:
        self.file = file
        self.digest = last.digest if last else ""

    def add(self, what: str, content: Mapping[str, Any], rows: bytes = b"") -> None:
        data = packed(rows) if rows else b""
        head = json.dumps({"what": what, **content, "bytes": len(data)}).encode()
        self.digest = digest_of(self.digest, head, data)
        self.file.write(b"%s %s\n%s" % (self.digest.encode(), head, data))


def digest_of(before: str, head: bytes, data: bytes) -> str:
    return hashlib.sha256(b"\n".join([before.encode(), head, data])).hexdigest()


def pieces(file: IO[bytes], name: Path, last: Piece | None = None) -> Iterator[Piece]:
    """The pieces behind the last that is known; raises Damaged at the first that is not whole."""
    digest, ends = (last.digest, last.ends) if last else ("", 0)
    size = os.fstat(file.fileno()).st_size
    file.seek(ends)
    while line := file.readline(LONGEST_HEAD):
        said, _, text = line.partition(b" ")
        head = _head(line, text, name, ends)
        if not 0 <= head["bytes"] <= size - file.tell():
            raise not_whole(name, size)
        data = file.read(head["bytes"])
        digest = digest_of(digest, text[:-1], data)
        ends += len(line) + len(data)
        if digest.encode() != said or not line.endswith(b"\n"):
            raise not_whole(name, ends)
        yield Piece(head, data, digest, ends)


def not_whole(name: Path, at: int) -> Damaged:
    return Damaged(
        f"{name} was changed or cut short near byte {at} and is no whole backup: use another copy "
        "of it, or an earlier one. Nothing was changed."
    )


def _head(line: bytes, text: bytes, name: Path, at: int) -> dict[str, Any]:
    """What stands in front of the packed rows."""
    if not at and line.startswith(OLDER):
        raise Damaged(
            f"{name} was made by `pg_dump`, with an earlier version of Countersign: restore it "
            "with `pg_restore --clean --if-exists`, then make a new backup."
        )
    if head := _read(text):
        return head
    if not at:
        raise Damaged(f"{name} is no backup of Countersign: choose another file.")
    raise not_whole(name, at)


def _read(text: bytes) -> dict[str, Any]:
    """The head with all that it must have; nothing when it is not the beginning of a piece."""
    try:
        head = json.loads(text)
        needed = {"bytes": int, **NEEDED[head["what"]]}
        return dict(head) if all(type(head[n]) is kind for n, kind in needed.items()) else {}
    except (ValueError, LookupError, TypeError):
        return {}


@dataclass(frozen=True)
class Contents:
    """What a whole backup says of itself."""

    file: Path
    start: Mapping[str, Any]
    end: Mapping[str, Any]
    rows: Piece
    """The last piece before the heads."""

    def heads(self) -> Iterator[tuple[str, Heads]]:
        """How far the chains of each tenant come; read from the file, some hundred at a time."""
        if self.start["form"] == ONE_LINE:
            yield from self.end.get("heads", {}).items()
            return
        with self.file.open("rb") as opened:
            for piece in pieces(opened, self.file, self.rows):
                if piece.head["what"] == HEADS:
                    yield from _told(piece, self.file).items()


def _told(piece: Piece, name: Path) -> dict[str, Heads]:
    try:
        return dict(json.loads(piece.rows(name)))
    except (ValueError, TypeError) as error:
        raise not_whole(name, piece.ends) from error


def contents(name: Path) -> Contents:
    """Read a backup from its first byte to its last; raises Damaged."""
    heads: list[Mapping[str, Any]] = []
    rows: Piece | None = None
    try:
        with name.open("rb") as file:
            for piece in pieces(file, name):
                if piece.head["what"] in (START, END):
                    heads.append(piece.head)
                if piece.head["what"] in (START, ROWS):
                    rows = Piece(piece.head, b"", piece.digest, piece.ends)
    except FileNotFoundError as error:
        raise StoreUnavailable(f"There is no backup called {name}.") from error
    except OSError as error:
        raise StoreUnavailable(f"The backup {name} cannot be read: {error}.") from error
    if rows is None or [head["what"] for head in heads] != [START, END]:
        raise Damaged(
            f"{name} has no end and is no whole backup: it was cut short, or is still being "
            "written. Nothing was changed."
        )
    if heads[0]["form"] not in (ONE_LINE, FORM):
        raise Damaged(f"{name} was made by a newer version of Countersign: restore it with that.")
    start, end = heads
    return Contents(name, start, end, rows)
