"""A long list is one order: looked up in a few questions, each bad row told by its number."""

from decimal import Decimal
from typing import Any

import pytest

from domain.command_handler import CommandHandler
from guardrails.gate import Gate
from mcp_servers.menu import FUNCTIONS
from mcp_servers.visit import House
from tests.proving.two_accounts import outsider, two_accounts
from tests.trade import TENANT, TODAY, in_memory
from tools.fulfillment.pasted import rows_of
from tools.toolkit import Tool

LINES = 10_000
MOST_QUESTIONS = 100
"""For ten thousand rows; one for each of them would be ten thousand."""


def tool(name: str) -> Tool:
    return next(t for menu in FUNCTIONS for t in menu.tools if t.name == name)


class Counting:
    """A store that counts how often it is asked."""

    def __init__(self, store: Any) -> None:
        self.store, self.asked = store, 0

    def __getattr__(self, name: str) -> Any:
        if name in ("rows", "many", "summary"):
            self.asked += 1
        return getattr(self.store, name)


@pytest.fixture
async def counting() -> Counting:
    store = in_memory()
    await two_accounts(store)
    return Counting(store)


@pytest.fixture
def house(counting: Counting) -> House:
    store: Any = counting
    gate = Gate(counting.store.enter, lambda: 0.0)
    return House(lambda name: CommandHandler(store, name), gate, lambda: TODAY)


async def drafted(house: House, lines: str) -> Any:
    visit = house.visit(outsider("martin"))
    answer = await visit.use(tool("draft_own_order_list"), {"lines": lines})
    assert answer.outcome == "answered", answer
    proposal = (await house.handler(TENANT).draft(answer.content["draft"])).proposal
    assert proposal is not None
    return proposal


async def test_every_kind_of_bad_row_is_told_with_its_number_and_its_reason(house: House) -> None:
    rows = [
        "product;quantity;currency",
        "TURN;4",
        "",
        "ZORK;1",
        "TURN;0",
        "TURN;-2",
        "TURN;1.5",
        "TURN;4",
        "OLD;2",
        "PROTO;1",
        ";7",
        "TURN;5;USD",
        "TURN;3 BOX",
        "HIDE;2",
    ]
    proposal = await drafted(house, "\n".join(rows))
    lines = proposal.steps[0].arguments["lines"]
    assert [(line["product"], line["quantity"]["amount"]) for line in lines] == [
        ("TURN", "4"),
        ("HIDE", "2"),
    ]
    apart = {o.field: o.source for o in proposal.origins if o.severity}
    wanted = {
        "row 4": "There is no product called “ZORK”",
        "row 5": "must be more than 0",
        "row 6": "must be more than 0",
        "row 7": "sold in whole pieces",
        "row 8": "repeats row 2",
        "row 9": "There is no product called “OLD”",
        "row 10": "There is no product called “PROTO”",
        "row 11": "cannot be read",
        "row 12": "is in USD, and the account pays in EUR",
        "row 13": "is counted in EA",
    }
    assert apart.keys() == wanted.keys()
    assert not [field for field, words in wanted.items() if words not in apart[field]], apart


async def test_a_row_for_a_dealer_costs_what_their_price_list_says(house: House) -> None:
    proposal = await drafted(house, "TURN 2\nHIDE 1")
    prices = [Decimal(line["price"]["amount"]) for line in proposal.steps[0].arguments["lines"]]
    assert prices == [Decimal("28.8"), Decimal("216")]


async def test_ten_thousand_rows_are_looked_up_in_a_few_questions(
    house: House, counting: Counting
) -> None:
    """The rows are bad on purpose: what costs is finding out, not keeping them."""
    lines = "\n".join(["TURN 2", *(f"NOPE{n} 3" for n in range(1, LINES))])
    before = counting.asked
    proposal = await drafted(house, lines)
    assert len(proposal.steps[0].arguments["lines"]) == 1
    assert f"{LINES - 1:,} rows kept apart" in proposal.title
    assert counting.asked - before < MOST_QUESTIONS


def test_a_sheet_is_counted_by_its_lines_and_a_list_by_its_rows() -> None:
    sheet = rows_of("Item;Quantity\nA;1\n\nB;x\n")
    assert [(row.number, row.text) for row in sheet] == [(2, "A;1"), (4, "B;x")]
    assert [row.number for row in rows_of("A 1, B 2\nC 3")] == [1, 2, 3]
