"""Dropped: files that land in a thread are fetched, read, and answered there, each for itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.documents.bounds import MOST_FILES
from assistant.surfaces.front import Answer, Caller
from assistant.surfaces.slack.fetching import Fetching, NotFetched
from assistant.surfaces.slack.speaking import Speaking
from assistant.surfaces.slack.streaming import Live
from assistant.surfaces.slack.talks import Place

READ = "Read {name}"
LEFT = "Only the first {most} files were read. Drop the others in another message: {names}."
File = Mapping[str, Any]
"""A file as an event tells of it: whole, or by its id alone."""


@dataclass(frozen=True)
class Dropping:
    """The same road as a sentence: capture, answer, card, and the same conversation."""

    speaking: Speaking
    fetching: Fetching

    async def taken(self, caller: Caller, files: Sequence[File], text: str, place: Place) -> None:
        """What one file brings about waits for no other; whatever is wrong with one is told."""
        for file in files[:MOST_FILES]:
            await self.one(caller, file, text.strip(), place)
        if left := [str(file.get("name") or file.get("id", "")) for file in files[MOST_FILES:]]:
            told = LEFT.format(most=MOST_FILES, names=", ".join(left))
            await self.speaking.say(place, told)

    async def one(self, caller: Caller, file: File, said: str, place: Place) -> None:
        try:
            fetched = await self.fetching.file(file)
        except NotFetched as problem:
            await self.speaking.say(place, str(problem))
            return

        async def captured(talk: str, live: Live) -> Answer:
            front = self.speaking.front
            return await front.capture(caller, fetched.content, fetched.name, talk, said=said)

        own = Place(place.channel, place.thread, f"{place.ts} {file.get('id', '')}", place.account)
        await self.speaking.turn(caller, said or READ.format(name=fetched.name), own, captured)
