"""Numbered SQL files, applied once, in order, and never changed afterwards."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from domain.store.connections import Connection, owner
from domain.store.event_store import StoreUnavailable

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


@dataclass(frozen=True)
class Migration:
    """One file of the folder: 001_events.sql is number 1."""

    number: int
    name: str
    text: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """The files of a folder in the order of their numbers."""
    return [
        Migration(int(path.name.split("_")[0]), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[0-9]*_*.sql"))
    ]


async def migrate(dsn: str, folder: Path = FOLDER) -> list[str]:
    """Bring the database up to date as the role that owns it; answers what was applied."""
    async with owner(dsn) as connection:
        if connection.get_server_version().major * 10_000 < OLDEST:
            raise StoreUnavailable("Countersign needs Postgres 15 or newer: upgrade the server.")
        return await _bring_up_to_date(connection, migrations(folder))


async def _bring_up_to_date(connection: Connection, files: list[Migration]) -> list[str]:
    """All new files in one transaction, so that a failure leaves the database as it was."""
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        if await connection.fetchval("select to_regclass('es.migrations')") is None:
            await connection.execute(BEGINNING)
        return await _apply(connection, files)


async def _apply(connection: Connection, files: list[Migration]) -> list[str]:
    found = await connection.fetch("select number, name, checksum from es.migrations")
    applied = {record["number"]: record for record in found}
    unknown = applied.keys() - {file.number for file in files}
    if unknown:
        raise StoreUnavailable(
            f"The database has migrations that this program does not know ({sorted(unknown)}): "
            "it was used by a newer version, so start that one."
        )
    for file in files:
        if file.number not in applied:
            await connection.execute(file.text)
            await connection.execute(
                "insert into es.migrations (number, name, checksum) values ($1, $2, $3)",
                *(file.number, file.name, file.checksum),
            )
        elif applied[file.number]["checksum"] != file.checksum:
            raise StoreUnavailable(
                f"Migration {file.name} was changed after it had been applied: put the file back "
                "and write a new one."
            )
    return [file.name for file in files if file.number not in applied]
