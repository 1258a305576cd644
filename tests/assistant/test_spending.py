"""A model's cost is reserved before each call, settled after it, and told when it nears its end."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from assistant.records import Tenant
from assistant.spending import Estimate, Exhausted, Reservation, Spending
from domain.governance.budget import BudgetUsed, SetBudget, budget
from domain.governance.ceiling import Ceiling
from domain.kernel import Cause, Step
from domain.store.memory_spending import MemorySpending
from guardrails.prices import Usage
from mcp_servers.menu import FUNCTIONS
from tests.trade import NOON, TENANT, caller, house_in, in_memory

TOOLS = {tool.name: tool for menu in FUNCTIONS for tool in menu.tools}
CALL = Estimate("claude-sonnet-4-5", Usage(input=100_000, output=20_000))  # 0.60
NOTHING = Usage()


@pytest.fixture
async def house():
    return await house_in(in_memory())


@pytest.fixture
def spending(house):
    async def tenant(name: str) -> Tenant:
        return Tenant(name, "Bellavier", "EUR", "Europe/Paris")

    async def write(name: str, steps: Any, by: tuple[str, ...]) -> None:
        await house.handler(name).record(steps, Cause(by))

    return Spending(MemorySpending(lambda: NOON), house.handler, tenant, write, lambda: NOON)


async def allow(house, whose: str = "business", **limits: Any) -> None:
    ceiling = Ceiling(**limits, currency="EUR")
    step = Step(budget.stream(whose), SetBudget(whose=whose, ceiling=ceiling))
    await house.handler(TENANT).record([step], Cause(("olivia",)))


async def reserved(spending) -> Reservation:
    found = await spending.reserve(caller(), "assistant", CALL)
    assert isinstance(found, Reservation), found
    return found


async def alerts(house, whose: str = "business") -> list[BudgetUsed]:
    history = await house.handler(TENANT).history(budget.stream(whose))
    return [fact.event for fact in history if isinstance(fact.event, BudgetUsed)]


async def test_a_call_is_counted_for_the_business_the_person_and_the_agent(house, spending):
    await spending.reconcile(await reserved(spending), CALL.usage)
    found = {use["whose"]: use for use in await spending.used(TENANT, ["2026-11"])}
    assert set(found) == {"business", "person.buyer", "agent.assistant"}
    assert {use["spent"] for use in found.values()} == {Decimal("0.60")}
    assert {use["tokens"] for use in found.values()} == {120_000}


async def test_a_call_that_was_not_made_gives_everything_back(house, spending):
    await spending.reconcile(await reserved(spending), NOTHING)
    [business] = [u for u in await spending.used(TENANT, ["2026-11"]) if u["whose"] == "business"]
    assert (business["spent"], business["reserved"], business["tokens"]) == (0, 0, 0)


async def test_when_the_budget_is_gone_the_person_is_told_what_still_works(house, spending):
    await allow(house, month=Decimal(1))
    await spending.reconcile(await reserved(spending), CALL.usage)
    found = await spending.reserve(caller(), "assistant", CALL)
    assert isinstance(found, Exhausted)
    assert "€1.00" in found.sentence and "forms still work" in found.sentence


@pytest.mark.parametrize("whose", ["person.buyer", "agent.assistant"])
async def test_the_budget_of_one_stops_nobody_else(house, spending, whose):
    await allow(house, whose, month=Decimal("0.10"))
    assert isinstance(await spending.reserve(caller(), "assistant", CALL), Exhausted)
    assert isinstance(await spending.reserve(caller("staff"), "other", CALL), Reservation)


async def test_80_and_100_hundredths_are_each_on_record_once(house, spending):
    await allow(house, month=Decimal("1.30"))
    await spending.reconcile(await reserved(spending), CALL.usage)
    assert await alerts(house) == []
    await spending.reconcile(await reserved(spending), CALL.usage)
    assert [event.share for event in await alerts(house)] == [80]
    for _ in range(3):
        await spending.reserve(caller(), "assistant", CALL)
    assert [event.share for event in await alerts(house)] == [80, 100]


async def test_what_is_nearly_used_is_told_with_the_reservation(house, spending):
    await allow(house, month=Decimal("2.00"))
    for _ in range(3):
        await spending.reconcile(await reserved(spending), CALL.usage)
    assert (await spending.reserve(caller(), "assistant", CALL)).key == "business 2026-11 100"
    small = replace(CALL, usage=Usage(input=1000))
    found = await spending.reserve(caller(), "assistant", small)
    assert found.notice.startswith("90 % of the model budget of the business")


async def test_without_a_signed_budget_the_shipped_tokens_bound_a_day(house, spending):
    huge = replace(CALL, usage=Usage(input=600_000))
    found = await spending.reserve(caller(), "assistant", huge)
    assert isinstance(found, Exhausted) and "500,000 tokens" in found.sentence
    assert await alerts(house) == []


async def test_a_model_out_of_budget_reads_and_no_longer_drafts(house, spending):
    await allow(house, month=Decimal(0))
    rich = replace(house, purse=spending)
    visit = rich.visit(caller("owner"), model="claude-sonnet-4-5", trace="t")
    stop = await visit.use(TOOLS["draft_agent_stop"], {"agent": "assistant"})
    assert (stop.outcome, stop.code) == ("denied", "A3")
    assert (await visit.use(TOOLS["list_agents"], {})).outcome == "answered"
    by_sentence = rich.visit(caller("owner"), trace="t")
    found = await by_sentence.use(TOOLS["draft_agent_stop"], {"agent": "assistant"})
    assert found.outcome == "answered"


async def test_the_list_of_budgets_shows_what_is_used(house, spending):
    await allow(house, month=Decimal("1.00"))
    await spending.reconcile(await reserved(spending), CALL.usage)
    visit = replace(house, purse=spending).visit(caller("admin"), trace="t")
    found = await visit.use(TOOLS["list_model_budgets"], {})
    assert found.content["headline"] == (
        "In November 2026 the model has used €0.60 of €1.00 of the business."
    )
    first, *_ = found.content["rows"]
    assert (first["whose"], first["span"], first["state"]) == (
        "the business",
        "this month",
        "open",
    )
