"""Dropping: a file that lands in the chat is taken out of its hands, read and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chainlit as cl

from assistant.documents.bounds import MOST_FILES
from assistant.surfaces.chat import present, wording
from assistant.surfaces.chat.push import Hub
from assistant.surfaces.front import Caller, Front


@dataclass(frozen=True)
class Dropped:
    """A file as it came: what its sender calls it says nothing of what it is."""

    name: str
    content: bytes


async def dropped(message: cl.Message) -> Sequence[Dropped]:
    """The files of a message, in the order in which they were dropped."""
    files: Sequence[Any] = message.elements or ()
    return [Dropped(str(f.name), Path(f.path).read_bytes()) for f in files if f.path]


async def taken(
    front: Front, hub: Hub, caller: Caller, message: cl.Message, files: Sequence[Dropped]
) -> None:
    """Each file is a turn of its own: what one of them brings about waits for no other."""
    talk, said = cl.context.session.thread_id, message.content.strip()
    if not said:  # A conversation that is read again later shows what was said in it.
        message.content = wording.READ.format(names=", ".join(file.name for file in files))
        await message.update()  # type: ignore[no-untyped-call]
    for file in files[:MOST_FILES]:
        answer = await front.capture(caller, file.content, file.name, talk, said=said)
        await present.show_answer(hub, caller, answer)
    if left := [file.name for file in files[MOST_FILES:]]:
        told = wording.LEFT.format(most=MOST_FILES, names=", ".join(left))
        await present.say(told)
