"""Backup: everything in the database in one file, and back again, by Postgres's own programs."""

import asyncio
import shutil
from pathlib import Path

from domain.store.event_store import StoreUnavailable
from domain.store.installation import bundled

PROGRAMS = ("pg_dump", "pg_restore")


async def backup(dsn: str, file: Path) -> None:
    """Write one consistent moment to a file, which is there entirely or not at all."""
    if file.exists():
        raise StoreUnavailable(f"{file} exists already: choose another name for the backup.")
    if not file.parent.is_dir():
        raise StoreUnavailable(f"{file.parent} is no directory: make it, then back up.")
    unfinished = file.with_name(f"{file.name}.part")
    try:
        await run("pg_dump", "--format=custom", f"--file={unfinished}", f"--dbname={dsn}")
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)


async def restore(dsn: str, file: Path) -> None:
    """Put back what a backup holds, in one transaction; what stands there now is lost."""
    if not file.is_file():
        raise StoreUnavailable(f"There is no backup called {file}.")
    options = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
    await run("pg_restore", *options, f"--dbname={dsn}", str(file))


async def run(name: str, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        program(name), *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await process.communicate()
    if process.returncode:
        words = " ".join(complaint.decode(errors="replace").split())[:600]
        raise StoreUnavailable(f"Nothing was changed, because {name} failed: {words}")


def program(name: str) -> str:
    """The program that came with the embedded server, or the system's."""
    found = bundled(name) or shutil.which(name)
    if found is None:
        raise StoreUnavailable(
            f"{name} is not installed: install the client programs of Postgres, then try again."
        )
    return str(found)
