"""Documents are looked at within bounds, elsewhere: a crash of a library harms nobody here."""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from typing import Any

from assistant.documents.page_picture import PICTURE, Picture
from assistant.documents.page_picture import from_plain as picture_from
from assistant.documents.seen import Seen, Unreadable, from_plain

MOST_TOLD = 64_000_000
NAME = 120
LARGEST = 25_000_000
"""Bytes of one file, at every door through which files come."""
MEGABYTES = LARGEST // 1_000_000
MOST_FILES = 5  # That one message may bring.


@dataclass(frozen=True)
class Bounds:
    """How much one document may cost."""

    largest: int = LARGEST
    seconds: int = 30
    memory: int = 1_500_000_000


@dataclass
class Looking:
    """Looks at documents, a few at a time."""

    bounds: Bounds = field(default_factory=Bounds)
    at_once: int = 2
    program: tuple[str, ...] = (sys.executable, "-I", "-m", "assistant.documents.worker")

    def __post_init__(self) -> None:
        self.places = asyncio.Semaphore(self.at_once)

    async def at(self, content: bytes, name: str) -> Seen:
        """What a person sees of this file; Unreadable says in one sentence why there is nothing."""
        return from_plain(await self.answer(content, name, "seen"))

    async def picture(self, content: bytes, name: str, page: int) -> Picture:
        """How a page of this file looks; Unreadable when it has no such page."""
        told = await self.answer(content, name, f"{PICTURE}{page}")
        return picture_from(told)

    async def answer(self, content: bytes, name: str, task: str) -> Any:
        """What the process answers to one task; Unreadable if it has no answer."""
        if len(content) > self.bounds.largest:
            raise Unreadable(too_large("The file", len(content), self.bounds.largest))
        async with self.places:
            code, told = await self.told(content, name, task)
        try:
            answer = json.loads(told)
            if task in answer:
                return answer[task]
            reason = str(answer["unreadable"])
        except (ValueError, KeyError, TypeError) as wrong:
            raise Unreadable(self.stopped(code)) from wrong
        raise Unreadable(reason)

    async def told(self, content: bytes, name: str, task: str) -> tuple[int, bytes]:
        """What the process says of the file, and how it ended; it knows nothing of our settings."""
        safe = "".join(c for c in name if c.isprintable() and c.isascii())[-NAME:] or "file"
        arguments = (str(self.bounds.memory), str(self.bounds.seconds), safe, task)
        process = await asyncio.create_subprocess_exec(
            *self.program,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"},
        )
        try:
            async with asyncio.timeout(self.bounds.seconds * 2):
                told = await exchanged(process, content)
                return await process.wait(), told
        except TimeoutError as wrong:
            raise Unreadable(self.stopped(-24)) from wrong
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def stopped(self, code: int) -> str:
        """Why nothing came back: out of time (signals 9 and 24), or a library fell over."""
        if code in (-9, -24):
            return (
                f"The file takes longer than {self.bounds.seconds} seconds to read, so it was "
                "left. Send a shorter one."
            )
        return "The file makes the reader stop, so it was left. Ask for it in another format."


def too_large(name: str, size: int, most: int = LARGEST) -> str:
    return (
        f"{name} has {size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read. Send a smaller one."
    )


async def exchanged(process: asyncio.subprocess.Process, content: bytes) -> bytes:
    """Give the file and take what is told, both at once, because pipes are short."""
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("The reader of documents was started without pipes.")

    async def give(stdin: asyncio.StreamWriter) -> None:
        try:
            stdin.write(content)
            await stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            return  # It ended early, and how it ended says why.
        finally:
            stdin.close()

    giving = asyncio.create_task(give(process.stdin))
    try:
        parts, size = [], 0
        while part := await process.stdout.read(1 << 16):
            parts.append(part)
            size += len(part)
            if size > MOST_TOLD:
                process.kill()
                break
        return b"".join(parts)
    finally:
        giving.cancel()
        await asyncio.gather(giving, return_exceptions=True)
