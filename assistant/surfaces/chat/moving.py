"""Moving in: files of conversations that earlier versions kept on the disk go to the database."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from assistant.surfaces.chat.data_layer import Conversations
from assistant.surfaces.chat.speaking import speaking_for

TENANTS = "SELECT tenant FROM es.tenants ORDER BY tenant"
MISSING = """
    SELECT e."objectKey" AS key, e."threadId" AS thread FROM elements e
    WHERE e."threadId" IS NOT NULL AND e."objectKey" IS NOT NULL
      AND NOT EXISTS (SELECT FROM files f WHERE f."objectKey" = e."objectKey")"""


async def move_in(folder: Path, conversations: Conversations) -> None:
    """Each file goes when it is in the database; one that no element knows stays where it is."""
    if not folder.is_dir():
        return
    for row in await conversations.rows(TENANTS):
        with speaking_for(row["tenant"]):
            for missing in await conversations.rows(MISSING):
                await move(folder, missing["key"], missing["thread"], conversations)
    await asyncio.to_thread(tidy, folder)


async def move(folder: Path, key: str, thread: str, conversations: Conversations) -> None:
    path = (folder / key).resolve()
    if not path.is_relative_to(folder.resolve()):
        return
    # Another process may be moving the same file.
    with suppress(FileNotFoundError):
        content = await asyncio.to_thread(path.read_bytes)
        await conversations.files.keep(key, thread, content)
        await asyncio.to_thread(path.unlink)


def tidy(folder: Path) -> None:
    """Remove the folders that are empty now."""
    for place, *_ in os.walk(folder, topdown=False):
        with suppress(OSError):  # It is not empty.
            Path(place).rmdir()
