"""A desk at which files are read by a hand that writes down what each of them says."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.capturing.capture import Reading
from assistant.documents.evidence import Evidence, Found
from assistant.documents.seen import Hidden, Seen, Unreadable, Word
from assistant.house import furnished
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.procurement.order import Receipt
from domain.store.evidence import MemoryFiles
from domain.store.memory import MemoryCredentials, MemoryStore
from tests import trade

PLACE = "page 1, box 71 102 180 114"
PAGE = "rechnung 4711.pdf, page 1"
BOX = "#at-1-71-102-180-114"
"""The same place on a card: in words, and as its link ends."""
HEAD = {
    "number": "4711",
    "issued": "2026-11-18",
    "due": "2026-12-02",
    "order": "PO-1",
    "seller": "Ostermark GmbH & Co. KG",
    "seller_tax_id": "DE129274202",
    "iban": trade.IBAN,
    "currency": "EUR",
    "net": "360",
    "tax": "68.4",
    "gross": "428.4",
}
LINE = {
    "item": "LOCK",
    "description": "Brass turn-lock",
    "quantity": "20",
    "unit": "C62",
    "price": "18",
    "net": "360",
    "tax_rate": "19",
}
OTHER = "IT60X0542811101000000123456"


def found(values: Mapping[str, str], **unsure: int) -> dict[str, Found]:
    return {
        name: Found(value, PLACE, unsure.get(name, 100)) for name, value in values.items() if value
    }


def bill(line: Mapping[str, str] | None = None, **changes: Any) -> Evidence:
    """An invoice for 20 of the 100 locks that came, at the price of the order."""
    kind, warnings = changes.pop("kind", "invoice"), changes.pop("warnings", ())
    unsure = changes.pop("unsure", {})
    lines = (found({**LINE, **(line or {})}),)
    return Evidence(kind, found({**HEAD, **changes}, **unsure), lines, (), warnings)


def note(*lines: Mapping[str, str], **head: Any) -> Evidence:
    unsure, warnings = head.pop("unsure", {}), head.pop("warnings", ())
    told = tuple(found(line, **unsure) for line in lines)
    return Evidence("delivery_note", found(head), told, warnings=warnings)


@dataclass
class Reader:
    """Says of every file what a test has written down."""

    says: tuple[Evidence, ...] = ()
    text: str = ""
    hidden: tuple[str, ...] = ()
    unreadable: str = ""

    async def understood(self, content: bytes, name: str) -> tuple[Evidence, ...]:
        if self.unreadable:
            raise Unreadable(self.unreadable)
        return self.says

    async def look(self, content: bytes, name: str) -> Seen:
        words = tuple(Word(word, 1, 1) for word in self.text.split())
        return Seen("pdf", words, tuple(Hidden(text, "white on white") for text in self.hidden))


@dataclass
class Room:
    desk: Any
    store: MemoryStore
    files: MemoryFiles
    reader: Reader = field(default_factory=Reader)

    async def drop(self, *evidence: Evidence, user: str = "staff", said: str = "") -> Any:
        self.reader.says = evidence
        caller = trade.caller(user, agent="")
        return await self.desk.capture(caller, b"%PDF-1.7", "rechnung 4711.pdf", "talk", said=said)

    async def say(self, text: str, user: str = "staff") -> Any:
        return await self.desk.ask(trade.caller(user, agent=""), text, "talk")

    async def sign(self, draft: str, user: str) -> Any:
        caller = trade.caller(user, agent="")
        card = await self.desk.card(caller, draft)
        return await self.desk.decide(caller, draft, card["version"], card["digest"], "sign")

    async def received(self) -> list[Any]:
        """What was recorded of receipts, the last at the end."""
        facts = await self.store.page(trade.TENANT, 0)
        return [fact.event for fact in facts if isinstance(fact.event, Receipt)]

    async def exact(self, answer: Any) -> dict[str, str]:
        """Where each value stands to the point, as the record keeps it for programs."""
        told = await self.desk.draft_object(trade.caller("staff", agent=""), answer["drafts"][0])
        return {origin["field"]: origin["source"] for origin in told["origins"]}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    store, files, reader = trade.in_memory(), MemoryFiles(), Reader()
    await trade.found(store)
    reading = Reading(files, reader.look, reader.understood)
    async with furnished(
        Settings(tmp_path),
        store,
        MemoryCredentials(),
        lambda tenant: CommandHandler(store, tenant),
        reading=reading,
    ) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        yield Room(desk, store, files, reader)
