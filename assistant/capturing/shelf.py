"""The shelf: the files of a conversation, for a model that may read what a person sees of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.capturing.capture import Reading
from assistant.documents.seen import Seen, Unreadable
from assistant.said import Said

GONE = "The file {name} is not kept any more. Drop it into the conversation again."


@dataclass(frozen=True)
class Shelf:
    """A file is named as it was called when it came."""

    reading: Reading

    async def names(self, said: Said) -> Sequence[str]:
        return tuple(said.conversation.files)

    async def seen(self, said: Said, name: str) -> Seen:
        file = said.conversation.files[name]
        found = await self.reading.files.give_file(said.caller.tenant, file)
        if found is None:
            raise Unreadable(GONE.format(name=name))
        return await self.reading.look(found[1], name)
