"""A rung is proposed with its numbers or refused with them, and people see what is done by it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.command_handler import execution
from mcp_servers.visit import House
from tests.assistant.earning import AGENT, ORDERING, POINT, Trial, order
from tests.tools.conftest import TOOLS
from tests.trade import TODAY

LIMITS = {"agent": AGENT, "work": ORDERING, "limit": "450"}


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)


@pytest.fixture
async def trial(house: House) -> Trial:
    trial = Trial(house)
    await trial.begin()
    return trial


async def ordered(trial: Trial, count: int) -> None:
    first = trial.made + 1
    numbers = iter(range(first, first + count))
    trial.made += count
    await trial.signed(count, lambda: order(next(numbers)))
    trial.made -= count


async def proposal_of(trial: Trial, card: Any) -> Any:
    return (await trial.handler.draft(card["draft"])).proposal


async def test_a_rung_without_its_record_is_refused_with_the_numbers(
    trial: Trial, ask: Any
) -> None:
    early = await ask("draft_standing_order", "admin", **LIMITS)
    assert (early.outcome, early.code) == ("refused", "not_earned")
    assert early.reason == (
        "Not drafted. Reorder has not earned this: people decided no drafts in 90 days, "
        "and 20 are needed."
    )
    await trial.signed(18)
    for _ in range(3):
        await trial.reject(await trial.draft())
    poor = await ask("draft_standing_order", "admin", **LIMITS | {"work": POINT})
    assert "18 of 21 drafts signed as drafted, 85.7 % in 90 days" in poor.reason
    assert "(3 rejected, the last on 20 Nov 2026): 95 % are needed" in poor.reason


async def test_the_first_rung_is_l4_and_its_card_tells_the_record(trial: Trial, ask: Any) -> None:
    await ordered(trial, 20)
    card = (await ask("draft_standing_order", "admin", **LIMITS)).content
    proposal = await proposal_of(trial, card)
    assert proposal.title == (
        "The agent reorder submits purchase orders within €450.00 each, 10 a day"
    )
    told = {origin.field: origin.value for origin in proposal.origins}
    assert told["record"] == "20 of 20 drafts signed as drafted, 100 %"
    assert told["would_have_covered"] == "20 drafts for €8,200.00"
    assert told["last_against"] == "never"
    assert proposal.requirement.independent
    assert proposal.requirement.roles == ("owner",)


async def test_no_rung_is_skipped_and_the_second_one_follows_ten_decisions(
    trial: Trial, ask: Any, settled: Any
) -> None:
    await ordered(trial, 20)
    high = await ask("draft_standing_order", "admin", **LIMITS, rung="L5")
    assert (high.outcome, high.code) == ("refused", "rung_skipped")
    trial.made = 125
    first = await settled("draft_standing_order", **LIMITS | {"limit": "500"})
    assert (await trial.orders()).standing[0].rung == 4
    card = (await ask("draft_standing_order", "admin", **LIMITS)).content
    assert (await proposal_of(trial, card)).title.startswith("The agent reorder executes")
    await trial.sign(await trial.handler.card(card["draft"]))
    standing = (await trial.orders()).standing[0]
    assert (standing.rung, standing.number, standing.evidence.submitted) == (5, "STO-3", 20)
    assert first


async def test_without_a_word_the_limit_is_the_largest_draft_that_was_signed(
    trial: Trial, ask: Any
) -> None:
    await ordered(trial, 20)
    card = (await ask("draft_standing_order", "admin", agent=AGENT, work=ORDERING)).content
    arguments = (await proposal_of(trial, card)).steps[0].arguments
    assert (arguments["limit"], arguments["daily_count"]) == ("410", 10)
    assert arguments["daily_amount"] == "4100"


async def test_what_is_never_covered_is_refused_with_its_reason(trial: Trial, ask: Any) -> None:
    for work, reason in (
        ("ReceiveCustomerPayment", "it is a payment"),
        ("ChangeBankDetails", "always signs it (A13)"),
        ("SetBasePrice", "below cost"),
        ("GiveStandingOrder", "governance are never covered"),
        ("PlaceSalesOrder", "not among the commands"),
    ):
        found = await ask("draft_standing_order", "admin", agent=AGENT, work=work)
        assert (found.outcome, found.code) == ("invalid", "work"), work
        assert reason in found.reason


async def test_an_order_ends_by_one_hand_and_is_listed_as_ended(
    trial: Trial, ask: Any, reply: Any
) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    listed = await reply("list_standing_orders", agent=AGENT)
    assert "1 standing order of reorder stands; under 1 of them" in listed["headline"]
    card = await reply("draft_standing_order_end", agent=AGENT, reason="Too hasty")
    back = await trial.handler.card(card["draft"])
    assert not back.preview.requirement.independent
    assert (await trial.sign(back)).outcome == "answered"
    assert (await trial.settle(await trial.draft())).code == "no_order"
    [row] = (await reply("list_standing_orders"))["rows"]
    assert (row["state"], row["reason"], row["work"]) == ("ended", "Too hasty", "reorder points")
    again = await ask("draft_standing_order_end", agent=AGENT)
    assert (again.outcome, again.code) == ("refused", "no_order")


async def test_the_record_is_told_by_work_with_what_it_earns(trial: Trial, reply: Any) -> None:
    await trial.signed(19)
    await trial.reject(await trial.draft())
    await ordered(trial, 2)
    found = await reply("show_record", agent=AGENT)
    assert found["headline"] == (
        "Of 22 drafts of reorder that people decided in 90 days, 21 were signed as drafted, "
        "95.4 %. A standing order is earned for 1 of 2 works."
    )
    rows = {row["work"]: row for row in found["rows"]}
    points = rows["reorder points"]
    assert (points["decided"], points["signed"], points["rejected"]) == (20, 19, 1)
    assert points["last_against"] == str(TODAY)
    assert points["verdict"].startswith("Earned: 19 of 20 drafts signed as drafted, 95 %")
    assert rows["purchase orders"]["verdict"].endswith("and 20 are needed")
    one = await reply("show_record", agent=AGENT, work=ORDERING)
    assert one["headline"].endswith("people decided 2 drafts in 90 days, and 20 are needed.")
    assert (await reply("show_record", agent="assistant"))["rows"] == []


async def test_the_record_is_charted_by_week(trial: Trial) -> None:
    store: Any = trial.handler.store
    store.clock = lambda: trial.now
    await trial.signed(3)
    await trial.reject(await trial.draft())
    trial.now += timedelta(weeks=2)
    await trial.signed(2)
    later = replace(trial.house, today=lambda: trial.now.date())
    found = await later.visit(trial.person("owner")).use(TOOLS["show_record"], {"agent": AGENT})
    assert found.content["chart"]["x"] == ["2026-11-16", "2026-11-30"]
    assert found.content["chart"]["y"] == ["75.0", "100.0"]


async def test_what_was_done_without_anybody_is_listed_and_undone(trial: Trial, reply: Any) -> None:
    nothing = await reply("list_executed")
    assert nothing["headline"].startswith("Nothing was executed under a standing order")
    await trial.signed(20)
    await trial.give(POINT)
    cards = [await trial.draft() for _ in range(2)]
    for card in cards:
        assert (await trial.settle(card)).executed
    await trial.undo(cards[0].draft)
    found = await reply("list_executed", agent=AGENT)
    assert found["headline"] == (
        "2 drafts were executed under standing orders by reorder in the last 30 days; "
        "1 of them was undone."
    )
    states = {row["draft"]: (row["state"], row["order"]) for row in found["rows"]}
    assert states[cards[0].draft] == ("undone", "STO-1")
    assert states[cards[1].draft] == ("executed", "STO-1")
