"""Who may see what of an account: a person is let in by a signature and shut out by another."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.house import furnished
from assistant.settings import Settings
from domain.command_handler import CommandHandler
from domain.governance.member import SPECIALISTS
from domain.store.memory import MemoryCredentials, MemoryStore
from tests import trade
from tests.proving.two_accounts import two_accounts

OWNER = trade.caller("owner", agent="")
LET_IN = "customer access of Maison Martin for claire"
SHUT_OUT = "end the customer access of claire"


@dataclass
class Business:
    desk: Any
    accounts: Any

    async def drafted(self, said: str, by: Any = OWNER) -> Any:
        found = await self.desk.ask(by, said, "house")
        assert found["kind"] == "draft", found["text"]
        return await self.desk.card(by, found["drafts"][0])

    async def signed(self, said: str, by: str = "admin") -> str:
        return await self.sign(await self.drafted(said), by)

    async def sign(self, card: Any, by: str = "admin") -> str:
        who, draft = trade.caller(by, agent=""), card["id"]
        done = await self.desk.decide(who, draft, card["version"], card["digest"], "sign")
        assert done["ok"], done
        return str(draft)

    async def claire(self) -> Any:
        """Who she is at this moment, as a surface asks for it at every step."""
        return await self.accounts.caller(trade.TENANT, "claire", "chat")

    async def told(self, said: str) -> Any:
        return await self.desk.ask(await self.claire(), said, "claire")


@pytest.fixture
async def business(tmp_path: Path) -> AsyncIterator[Business]:
    store: MemoryStore = trade.in_memory()
    await two_accounts(store)
    async with furnished(
        Settings(tmp_path),
        store,
        MemoryCredentials(),
        lambda tenant: CommandHandler(store, tenant),
    ) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        yield Business(desk, house.accounts)


def orders_in(answer: Any) -> list[str]:
    assert answer["kind"] == "answer", answer["text"]
    return [row["order"] for row in answer["rows"]]


async def test_until_somebody_signs_nobody_is_let_in(business: Business) -> None:
    card = await business.drafted(LET_IN)
    assert card["title"] == "Let claire sign in as dealer of Maison Martin"
    assert await business.claire() is None


async def test_whoever_is_let_in_sees_the_account_and_no_other(business: Business) -> None:
    await business.signed(LET_IN)
    her = await business.claire()
    assert (her.roles, her.customer, her.outside) == (("dealer",), "MARTIN", True)
    assert orders_in(await business.told("my orders")) == ["SO-1"]
    other = await business.told("show SO-9")
    assert other["kind"] != "answer", other
    assert "Zugvogel" not in str(other)


async def test_whoever_is_let_in_orders_for_the_account(business: Business) -> None:
    await business.signed(LET_IN)
    found = await business.told("order 3 Turn-lock")
    draft = await business.desk.draft_object(OWNER, found["drafts"][0])
    assert draft["arguments"]["customer"] == "MARTIN"


async def test_a_consumer_is_let_in_as_one_and_the_side_follows_the_customer(
    business: Business,
) -> None:
    card = await business.drafted('let "anna.r" sign in for customer Anna Rossi')
    assert card["title"] == "Let anna.r sign in as consumer of Anna Rossi"


async def test_an_access_that_ends_shuts_the_account_at_once(business: Business) -> None:
    await business.signed(LET_IN)
    assert orders_in(await business.told("my orders")) == ["SO-1"]
    await business.signed(SHUT_OUT)
    her = await business.claire()
    assert (her.roles, her.customer) == ((), "")
    after = await business.told("my orders")
    assert "SO-1" not in str(after)


async def test_an_access_is_given_back_by_undoing_its_end(business: Business) -> None:
    await business.signed(LET_IN)
    ended = await business.signed(SHUT_OUT)
    undone = await business.desk.undo(OWNER, ended)
    await business.sign(undone["card"])
    assert (await business.claire()).customer == "MARTIN"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (SHUT_OUT, "signs in for no customer"),
        ('end the customer access of "staff"', "signs in for no customer"),
        ('let "staff" sign in for customer Maison Martin', "goes with no other role"),
        ("customer access of Zugvogel Velo for martin", "belongs to customer MARTIN"),
        ('let "cl ire!" sign in for customer Maison Martin', "small letters"),
    ],
)
async def test_an_access_that_cannot_be_is_refused_in_words(
    business: Business, said: str, words: str
) -> None:
    found = await business.desk.ask(OWNER, said, "house")
    assert found["kind"] == "refusal", found["text"]
    assert words in found["text"]


@pytest.mark.parametrize("role", ["staff", "buyer", "artisan", *SPECIALISTS])
async def test_whoever_does_not_govern_lets_nobody_in(business: Business, role: str) -> None:
    found = await business.desk.ask(trade.caller(role, agent=""), LET_IN, "house")
    assert found["drafts"] == [], found["text"]


async def test_whoever_is_let_in_lets_in_nobody_else(business: Business) -> None:
    await business.signed(LET_IN)
    found = await business.told("customer access of Maison Martin for pierre")
    assert found["drafts"] == [], found["text"]
