"""An embedded Postgres whose life is bound to the process that started it."""

import asyncio
import fcntl
import shutil
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import asyncpg

from domain.store.event_store import StoreUnavailable
from domain.store.installation import MAJOR, Installation, prepare
from domain.store.lifeline import Server, launch

DATABASE = "countersign"
PATIENCE = 120.0  # Seconds; recovery after a crash may take long, a hang must not last for ever.
PAUSE = 0.01
LARGEST_LOG = 5_000_000
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "autovacuum_naptime": "10s",  # A young table soon has the statistics to plan by.
    "timezone": "UTC",
    "log_timezone": "UTC",
}
PASSING = ("lock file", "shared memory block")  # What a server still leaving makes us wait for.
NO_SPACE = "No space left on device"


class Embedded:
    """One process owns the server, others attach; when the owner goes, `revive` finds a new one."""

    def __init__(self, place: Installation) -> None:
        self.place = place
        self.server: Server | None = None

    @classmethod
    async def start(cls, home: Path) -> "Embedded":
        """Start the server of this home, or attach to it when another process has done so."""
        embedded = cls(await asyncio.to_thread(prepare, home))
        await embedded.revive()
        return embedded

    @property
    def owner(self) -> bool:
        """Whether this process started the server, so that it ends with this process."""
        return self.server is not None and self.server.running

    @property
    def dsn(self) -> str:
        """Where to connect as the role that owns the database."""
        return f"postgresql://postgres@/{DATABASE}?host={quote(str(self.place.sockets), safe='')}"

    async def revive(self) -> None:
        """Make sure that a server answers: the running one, or one that we start now."""
        async with _locked(self.place.lock):
            deadline = time.monotonic() + PATIENCE
            await self._make_data_directory()
            while not await self._answers():
                if time.monotonic() > deadline:
                    raise StoreUnavailable(self._complaint("did not answer in time"))
                if self.server is None and not await self._somebody_listens():
                    self.server = self._launch()
                elif self.server is not None and not self.server.running:
                    code, self.server = self.server.forget(), None
                    self._explain(code)
                await asyncio.sleep(PAUSE)

    async def stop(self) -> None:
        """Stop the server if it is ours: a fast shutdown, which loses nothing."""
        if self.server is not None:
            async with _locked(self.place.lock):
                await asyncio.to_thread(self.server.stop)
                self.server = None

    def _launch(self) -> Server:
        if self.place.log.exists() and self.place.log.stat().st_size > LARGEST_LOG:
            self.place.log.replace(self.place.log.with_suffix(".old.log"))
        place = self.place
        options = {**SETTINGS, "unix_socket_directories": str(place.sockets)}
        flags = [flag for name, value in options.items() for flag in ("-c", f"{name}={value}")]
        command = [str(place.programs / "bin" / "postgres"), "-D", str(place.data), *flags]
        return launch(command, place.log, place.credentials)

    def _explain(self, code: int) -> None:
        """A killed server starts again, and one whose predecessor is still leaving tries again."""
        words = self._last_words()
        if code > 0 and NO_SPACE in words:
            raise StoreUnavailable(
                "The disk of the database is full, so the database stopped: free some space, "
                "then do it again."
            )
        if code > 0 and not any(hint in words for hint in PASSING):
            raise StoreUnavailable(self._complaint(f"stopped with code {code}"))

    def _complaint(self, what: str) -> str:
        return (
            f"The embedded database {what}; its last words in {self.place.log} were: "
            f"{self._last_words()}"
        )

    def _last_words(self) -> str:
        text = self.place.log.read_text(errors="replace") if self.place.log.exists() else ""
        return " ".join(text[-600:].split())

    async def _answers(self) -> bool:
        """A real conversation with the server; that some process id exists proves nothing."""
        try:
            connection = await asyncpg.connect(self.dsn, timeout=10)
            await connection.close()  # A server that is killed now has not answered either.
        except asyncpg.InvalidCatalogNameError:
            await self._create_database()
            return False
        except (OSError, asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError):
            return False
        return True

    async def _create_database(self) -> None:
        connection = await asyncpg.connect(self.dsn, database="postgres", timeout=10)
        try:
            await connection.execute(f"create database {DATABASE}")
        finally:
            await connection.close()

    async def _somebody_listens(self) -> bool:
        """Whether a server that is starting, recovering or leaving still holds the socket."""
        try:
            _, writer = await asyncio.open_unix_connection(self.place.sockets / ".s.PGSQL.5432")
        except OSError:
            return False
        writer.close()
        return True

    async def _make_data_directory(self) -> None:
        """Make the data directory beside its place, so that it is there entirely or not at all."""
        place = self.place
        if place.data.exists():
            self._check_version()
            return
        if place.unfinished.exists():
            await asyncio.to_thread(shutil.rmtree, place.unfinished)
        place.unfinished.mkdir(mode=0o700)
        place.own(place.unfinished)
        made = await asyncio.to_thread(self._initdb)
        if made.returncode != 0:
            raise StoreUnavailable(f"The database directory could not be made: {made.stderr}")
        place.unfinished.rename(place.data)

    def _initdb(self) -> subprocess.CompletedProcess[str]:
        program = str(self.place.programs / "bin" / "initdb")
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--data-checksums"]
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return subprocess.run(
            [program, "-D", str(self.place.unfinished), *options, *locale],
            capture_output=True,
            text=True,
            cwd="/",
            **self.place.credentials,
        )

    def _check_version(self) -> None:
        found = self.place.data / "PG_VERSION"
        version = found.read_text().strip() if found.exists() else "none"
        if version != MAJOR:
            raise StoreUnavailable(
                f"{self.place.data} should hold a database of Postgres {MAJOR}, but its version "
                f"is {version}: move it away to start with an empty one, or restore a backup."
            )


@asynccontextmanager
async def _locked(path: Path) -> AsyncIterator[None]:
    """One starter or stopper at a time; the kernel opens the lock when its holder dies."""
    try:
        file = path.open("w")
    except OSError as error:
        raise StoreUnavailable(
            f"{path} cannot be written ({error.strerror}): see to the disk and the rights of its "
            "directory, then do it again."
        ) from error
    with file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                await asyncio.sleep(PAUSE)
        yield
