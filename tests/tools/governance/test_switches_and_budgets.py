"""Budgets and switches are read and drafted like everything else, and take effect when signed."""

from typing import Any

from tests.tools.conftest import TOOLS
from tests.trade import caller


async def test_without_a_signed_budget_the_shipped_tokens_are_shown(reply: Any) -> None:
    found = await reply("list_model_budgets")
    assert found["headline"] == (
        "In November 2026 the model has used 0 of 5,000,000 tokens of the business."
    )
    assert {row["origin"] for row in found["rows"]} == {"shipped"}


async def test_a_budget_needs_another_hand_and_keeps_what_nobody_spoke_of(
    ask: Any, sign: Any, reply: Any
) -> None:
    drafted = await ask("draft_model_budget", "admin", amount="50", span="month")
    assert drafted.content["preview"]["requirement"]["independent"] is True
    assert (await sign(drafted.content["draft"], "admin")).code == "A13"
    await sign(drafted.content["draft"], "owner")
    found = await reply("list_model_budgets")
    assert found["headline"] == (
        "In November 2026 the model has used €0.00 of €50.00 and 0 of 5,000,000 tokens of the "
        "business."
    )


async def test_an_agent_and_a_person_have_a_budget_of_their_own(ask: Any, settled: Any) -> None:
    await settled("draft_model_budget", agent="assistant", tokens="100000", span="day")
    await settled("draft_model_budget", person="buyer", amount="5 EUR")
    found = (await ask("list_model_budgets", "admin")).content
    assert {row["whose"] for row in found["rows"]} == {
        "the business",
        "the agent assistant",
        "buyer",
    }


async def test_a_budget_that_cannot_be_meant_is_refused(ask: Any) -> None:
    for wrong, code in (
        ({"amount": "50 USD"}, "wrong_currency"),
        ({"tokens": "5 KG"}, "wrong_unit"),
        ({"amount": "5", "agent": "nobody"}, "unknown_agent"),
        ({"amount": "5", "person": "nobody"}, "unknown_member"),
        ({"amount": "5", "person": "buyer", "agent": "assistant"}, "two_accounts"),
    ):
        found = await ask("draft_model_budget", "admin", **wrong)
        assert (found.outcome, found.code) == ("refused", code)


async def test_drafting_by_agents_stops_with_the_next_call_and_people_still_sign(
    ask: Any, sign: Any, ask_by_hand: Any
) -> None:
    waiting = await ask("draft_agent_stop", "admin", agent="assistant")
    off = await ask("draft_switch_off", "admin", capability="drafting", reason="Odd drafts")
    assert (await sign(off.content["draft"], "admin")).outcome == "answered"
    denied = await ask("draft_model_budget", "admin", amount="5")
    assert (denied.outcome, denied.code) == ("denied", "A10")
    assert denied.reason == (
        "Denied: Drafting by agents is switched off: Odd drafts. "
        "Questions are still answered, and drafts that wait can still be signed."
    )
    assert (await ask("list_switches", "admin", capability="drafting")).content["headline"] == (
        "Switched off: Drafting by agents. Reason: Odd drafts"
    )
    assert (await ask_by_hand("draft_model_budget", "admin", amount="5")).outcome == "answered"
    assert (await sign(waiting.content["draft"], "owner")).outcome == "answered"


async def test_what_is_off_comes_on_again_by_two_hands(ask: Any, sign: Any, house: Any) -> None:
    off = await ask("draft_switch_off", "admin", capability="drafting")
    await sign(off.content["draft"], "admin")
    on = await ask("draft_switch_on", "admin", capability="drafting")
    assert (await sign(on.content["draft"], "admin")).code == "A13"
    assert (await sign(on.content["draft"], "owner")).outcome == "answered"
    assert (await ask("draft_model_budget", "admin", amount="5")).outcome == "answered"
    assert (await ask("draft_switch_on", "admin", capability="model")).code == "on_already"


async def test_a_model_that_is_off_calls_no_tool_and_sentences_still_do(
    ask: Any, sign: Any, house: Any
) -> None:
    off = await ask("draft_switch_off", "admin", capability="model", reason="Too dear")
    await sign(off.content["draft"], "admin")
    by_model = house.visit(caller("admin"), model="claude", trace="t")
    found = await by_model.use(TOOLS["list_agents"], {})
    assert (found.outcome, found.code) == ("denied", "A10")
    assert (await ask("list_agents", "admin")).outcome == "answered"


async def test_an_incident_is_reported_noted_and_closed(ask: Any, settled: Any) -> None:
    assert (await ask("draft_incident_close", "admin")).code == "not_open"
    await settled("draft_incident_report", reason="It drafted nonsense")
    await settled("draft_incident_note", note="Three drafts were rejected")
    found = (await ask("list_incidents", "admin")).content
    assert found["headline"] == "There is 1 incident, 1 of them open."
    assert found["rows"][0]["notes"] == "Three drafts were rejected"
    await settled("draft_incident_close", kind="reported", reason="A wrong price list")
    found = (await ask("list_incidents", "admin")).content
    assert (found["rows"][0]["status"], found["rows"][0]["finding"]) == (
        "closed",
        "A wrong price list",
    )


async def test_undoing_a_signed_budget_brings_the_shipped_one_back(
    settled: Any, undone: Any, reply: Any
) -> None:
    number = await settled("draft_model_budget", amount="50")
    await undone(number)
    assert {row["origin"] for row in (await reply("list_model_budgets"))["rows"]} == {"shipped"}
