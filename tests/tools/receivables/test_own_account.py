"""A customer reads what they owe, what of it is late, what is due next, and their terms."""

from typing import Any

import pytest

from domain.command_handler import CommandHandler
from guardrails.caller import Caller
from guardrails.gate import Gate
from mcp_servers.visit import House
from tests.proving.two_accounts import outsider, two_accounts
from tests.tools.conftest import TOOLS
from tests.trade import TENANT, TODAY, in_memory


@pytest.fixture
async def house() -> House:
    store = in_memory()
    await two_accounts(store)
    return House(lambda name: CommandHandler(store, name), Gate(store.enter, float), lambda: TODAY)


async def told(house: House, who: Caller) -> dict[str, Any]:
    answer = await house.visit(who).use(TOOLS["own_account"], {})
    assert answer.outcome == "answered", answer
    return answer.content


def of_rossi() -> Caller:
    known = {"tenant": TENANT, "user": "rosa", "name": "Rosa", "roles": ("dealer",)}
    return Caller(**known, surface="chat", customer="ROSSI")


async def test_a_dealer_reads_the_balance_the_limit_and_the_terms(house: House) -> None:
    found = await told(house, outsider("vera"))
    assert found["headline"] == (
        "You owe €7,317.00; €333.00 paid is not used yet; your credit limit is €73,910.37. "
        "€7,317.00 is overdue. You pay within 37 days, by the price list Zugvogel list."
    )
    [row] = found["rows"]
    assert (row["invoice"], row["due_on"], row["open_amount"]) == ("INV-9", "2026-10-01", "7317.00")
    assert found["totals"] == {"open_amount": "€7,317.00"}


async def test_what_is_late_and_what_is_due_next_are_told_apart(house: House) -> None:
    found = await told(house, of_rossi())
    assert found["headline"] == (
        "You owe €366.00; €39.00 paid is not used yet; your credit limit is €1,000.00. "
        "€305.00 is overdue. €61.00 of INV-3 is due next, on 10 Dec. You pay within 30 days."
    )
    assert [row["invoice"] for row in found["rows"]] == ["INV-1", "INV-2", "INV-3"]


async def test_who_owes_nothing_is_told_so(house: House) -> None:
    found = await told(house, outsider("anna"))
    assert found["headline"].startswith("You owe nothing. €0.00 is overdue. You pay within")
    assert not found["rows"]
