"""Every field of a ledger entry is declared: it is kept for good, or it is what somebody typed."""

from pathlib import Path
from typing import Any

from assistant.house import furnished
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.store.ledger_texts import SKELETON, TEXTS
from domain.store.memory import MemoryCredentials
from tests import trade

ORDER = "order 40 Brass turn-lock from Ostermark"
SAID = (ORDER, "what is on order", "who will win the match", "order 0 of nothing")


async def test_every_field_of_an_entry_is_declared_as_a_text_or_as_none(tmp_path: Path) -> None:
    store, buyer = trade.in_memory(), trade.caller("buyer", agent="")
    await trade.found(store)
    handler = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    async with furnished(Settings(tmp_path), store, MemoryCredentials(), handler) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        for said in SAID:
            await desk.ask(buyer, said, "talk")
        [draft] = (await desk.ask(buyer, ORDER, "talk"))["drafts"]
        await desk.decide(buyer, draft, 1, "0" * 64, "sign")
    fields = {field for entry in await store.ledger(trade.TENANT) for field in entry}
    assert fields <= SKELETON | TEXTS | {"position", "at", "trace"}
    assert {"verdict", "outcome", "tier", *TEXTS} <= fields
