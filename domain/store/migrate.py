"""Numbered SQL files, applied once, in order, and never changed afterwards."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from domain.store.connections import Connection, Record, owner
from domain.store.event_store import StoreUnavailable
from domain.store.statistics import acquaint
from domain.store.waiting import impatiently, take_turn

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x636F756E74657273  # "counters": one process migrates, the others wait and find it done.
OLDEST = 150000
BEGINNING = """
create schema es;
create table es.migrations (
    number     integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null default clock_timestamp()
);
"""
# A database in which no file of the second phase was applied may not have the column yet.
APPLIED = """
select number, name, checksum, coalesce(to_jsonb(m) ->> 'phase', 'pre') as phase
  from es.migrations m
"""
NOTE = "insert into es.migrations (number, name, checksum) values ($1, $2, $3)"
NOTE_POST = "insert into es.migrations (number, name, checksum, phase) values ($1, $2, $3, 'post')"
Phase = Literal["pre", "post", "all"]


@dataclass(frozen=True)
class Migration:
    """One file of the folder: 001_events.sql is number 1.

    What only adds, so that the program before goes on working, comes first (`pre`). What that
    program would miss is taken away when it no longer runs: 020_old_columns.post.sql. A file whose
    statements may not stand in a transaction is called 021_by_day.apart.sql.
    """

    number: int
    name: str
    text: str
    phase: Literal["pre", "post"] = "pre"
    apart: bool = False

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """The files of a folder in the order of their numbers."""
    return [read(path) for path in sorted(folder.glob("[0-9]*_*.sql"))]


def read(path: Path) -> Migration:
    marks = path.name.split(".")[1:-1]
    if not {"post", "apart"}.issuperset(marks):
        raise ValueError(f"{path.name}: a migration is marked as post or apart and nothing else.")
    return Migration(
        int(path.name.split("_")[0]),
        path.stem,
        path.read_text(encoding="utf-8"),
        "post" if "post" in marks else "pre",
        "apart" in marks,
    )


async def migrate(dsn: str, folder: Path = FOLDER, phase: Phase = "pre") -> list[str]:
    """Bring the database up to date as the role that owns it; answers what was applied."""
    async with owner(dsn) as connection:
        if connection.get_server_version().major * 10_000 < OLDEST:
            raise StoreUnavailable("Countersign needs Postgres 15 or newer: upgrade the server.")
        await take_turn(connection, LOCK, "another process has migrated the database")
        if await connection.fetchval("select to_regclass('es.migrations')") is None:
            await connection.execute(BEGINNING)
        files = migrations(folder)
        applied = {record["number"]: record for record in await connection.fetch(APPLIED)}
        check(files, applied)
        new = due([file for file in files if file.number not in applied], phase)
        for file in new:
            await apply(connection, file)
        if new:
            await acquaint(connection)
        return [file.name for file in new]


def check(files: Iterable[Migration], applied: Mapping[int, Record]) -> None:
    """Whether this program can work with what was applied before."""
    known = {file.number: file for file in files}
    unknown = [n for n, record in applied.items() if n not in known and record["phase"] == "post"]
    if unknown:
        raise StoreUnavailable(
            f"The database has migrations that this program cannot work with ({sorted(unknown)}): "
            "it was used by a newer version, so start that one."
        )
    for number, file in known.items():
        if number in applied and applied[number]["checksum"] != file.checksum:
            raise StoreUnavailable(
                f"Migration {file.name} was changed after it had been applied: put the file back "
                "and write a new one."
            )


def due(new: list[Migration], phase: Phase) -> list[Migration]:
    """What is to be applied now.

    A file of the second phase with a later one of the first behind it is of an earlier version of
    the program, and whoever starts the next version has none left of the one before the last.
    """
    additions = [file.number for file in new if file.phase == "pre"]
    if phase == "all":
        return new
    if phase == "post" and additions:
        raise StoreUnavailable(
            f"Migrations {additions} come first: run `countersign db migrate --phase pre`, start "
            "this version everywhere, then do it again."
        )
    last = max(additions, default=0)
    return [file for file in new if phase == "post" or file.number <= last]


async def apply(connection: Connection, file: Migration) -> None:
    """The file and the note of it: together, so that a failure leaves nothing behind."""
    note = (NOTE_POST if file.phase == "post" else NOTE), file.number, file.name, file.checksum
    if file.apart:
        for statement in file.text.split(";\n"):
            if statement.strip():
                await connection.execute(statement)
        await connection.execute(*note)
        return

    async def work() -> None:
        await connection.execute(file.text)
        await connection.execute(*note)

    await impatiently(connection, work, f"Migration {file.name}")
