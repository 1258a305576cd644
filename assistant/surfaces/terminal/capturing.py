"""Capturing: a file goes in, and the draft that it becomes comes out."""

import asyncio
import secrets
from pathlib import Path

from assistant.documents.bounds import LARGEST, too_large
from assistant.surfaces.terminal.asking import told
from assistant.surfaces.terminal.running import Errand
from domain.kernel import Refused


async def capture(errand: Errand, file: Path, said: str, conversation: str) -> bool:
    size = file.stat().st_size
    if size > LARGEST:
        raise Refused(too_large(file.name, size), "too_large")
    content = await asyncio.to_thread(file.read_bytes)
    caller = await errand.caller()
    key = f"terminal/{caller.user}/{conversation or secrets.token_hex(8)}"
    return told(
        errand, await errand.house.office.capture(caller, content, file.name, key, said=said)
    )
