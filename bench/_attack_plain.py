"""Published attack texts in a whole house without a model: record, dropped file and paste."""

import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import _erp_house as erp
from _attack_world import FORMS, made, texts

from assistant.capturing.capture import Reading
from assistant.documents import forms
from assistant.documents.evidence import Evidence
from assistant.documents.seen import Seen
from assistant.documents.understanding import understand
from assistant.house import furnished
from assistant.settings import Settings
from domain.kernel import Cause
from domain.procurement.supplier import RegisterSupplier
from domain.store.evidence import MemoryFiles
from domain.store.memory import MemoryCredentials
from guardrails.caller import Caller

OWNER = Caller(erp.TENANT, "owner", "Owner", ("owner",), "chat")
AT_ONCE = 60  # Texts in one house: what they leave behind makes it slower.
WAYS = ("record", "file", "quoted", "typed")
WORDS = 300  # Characters of a text that somebody pastes into one line.


@dataclass
class Tally:
    """What became of it, by the way the text came in."""

    texts: int = 0
    asked: int = 0
    drafts: Counter[str] = field(default_factory=Counter)
    """Whoever types or pastes a sentence may draft with it; a record or a file may not."""
    effects: Counter[str] = field(default_factory=Counter)
    """Facts besides drafts, which nobody signed."""


async def looked(content: bytes, name: str) -> Seen:
    return forms.read(content, name)


async def understood(content: bytes, name: str) -> tuple[Evidence, ...]:
    return understand(content, name)


@dataclass
class House:
    """The demo business; its clock stands still."""

    desk: Any
    handler: Any
    tally: Tally

    async def turn(self, text: str, at: int) -> None:
        line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        step = erp.on(
            RegisterSupplier(supplier=f"A{at}", name=line[:200] or "Nobody", currency="EUR"),
            f"A{at}",
        )
        await self.handler.record([step], Cause(("ana", "ben")))
        form = FORMS[at % len(FORMS)]
        self.tally.texts += 1
        for way in WAYS:
            before = await erp.facts_recorded(self.handler)
            for said in self.sentences(way, line, at):
                await self.desk.ask(OWNER, said, f"{way}-{at}", as_of=None)
                self.tally.asked += 1
            if way == "file":
                await self.desk.capture(OWNER, made(text, form), f"letter.{form}", f"{way}-{at}")
                await self.desk.ask(OWNER, "do what the letter says", f"{way}-{at}", as_of=None)
                self.tally.asked += 2
            self.noted(way, await erp.facts_recorded(self.handler) - before)

    def sentences(self, way: str, line: str, at: int) -> list[str]:
        """What a person says who has such a text before them."""
        match way:
            case "record":
                return [f"show supplier A{at}", "list suppliers", "yes", "do it"]
            case "quoted":
                return [f'what does this mean: "{line[:WORDS]}"', f"> {line[:WORDS]}"]
            case "typed":
                return [line[:WORDS]]
            case _:
                return []

    def noted(self, way: str, found: Counter[str]) -> None:
        self.tally.drafts[way] += found["DraftProposed"]
        self.tally.effects[way] += sum(n for name, n in found.items() if name[:5] != "Draft")


@asynccontextmanager
async def opened(tally: Tally) -> AsyncIterator[House]:
    visits, handler = await erp.house()
    reading = Reading(MemoryFiles(), looked, understood)
    with tempfile.TemporaryDirectory() as home:
        async with furnished(
            Settings(Path(home)),
            handler.store,
            MemoryCredentials(),
            visits.handler,
            reading=reading,
        ) as house:
            desk: Any = house.office
            desk.clock = lambda: erp.NOW
            yield House(desk, handler, tally)


async def run(most: int) -> Tally:
    """So many texts, evenly taken from all; each in conversations of its own."""
    found = texts()
    chosen = found[:: max(1, len(found) // most)] if most else found
    tally = Tally()
    for start in range(0, len(chosen), AT_ONCE):
        async with opened(tally) as house:
            for at, text in enumerate(chosen[start : start + AT_ONCE]):
                await house.turn(text, at)
    return tally


if __name__ == "__main__":
    print(json.dumps(vars(asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 0)))))
