"""Whatever is said at the desk is answered in one sentence, kept by the database or not."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces.office import House
from domain.command_handler import CommandHandler
from domain.store.credentials import PostgresCredentials
from domain.store.postgres import PostgresStore
from tests.proving.trading import caller, everything, findings, order, started

LONG = 10_000_000
HALF, NUL = "\ud800", "\x00"


@pytest.fixture
async def house(store: PostgresStore, tenant: str, tmp_path: Path) -> AsyncIterator[House]:
    """The whole house around the trade in locks, on Postgres."""
    await started(store, tenant)
    vault = PostgresCredentials(store.connections)
    make = lambda name: CommandHandler(store, name)  # noqa: E731
    async with furnished(Settings(tmp_path), store, vault, make) as found:
        yield found


@pytest.mark.parametrize(
    "text",
    [
        *("x" * LONG, "order five " * (LONG // 11), "\u202e" * LONG, "'" * LONG),
        *("x" * 9_999, "5 " * 4_999, "2026-01-01 " * 900, "(" * 9_999, "e" + "\u0301" * 9_000),
        *("order 5 locks and " * 500, "👩\u200d👩\u200d👧" * 1_000, "\n" * 9_999, "", " "),
        *(f"order 5 {NUL} locks", f"what is on order {HALF}", "'); drop table es.events; --"),
    ],
    ids=range(17),
)
async def test_no_text_is_too_odd_to_be_answered(
    house: House, store: PostgresStore, tenant: str, text: str
) -> None:
    before = await everything(store, tenant)
    found = await house.office.ask(caller(tenant, "olga"), text, "talk")
    assert found["kind"] in ("answer", "unknown", "question", "refusal")
    assert 0 < len(found["text"]) < 400
    assert await everything(store, tenant) == before
    [turn] = [e for e in await store.ledger(tenant, found["trace"]) if e["what"] == "turn"]
    assert len(turn["text"]) < 1_000


async def test_a_long_text_is_told_how_long_a_sentence_may_be(house: House, tenant: str) -> None:
    found = await house.office.ask(caller(tenant, "olga"), "x" * LONG, "talk")
    assert found["text"] == (
        "That text has 10,000,000 characters. Say what you want in one sentence."
    )


@pytest.mark.parametrize("reason", [f"no {NUL}", HALF, "x" * 100_000])
async def test_a_reason_that_cannot_be_kept_is_refused_and_the_draft_still_waits(
    house: House, store: PostgresStore, tenant: str, reason: str
) -> None:
    card: Any = await CommandHandler(store, tenant).propose(order(1))
    olga = caller(tenant, "olga")
    told = await house.office.decide(olga, card.draft, 1, card.digest, "reject", reason)
    assert not told["ok"] and told["message"].endswith("."), told
    signed = await house.office.decide(olga, card.draft, 1, card.digest, "sign")
    assert signed["ok"]
    assert await findings(store, tenant) == []


@pytest.mark.parametrize("draft", ["", "D-1 ", "../D-1", "D-" + "9" * 10_000, "D-1'--", "ﷺ"])
async def test_a_draft_that_cannot_exist_does_not(house: House, tenant: str, draft: str) -> None:
    olga = caller(tenant, "olga")
    assert await house.office.draft_object(olga, draft) is None
    told = await house.office.decide(olga, draft, 1, "0" * 64, "sign")
    assert (told["ok"], told["message"]) == (False, "There is no draft with this number.")
