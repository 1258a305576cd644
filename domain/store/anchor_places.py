"""Places for anchors: a file beside the database, and a table in somebody else's Postgres."""

import asyncio
import fcntl
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from domain.store.connections import Connection, owner
from domain.store.event_store import StoreUnavailable

Next = Callable[[list[str]], list[str]]
"""What to add behind these lines."""

ANCHORS = "The anchors"
TABLE = """
create table if not exists countersign_anchors (
    number bigint primary key, -- From 1, as the lines of the file.
    line   text not null
)
"""
LINES = "select line from countersign_anchors order by number"
ADD = """
insert into countersign_anchors (number, line)
select $1 + n, line from unnest($2::text[]) with ordinality as l (line, n)
"""


@dataclass(frozen=True)
class Places:
    """Where the anchors of an installation are: the file, the key that signs, a second store."""

    file: Path
    key: Path
    database_url: str = ""

    @classmethod
    def of(cls, home: Path, of_database: str = "", second_url: str = "") -> "Places":
        """Each database that this home has served has a file of its own."""
        name = f"anchors-{mark(of_database)}.jsonl" if of_database else "anchors.jsonl"
        return cls(home / name, home / "anchors.key", second_url)

    def at(self, file: Path | None) -> "Places":
        """The same with another file, of which the second store knows nothing."""
        return self if file is None else replace(self, file=file, database_url="")


def mark(database_url: str) -> str:
    """The same for one database, whoever connects to it and with which password."""
    url = urlsplit(database_url)
    hosts = url.netloc.rpartition("@")[2]
    host = hosts if "," in hosts else f"{url.hostname or ''}:{url.port or ''}"
    return hashlib.sha256(f"{host}{url.path}?{url.query}".encode()).hexdigest()[:8]


def lines_of(file: Path, what: str = ANCHORS) -> list[str]:
    """The lines that were written whole; a crash may have cut the last one."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except UnicodeError as error:
        raise StoreUnavailable(
            f"{what} in {file} are damaged ({error}): keep the file for whoever examines it, and "
            "put back a copy of it; if there is none, move it away, and a new one is begun."
        ) from error
    except OSError as error:
        raise StoreUnavailable(f"{what} in {file} cannot be read: {error}.") from error
    return text.split("\n")[:-1]


def add(file: Path, following: Next, what: str = ANCHORS) -> list[str]:
    """Write what follows the lines that are there, one writer at a time; answers all lines."""
    try:
        file.touch(mode=0o600)
        with file.open("r+b") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX)
            there = lines_of(file, what)
            new = following(there)
            opened.truncate(opened.seek(sum(len(line.encode()) + 1 for line in there)))
            opened.write("".join(f"{line}\n" for line in new).encode())
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise StoreUnavailable(
            f"{what} cannot be written to {file} ({error}): see that the directory is there "
            "and that the disk has room."
        ) from error
    return there + new


async def second_lines(database_url: str) -> list[str]:
    """The lines in the second store."""
    async with owner(database_url) as connection:
        return await _lines(connection)


async def catch_up(database_url: str, lines: Sequence[str]) -> None:
    """Bring into the second store what it lacks; what it holds is never changed."""
    async with owner(database_url) as connection, connection.transaction():
        there = await _lines(connection)
        if there == list(lines[: len(there)]):
            await connection.execute(ADD, len(there), list(lines[len(there) :]))
            return
    raise StoreUnavailable(
        "The second store of anchors holds other lines than the file, so nothing was added to "
        "it: run `countersign verify`, then find out which of the two was changed."
    )


async def _lines(connection: Connection) -> list[str]:
    await connection.execute(TABLE)
    return [record["line"] for record in await connection.fetch(LINES)]


async def in_thread(file: Path, following: Next, what: str = ANCHORS) -> list[str]:
    """`add`, while others go on."""
    return await asyncio.to_thread(add, file, following, what)
