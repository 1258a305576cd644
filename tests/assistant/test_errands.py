"""One sentence drafts a letter for each that is due; people sign them together."""

from collections import Counter
from typing import Any

import pytest

from domain.agents.reminding import remind
from domain.customers.consent import WithdrawConsent
from domain.customers.customer_events import ChangeCustomer
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Cause
from tests.assistant.agents.test_letters import against
from tests.proving.test_own_details import OWNER, Business, business  # noqa: F401 — a fixture.
from tests.steps import on
from tests.trade import TODAY, caller
from tools import errands

BY = Cause(("tests",))
ALL = "send all reminders that are due"


async def asked_of(house: Business) -> Counter[tuple[str, str]]:
    """By which tool, about which record, everything that waits was drafted."""
    found = Counter[tuple[str, str]]()
    for row in (await house.handler.rows(drafts.where(DraftRow.status == "waiting"))).rows:
        proposal = (await house.handler.draft(row.draft)).proposal
        assert proposal is not None
        first, *_ = proposal.asked.values()
        found[proposal.tool, str(first)] += 1
    return found


async def suggested(house: Business) -> Counter[tuple[str, str]]:
    """What the agent would draft today."""
    rule = remind(TODAY)
    asked = next(rule)
    try:
        while True:
            asked = rule.send(await house.handler.many(asked))
    except StopIteration as done:
        return Counter((each.tool, each.arguments["invoice"]) for each in done.value)


async def test_each_reminder_that_is_due_becomes_the_draft_that_the_agent_would_make(
    business: Business,  # noqa: F811
) -> None:
    before = await asked_of(business)
    expected = await suggested(business)
    found = await business.told("owner", ALL)
    assert found["kind"] == "draft" and len(expected) == 3
    assert await asked_of(business) - before == expected
    assert found["text"] == "3 reminders are drafted. Nothing is sent until somebody signs."
    assert len(found["view"]["cards"]) == 3 and "errands" not in found


async def test_none_is_drafted_twice_whoever_drafted_the_first(
    business: Business,  # noqa: F811
) -> None:
    await business.told("owner", "send a reminder for INV-9")
    first = await business.told("owner", ALL)
    assert first["text"].endswith("1 was left: 1 with a draft that waits for a signature already.")
    drafted = await asked_of(business)
    again = await business.told("owner", ALL)
    assert again["kind"] == "answer" and again["text"].startswith("No reminders are drafted. 3")
    assert await asked_of(business) == drafted and max(drafted.values()) == 1


async def test_who_cannot_or_must_not_be_written_to_is_left_with_the_reason(
    business: Business,  # noqa: F811
) -> None:
    no = against("accounts").model_copy(update={"customer": "VELO", "name": "Zugvogel Velo"})
    assert isinstance(no, WithdrawConsent)
    await business.handler.record([on(no, "VELO")], BY)
    await business.handler.record([on(ChangeCustomer(email=""), "ROSSI")], BY)
    found = await business.told("owner", ALL)
    assert "to somebody who wants no letters about the account by e-mail" in found["text"]
    assert "without an e-mail address" in found["text"]
    left = {row["customer"]: row["left"] for row in found["rows"] if row["left"]}
    assert left.keys() == {"VELO", "ROSSI"}
    assert not {about for _, about in await asked_of(business)} & {"INV-9"}


async def test_no_more_at_a_time_than_one_can_read_and_the_rest_is_told(
    business: Business,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(errands, "AT_A_TIME", 2)
    found = await business.told("owner", ALL)
    assert len(found["drafts"]) == 2
    assert found["text"].endswith("1 was left: 1 over 2 at a time.")
    rest = await business.told("owner", ALL)
    assert len(rest["drafts"]) == 1, "The rest is drafted when it is asked for again."


async def test_many_drafts_of_one_sentence_are_read_and_signed_in_one_table(
    business: Business,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.together.CARDS", 2)
    found = await business.told("owner", ALL)
    table = found["view"]["batch"]
    assert [row["id"] for row in table["batch"]] == found["drafts"]
    manager = caller("manager", agent="")
    for row in (await business.desk.batch(manager, found["drafts"]))["batch"]:
        done = await business.decided(manager, row)
        assert done["ok"], done
    over = await business.told("owner", ALL)
    assert over["text"] == "No reminder is due."


async def test_each_customer_that_owes_something_gets_one_statement_a_month(
    business: Business,  # noqa: F811
) -> None:
    found = await business.told("owner", "send this month's statements")
    assert found["kind"] == "draft" and len(found["drafts"]) == 3, found["text"]
    assert len({row["customer"] for row in found["rows"]}) == 3
    for name in found["drafts"]:
        card = await business.desk.card(OWNER, name)
        done = await business.decided(caller("manager", agent=""), card)
        assert done["ok"], done
    again = await business.told("owner", "send this month's statements")
    assert again["drafts"] == []
    assert again["text"].endswith("3 were left: 3 sent this month already.")


@pytest.mark.parametrize(
    "said", ["send the statements of October 2026", "send last month's statements"]
)
async def test_a_statement_of_the_past_is_refused(
    business: Business,  # noqa: F811
    said: str,
) -> None:
    found = await business.told("owner", said)
    assert found["kind"] == "refusal" and found["code"] == "statements_are_of_today", found["text"]


async def test_a_customer_sends_no_reminders(business: Business) -> None:  # noqa: F811
    found: Any = await business.told("martin", ALL)
    assert found["drafts"] == [] and found["kind"] in ("unknown", "refusal")
