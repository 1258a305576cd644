"""The value meter: what a model brought about against its cost, line by line, estimated low."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.records import Tenant
from assistant.spending import Estimate, Spending
from domain.store.memory_spending import MemorySpending
from guardrails.prices import Usage
from tests.tools.conftest import TOOLS
from tests.trade import NOON, TENANT, caller

MODEL = "claude-sonnet-4-5"
TURN = {"what": "turn", "tier": 1, "kind": "answer", "tool": "", "arguments": {}, "model": []}
HELPED = TURN | {"tier": 3, "model": [{"stop": "end_turn"}]}


def locks(quantity: str) -> dict[str, str]:
    return {"item": "LOCK", "quantity": quantity, "supplier": "OST"}


@pytest.fixture
async def house(house: Any) -> Any:
    """The trade, in which the use of a model is counted."""

    async def tenant(name: str) -> Tenant:
        return Tenant(name, "Bellavier", "EUR", "Europe/Paris")

    async def write(name: str, steps: Any, by: tuple[str, ...]) -> None: ...

    counters = MemorySpending(lambda: NOON)
    purse = Spending(counters, house.handler, tenant, write, lambda: NOON)
    return replace(house, purse=purse)


@pytest.fixture
def modelled(house: Any) -> Any:
    """A draft that a model chose to make."""

    async def call(tool: str, by: str = "buyer", /, **arguments: Any) -> str:
        found = await house.visit(caller(by), model=MODEL).use(TOOLS[tool], arguments)
        assert found.outcome == "answered", found
        return str(found.content["draft"])

    return call


async def spend(house: Any) -> None:
    """Sixty cents."""
    usage = Usage(input=100_000, output=20_000)
    held = await house.purse.reserve(caller(), "assistant", Estimate(MODEL, usage))
    await house.purse.reconcile(held, usage)


async def lines(reply: Any) -> dict[str, Any]:
    found = await reply("model_worth")
    return {row["line"]: row for row in found["rows"]} | {"headline": found["headline"]}


async def test_without_a_model_there_is_nothing_to_meter(reply: Any, settled: Any) -> None:
    await settled(
        "draft_purchase_order", "buyer", "owner", item="LOCK", quantity="40", supplier="OST"
    )
    assert await lines(reply) == {
        "headline": "No model took part in Nov 2026: everything was done without it, and it "
        "cost nothing."
    }


async def test_what_the_phrasebook_drafted_is_not_the_models(
    reply: Any, settled: Any, house: Any
) -> None:
    await settled(
        "draft_purchase_order", "buyer", "owner", item="LOCK", quantity="40", supplier="OST"
    )
    await spend(house)
    found = await lines(reply)
    assert found["headline"] == (
        "The model cost €0.60 in Nov 2026 and saved no time: no drafts signed and no answers."
    )


async def test_every_line_of_the_sum_is_shown(
    reply: Any, modelled: Any, sign: Any, house: Any, ask: Any, approvals: Any, settled: Any
) -> None:
    await settled("draft_model_worth", rate="18")
    await settled("draft_model_worth", minutes="4", outcome="signed")
    for quantity in ("30", "31"):
        await sign(await modelled("draft_purchase_order", **locks(quantity)), "owner")
    corrected = await modelled("draft_purchase_order", **locks("32"))
    told = locks("33")
    visit = house.visit(caller("buyer", agent=""), revises=(corrected, 1))
    assert (await visit.use(TOOLS["draft_purchase_order"], told)).outcome == "answered"
    await sign(corrected, "owner")
    no = await modelled("draft_purchase_order", **locks("34"))
    await approvals.reject(caller("owner", agent=""), no, 1, "Not needed", NOON, "t")
    await house.gate.enter(TENANT, "t", [HELPED, HELPED, TURN], False)
    await spend(house)
    found = await lines(reply)
    assert [
        (line, row["count"], row["minutes"], row["money"])
        for line, row in found.items()
        if line != "headline"
    ] == [
        ("Drafts of the model, signed as they were made", 2, "8", "2.4"),
        ("Drafts of the model, signed after a correction", 1, "1", "0.3"),
        ("Drafts of the model, rejected", 1, "-1", "-0.3"),
        ("Answers that the phrasebook could not give", 2, "2", "0.6"),
        ("Tokens used, at the prices that are set", 120_000, None, "-0.600000"),
    ]
    assert found["headline"] == (
        "The model cost €0.60 in Nov 2026 and saved about 10 minutes, about €3.00 at €18.00 "
        "an hour: 3 drafts signed and 2 answers."
    )


async def test_what_was_stopped_is_counted_and_given_no_value(
    reply: Any, modelled: Any, approvals: Any, house: Any
) -> None:
    account = "IT60X0542811101000000123456"
    urgent = await modelled("draft_bank_details_change", supplier="CONTI", account=account)
    row = await house.handler(TENANT).draft_row(urgent)
    await approvals.reject(caller("owner", agent=""), urgent, 1, "Nobody asked", NOON, "t")
    denied = {"what": "verdict", "verdict": "denied", "control": "A11", "kind": "draft"}
    await house.gate.enter(TENANT, "t", [denied, denied], True)
    found = await lines(reply)
    stopped = found["Calls of a model stopped by the injection defence"]
    assert (stopped["count"], stopped["minutes"], stopped["money"]) == (2, None, None)
    assert bool(row.red_flags) == ("Changes of bank details with a red flag, rejected" in found)


async def test_sentences_that_fell_back_are_told_apart(reply: Any, house: Any) -> None:
    fell = TURN | {"kind": "unknown", "model": [{"stop": "A3"}]}
    await house.gate.enter(TENANT, "t", [HELPED, fell], False)
    found = await lines(reply)
    assert found["Sentences answered without the model because it did not"]["count"] == 1


async def test_another_month_is_another_sum(reply: Any, house: Any) -> None:
    await spend(house)
    found = await reply("model_worth", period="2026-10")
    assert found["headline"].startswith("No model took part in Oct 2026")
    found = await reply("model_worth", period="2026-11-20")
    assert "€0.60 on 20 Nov 2026" in found["headline"]


async def test_an_estimate_says_what_it_was_and_is_signed_like_any_fact(
    ask: Any, sign: Any, reply: Any, undone: Any
) -> None:
    drafted = await ask("draft_model_worth", "admin", minutes="2.5", outcome="rejected")
    facts = drafted.content["preview"]["facts"]
    assert "-2.5 for a draft that somebody rejected" in facts[0]["sentence"]
    assert (await sign(drafted.content["draft"], "admin")).outcome == "answered"
    await undone(drafted.content["draft"])


async def test_what_cannot_be_meant_is_refused(ask: Any) -> None:
    for wrong, code in (
        ({"minutes": "3"}, "missing_outcome"),
        ({"minutes": "3 KG", "outcome": "signed"}, "wrong_unit"),
        ({"minutes": "500", "outcome": "signed"}, "too_many_minutes"),
        ({"rate": "18 USD"}, "wrong_currency"),
        ({}, "missing_minutes"),
    ):
        found = await ask("draft_model_worth", "admin", **wrong)
        assert (found.outcome, found.code) == ("refused", code), wrong


def test_an_hour_reads_like_an_estimate() -> None:
    from tools.governance.worth import roughly

    told = [roughly(Decimal(minutes)) for minutes in (-3, 0, 1, 59, 60, 100, 168)]
    assert told == [
        *("no time", "no time", "about 1 minute", "about 59 minutes"),
        *("about an hour", "about 1.5 hours", "about 3 hours"),
    ]
