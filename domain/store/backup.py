"""Backup: the truth of one consistent moment in one file, which an interrupted run continues."""

import fcntl
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import asyncpg

from domain.store.backup_file import END, FORM, HEADS, ROWS, START, Damaged, Piece, Writer, contents
from domain.store.backup_file import pieces as pieces_of
from domain.store.chain import CHAINS
from domain.store.connections import Connection, owner
from domain.store.event_store import StoreUnavailable
from domain.store.failures import LOST, unreachable
from domain.store.naming import checked
from domain.store.truth import TruthTable, known_tenants, truth_tables

PIECE = 1_000_000  # Bytes of rows, before they are packed.
TENANTS = 1_000  # Whose heads stand in one piece.
READING = "begin isolation level repeatable read, read only"
HEAD = "select position, hash from {} where tenant = $1 order by position desc limit 1"
AT = "select hash from es.{} where tenant = $1 and position = $2"
Place = tuple[str, str]  # A table and a tenant.
Stood = Mapping[Place, tuple[int, str]]


async def backup(dsn: str, file: Path) -> None:
    """Write one consistent moment to a file, which is there entirely or not at all.

    What an interrupted run has written of the chains is kept and continued: they only grow. What
    can change is read last, so that everything in the file is of the moment of the last run.
    """
    if file.exists():
        raise StoreUnavailable(f"{file} exists already: choose another name for the backup.")
    if not file.parent.is_dir():
        raise StoreUnavailable(f"{file.parent} is no directory: make it, then back up.")
    unfinished = file.with_name(f"{file.name}.part")
    try:
        with unfinished.open("ab") as claimed:
            claim(claimed, unfinished)
            try:
                await write(dsn, unfinished)
            finally:
                if not unfinished.stat().st_size:
                    unfinished.unlink()
            unfinished.rename(file)
    except OSError as error:
        raise StoreUnavailable(
            f"The backup could not be written to {unfinished} ({error}): see that there is room, "
            "then give the command again; it goes on from here."
        ) from error


async def write(dsn: str, file: Path) -> None:
    """Write what the file does not have yet, and read all of it again."""
    file.chmod(0o600)  # It holds what the database holds, hashes of passwords too.
    async with reading(dsn) as connection:
        await Copying(connection, file).run()
    contents(file)


