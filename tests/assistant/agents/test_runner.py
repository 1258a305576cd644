"""Agents draft what is new, once, within their passport; a no or a stop counts at once."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.agents import occasions
from domain.agents.agent import Rule
from domain.agents.receivables import agent as receivables
from domain.governance.authority import Rung
from domain.governance.draft import OPEN
from domain.governance.member import DisableMember
from domain.governance.passport import SHIPPED, IssuePassport, RevokePassport
from domain.governance.switch import SwitchOff
from tests import trade
from tests.assistant.agents.conftest import Business
from tests.steps import on

NAME = "receivables-agent"


async def occasions_of(business: Business) -> list[str]:
    return [row.occasion for row in await business.everything() if row.occasion]


async def test_what_waits_is_not_drafted_again_by_whoever_looks(business: Business):
    await business.work()
    once = await occasions_of(business)
    assert len(once) >= 5
    await business.work()
    await business.another().run(trade.TENANT)
    assert await occasions_of(business) == once
    assert len({*once}) == len(once)


async def test_runners_at_the_same_time_make_one_draft_of_each_occasion(business: Business):
    runners = [business.another() for _ in range(4)]
    await asyncio.gather(*(runner.run(trade.TENANT) for runner in runners))
    found = await occasions_of(business)
    assert found
    assert len({*found}) == len(found)


async def test_a_no_counts_for_its_occasion(business: Business):
    await business.work("receivables")
    rows = await business.waiting(NAME)
    for row in rows:
        await business.reject(row.draft)
    await business.another().run(trade.TENANT, frozenset({"receivables"}))
    assert await business.waiting(NAME) == []


async def test_a_draft_that_ran_out_is_made_again_a_few_times_and_then_rests(business: Business):
    for _ in range(occasions.EXPIRIES + 2):
        await business.work("receivables")
        business.now += timedelta(days=4)
        await business.handler.expire(business.now)
    made = [row for row in await business.everything() if "match CP-1" in row.occasion]
    assert len(made) == occasions.EXPIRIES
    assert {row.status for row in made} == {"expired"}


@pytest.mark.parametrize(
    ("stopping", "key", "because"),
    [
        (RevokePassport(agent=NAME, reason="Odd"), NAME, "it is stopped"),
        (
            IssuePassport(**dict(SHIPPED[NAME]) | {"rung": Rung.EXPLAIN}),
            NAME,
            "it may not draft",
        ),
        (
            SwitchOff(capability="drafting", reason="Odd"),
            "drafting",
            "drafting by agents is switched off",
        ),
    ],
)
async def test_a_stop_counts_from_the_next_look_on(
    business: Business, stopping: Any, key: str, because: str
):
    await business.record(on(stopping, key))
    reports = await business.work()
    assert reports[NAME].rests == because
    assert await business.waiting(NAME) == []


async def test_a_passport_that_drafts_elsewhere_is_held_by_the_gate(business: Business):
    elsewhere = dict(SHIPPED[NAME]) | {"drafts": ("fulfillment",)}
    await business.record(on(IssuePassport(**elsewhere), NAME))
    report = (await business.work())[NAME]
    assert report.drafts == []
    [reason] = report.refused.values()
    assert reason == f"Denied: {NAME} may only read in receivables."


async def test_a_passport_that_does_not_let_it_look_is_held_by_the_gate(business: Business):
    narrow = dict(SHIPPED[NAME]) | {"functions": ("receivables",)}
    await business.record(on(IssuePassport(**narrow), NAME))
    report = (await business.work())[NAME]
    assert report.rests == f"Denied: the passport of {NAME} does not cover fulfillment."


async def test_the_owner_of_a_signed_passport_is_acted_for(business: Business):
    mine = dict(SHIPPED[NAME]) | {"owner": "manager"}
    await business.record(on(IssuePassport(**mine), NAME))
    await business.work("receivables")
    assert {row.proposer for row in await business.waiting(NAME)} == {"manager"}


@pytest.mark.parametrize(
    ("gone", "answers"),
    [((), "accounting"), (("accounting",), "staff"), (("accounting", "staff"), "owner")],
)
async def test_whoever_keeps_the_books_answers_for_the_agent_else_staff_else_an_owner(
    business: Business, gone: tuple[str, ...], answers: str
):
    await business.record(*(on(DisableMember(), user) for user in gone))
    await business.work("receivables")
    assert {row.proposer for row in await business.waiting(NAME)} == {answers}


async def test_what_is_refused_is_not_put_again_before_tomorrow(business: Business):
    first = (await business.work("fulfillment"))[NAME]
    assert "say at which tax rate" in first.refused["SO-1"]
    assert (await business.work("fulfillment"))[NAME].refused == {}
    business.now += timedelta(days=1)
    assert (await business.work("fulfillment"))[NAME].refused.keys() == {"SO-1"}


async def test_there_is_a_budget_of_drafts_for_each_day(
    business: Business, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(occasions, "A_DAY", 1)
    for _ in range(3):
        await business.work("receivables")
    assert len(await business.waiting(NAME)) == 1


async def test_every_look_is_in_the_ledger_with_its_agent(business: Business):
    report = (await business.work("receivables"))[NAME]
    entries = await business.store.ledger(trade.TENANT, report.trace)
    looks = [e for e in entries if e.get("what") == "verdict" and e["agent"] == NAME]
    assert {e["tool"] for e in looks} >= {"look_invoice", "look_match", "look_remind"}
    assert {e["surface"] for e in looks} == {"agent"}


async def test_only_agents_that_read_what_happened_are_woken(business: Business):
    assert set(await business.work("payables")) == {"payables-agent"}


async def test_old_news_and_their_own_drafts_wake_nobody(business: Business):
    facts = await business.store.page(trade.TENANT, 0)
    business.now += timedelta(hours=2)
    await business.runner.heard(trade.TENANT, facts)
    assert await business.waiting() == []
    business.now -= timedelta(hours=2)
    drafted = [fact for fact in facts if fact.stream.startswith("member")]
    await business.runner.heard(trade.TENANT, drafted)
    assert await business.waiting() == []


async def test_a_fault_in_one_agent_keeps_none_of_the_others_from_working(business: Business):
    def broken(today: Any) -> Any:
        yield []
        raise ZeroDivisionError("a slip in a rule")

    rule = Rule(name="broken", says="Nothing.", reads=("receivables",), look=broken)
    faulty = replace(receivables, rules=(rule,))
    business.runner.agents = (faulty, *business.runner.agents)
    reports = await business.runner.run(trade.TENANT)
    assert reports[0].rests.startswith("it gave up")
    assert await business.waiting(NAME)


async def test_the_daily_look_is_made_once_a_day(business: Business):
    await business.runner.daily()
    made = len(await occasions_of(business))
    assert made
    for row in await business.waiting():
        await business.reject(row.draft)
    await business.runner.daily()
    assert len(await occasions_of(business)) == made
    assert not [row for row in await business.waiting() if row.status in OPEN]


async def test_what_a_person_has_drafted_already_is_not_drafted_beside_it(business: Business):
    match = {"payment": "CP-1", "invoice": "INV-2", "amount": "10"}
    who = trade.caller("staff", agent="")
    mine = await business.tools.call(who, "draft_payment_allocation", match)
    assert mine["outcome"] == "answered"
    await business.work("receivables")
    assert not [row for row in await business.waiting(NAME) if "match CP-1" in row.occasion]
    await business.reject(mine["content"]["draft"])
    await business.work("receivables")
    assert [row for row in await business.waiting(NAME) if "match CP-1" in row.occasion]


async def test_a_runner_that_sleeps_hears_nothing(business: Business):
    business.runner.asleep = True
    await business.runner.heard(trade.TENANT, await business.store.page(trade.TENANT, 0))
    assert await occasions_of(business) == []