def claim(file: IO[bytes], name: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise StoreUnavailable(
            f"{name} is being written by another backup: wait for it."
        ) from error


@asynccontextmanager
async def reading(dsn: str) -> AsyncIterator[Connection]:
    """One moment of the whole database, while others go on writing."""
    async with owner(dsn) as connection:
        try:
            await connection.execute(READING)
            yield connection
            await connection.execute("commit")
        except LOST as error:
            if isinstance(error, OSError):
                raise
            raise unreachable(error, again=True) from error
        except (asyncpg.InvalidSchemaNameError, asyncpg.UndefinedTableError) as error:
            raise StoreUnavailable(
                "There is nothing to back up: the database was never used by Countersign."
            ) from error


class Copying:
    """One run over all tables, behind what an earlier run has left in the file."""

    def __init__(self, connection: Connection, file: Path) -> None:
        self.connection = connection
        self.file = file
        self.totals: dict[str, int] = {}

    async def run(self) -> None:
        tables = await truth_tables(self.connection)
        tenants = await known_tenants(self.connection, tables)
        start = {"form": FORM, "migrations": await self._migrations()}
        last, stood = await self._kept(start)
        with self.file.open("r+b") as opened:
            opened.truncate(opened.seek(last.ends if last else 0))
            writer = Writer(opened, last)
            if last is None:
                writer.add(START, start)
            for table in tables:
                for tenant in [*tenants, ""] if table.of_tenants else [""]:
                    await self._copy(writer, table, tenant, stood.get((table.name, tenant)))
            for first in range(0, len(tenants), TENANTS):
                some = tenants[first : first + TENANTS]
                heads = {tenant: await self._heads(tenant) for tenant in some}
                writer.add(HEADS, {"tenants": len(heads)}, json.dumps(heads).encode())
            writer.add(END, {"at": datetime.now(UTC).isoformat(timespec="seconds")})
            opened.flush()
            os.fsync(opened.fileno())

    async def _migrations(self) -> list[list[Any]]:
        statement = "select number, checksum from es.migrations order by number"
        return [list(record) for record in await self.connection.fetch(statement)]

    async def _kept(self, start: Mapping[str, Any]) -> tuple[Piece | None, Stood]:
        """The last piece that can be kept, and how far each chain has come in the file."""
        last: Piece | None = None
        stood: dict[Place, tuple[int, str]] = {}
        # Where the earlier run was interrupted a piece is damaged; those before it are whole.
        with self.file.open("rb") as opened, suppress(Damaged):
            for piece in pieces_of(opened, self.file):
                head = piece.head
                if head["what"] == START and any(head[name] != start[name] for name in start):
                    return None, {}
                if head["what"] != START and "last" not in head:
                    break  # Behind the chains all is written again.
                last = piece
                if "last" in head:
                    stood[head["table"], head["tenant"]] = (head["last"], head["hash"])
        for (table, tenant), (position, known) in stood.items():
            await self._speak_for(tenant)
            there = await self.connection.fetchval(AT.format(table), tenant, position)
            if there is None or there.hex() != known:
                return None, {}  # Of another database, or of one that has been changed since.
        return last, stood

    async def _copy(
        self, writer: Writer, table: TruthTable, tenant: str, stood: tuple[int, str] | None
    ) -> None:
        """The rows of one table and tenant, as many at a time as a piece holds."""
        await self._speak_for(tenant)
        first = ["position", "hash"] if table.appended else []
        columns = [*first, *(name for name in table.columns if name not in first)]
        listed = ", ".join(f'"{name}"' for name in columns)
        statement = f"select {listed} from {table.sql}"
        arguments: list[object] = []
        if table.of_tenants:
            statement, arguments = f"{statement} where tenant = $1", [tenant]
        if table.appended:
            statement = f"{statement} and position > $2 order by position"
            arguments.append(stood[0] if stood else 0)
        cut = Cutting(writer, {"table": table.name, "tenant": tenant, "columns": columns})
        await self.connection.copy_from_query(statement, *arguments, output=cut.take)
        cut.finish()

    async def _heads(self, tenant: str) -> dict[str, list[Any]]:
        await self._speak_for(tenant)
        found = {
            name: await self.connection.fetch(HEAD.format(chain.table), tenant)
            for name, chain in CHAINS.items()
        }
        return {
            name: [record["position"], record["hash"].hex()]
            for name, records in found.items()
            for record in records
        }

    async def _speak_for(self, tenant: str) -> None:
        """The owner may be bound by row level security like everybody else."""
        name = checked(tenant) if tenant else ""
        await self.connection.execute(f"set local app.tenant = '{name}'")


class Cutting:
    """Cuts a stream of rows into pieces between one row and the next."""

    def __init__(self, writer: Writer, about: Mapping[str, Any]) -> None:
        self.writer = writer
        self.about = about
        self.waiting = bytearray()

    async def take(self, data: bytes) -> None:
        self.waiting += data
        if len(self.waiting) >= PIECE:
            end = self.waiting.rfind(b"\n") + 1
            if end:
                self._add(bytes(self.waiting[:end]))
                del self.waiting[:end]

    def finish(self) -> None:
        if self.waiting:
            self._add(bytes(self.waiting))

    def _add(self, rows: bytes) -> None:
        head = {**self.about, "rows": rows.count(b"\n")}
        if self.about["columns"][:2] == ["position", "hash"]:
            position, written = rows[rows.rfind(b"\n", 0, -1) + 1 :].split(b"\t")[:2]
            # COPY writes bytes as \\x and their digits.
            head |= {"last": int(position), "hash": written.decode().lstrip("\\")[1:]}
        self.writer.add(ROWS, head, rows)
