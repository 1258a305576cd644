"""What needs somebody is found over all functions, put off, looked after and escalated."""

from datetime import timedelta
from typing import Any

import pytest

from assistant.approvals import Approvals
from assistant.waiting import Waiting
from domain import catalog
from domain.analysis.attention.matter import Source
from domain.analysis.attention.sources import SOURCES
from domain.governance.attention import LookAfter, PutOff, attention
from domain.governance.authority import Authority
from domain.governance.member import DisableMember, member
from domain.governance.passport import SHIPPED, IssuePassport, passport
from domain.kernel import Step, function_of
from tests.asking import matters
from tests.assistant.attended import (
    BUSINESS,
    about,
    drafted,
    every,
    person,
    record,
    signed,
    view,
)
from tests.assistant.model.conftest import Talk, detectors, talk
from tests.needs import NEEDS
from tests.trade import NOON, TENANT, TODAY, house_in, in_memory

__all__ = ["detectors", "talk"]


@pytest.fixture
async def house() -> Any:
    return await house_in(in_memory())


def test_every_function_of_the_business_has_a_source() -> None:
    functions = {function_of(kind) for each in catalog.DECIDERS for kind in each.accepts}
    assert {source.function for source in SOURCES} == functions


def test_every_source_says_what_it_finds_who_looks_after_it_and_how_all_is_listed() -> None:
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    for source in SOURCES:
        assert source.finds.endswith(".") and source.lists and source.roles
        queries = source.ask(TODAY)
        assert all(query.limit <= 500 and not query.counted for query in queries), source.name
        assert Authority().of(source.roles, source.function, "read"), source.name


async def test_gaps_of_every_kind_stand_in_one_ranked_list(house: Any) -> None:
    found = await view(house)
    assert found["lead"]["sentence"] == "INV-4 of Anna Maier is 97 days late."
    assert found["lead"]["because"] == (
        "It comes first because €400.00 is at stake and it is overdue by 4 weeks."
    )
    assert found["lead"]["says"] == "Send the next reminder for INV-4"
    assert about(found, "overdue_invoices") == ["INV-4", "INV-1"]
    assert about(found, "late_purchase_orders") == ["PO-3"]
    assert about(found, "late_sales_orders") == ["SO-1"]
    assert about(found, "fillable_back_orders") == ["SO-1"]
    assert about(found, "orders_to_bill") == ["SO-1"]
    assert about(found, "payments_without_invoice") == ["CP-1", "CP-2"]
    assert about(found, "invoices_without_order") == ["INV-4", "INV-1", "INV-2", "INV-3"]
    assert about(found, "dealer_applications") == ["C-2"]
    assert about(found, "unanswered_tickets") == ["T-1"]
    assert about(found, "below_reorder_point") == ["LOCK"]
    assert found["needs"] == len(found["rows"]) + 1


async def test_an_invoice_of_an_order_that_nobody_knows_is_told_apart(house: Any) -> None:
    found = await view(house, function="receivables")
    told = [row["title"] for row in found["rows"]]
    assert "INV-2 to Pelletteria Rossi names SO-7, which is not on record" in told
    assert "INV-3 to Pelletteria Rossi names no order" in told


async def test_one_function_is_asked_by_itself(house: Any) -> None:
    found = await view(house, function="procurement")
    assert every(found) == {"PO-3"}
    counted = {each["function"]: each["count"] for each in found["functions"]}
    assert (counted["procurement"], counted["receivables"]) == (1, None)


async def test_nobody_sees_what_their_role_may_not_read(house: Any) -> None:
    found = await view(house, "artisan")
    kinds = {row["function"] for row in found["rows"]}
    assert kinds <= {"procurement", "inventory"}
    assert found["needs"] == 0, "an artisan may read it, and others look after it"
    assert (await view(house, "admin"))["lead"]["action_label"] == "Show CON-7"


async def test_what_is_put_off_returns_on_its_day(house: Any) -> None:
    until = TODAY + timedelta(days=2)
    put_off = PutOff(about="PO-3", user="owner", until=until)
    await record(house, Step(attention.stream("PO-3"), put_off))
    assert "PO-3" not in every(await view(house))
    assert "PO-3" in every(await view(house, "manager")), "it is the owner's own"
    waiting = Waiting(house.handler)
    later = await waiting.view(person("owner"), NOON + timedelta(days=2), BUSINESS)
    assert "PO-3" in every(later)


async def test_what_somebody_looks_after_needs_nobody_else(house: Any) -> None:
    keep = LookAfter(about="INV-4", user="manager")
    await record(house, Step(attention.stream("INV-4"), keep))
    found = await view(house)
    assert found["lead"]["row"]["about"] != "INV-4"
    [row] = [row for row in found["rows"] if row["kind"] == "overdue_invoices" and not row["mine"]]
    assert "manager looks after it" in row["detail"]
    assert (await view(house, "manager"))["lead"]["row"]["about"] == "INV-4"


async def test_a_draft_that_waits_too_long_is_escalated_once_for_each_step(house: Any) -> None:
    draft = await drafted(house)
    approvals = Approvals(house.handler, house.gate)
    assert await approvals.escalate(TENANT, NOON + timedelta(hours=2)) == 0
    late = NOON + timedelta(hours=40)
    assert await approvals.escalate(TENANT, late) == 1
    assert await approvals.escalate(TENANT, late) == 0
    row = await house.handler(TENANT).draft_row(draft)
    assert row and (row.escalated_to, row.status) == ("owner", "waiting")
    waiting = Waiting(house.handler)
    found = await waiting.view(person("owner"), late, BUSINESS)
    [shown] = [each for each in ([found["lead"]["row"]] + found["rows"]) if each["draft"] == draft]
    assert "escalated to Owner" in shown["detail"]


async def test_an_escalated_draft_expires_as_before_and_is_never_signed_by_the_house(
    house: Any,
) -> None:
    draft = await drafted(house)
    approvals = Approvals(house.handler, house.gate)
    await approvals.escalate(TENANT, NOON + timedelta(hours=40))
    assert await approvals.expire(TENANT, NOON + timedelta(days=9)) == 1
    assert await approvals.escalate(TENANT, NOON + timedelta(days=9)) == 0
    row = await house.handler(TENANT).draft_row(draft)
    assert row and row.status == "expired"


@pytest.mark.parametrize(
    "said",
    [
        "what needs me in receivables",
        "what is the most important thing",
        "why is this first",
        "what needs me",
    ],
)
async def test_it_is_asked_for_in_words(talk: Talk, said: str) -> None:
    found = await talk.desk.ask(person("owner"), said, "c")
    assert "INV-4 of Anna Maier is 97 days late" in found["text"]
    assert found["rows"][0]["says"] == "Send the next reminder for INV-4"


async def test_an_agent_that_answers_to_a_role_is_offered_a_name_one_after_the_other(
    talk: Talk,
) -> None:
    admin, house = person("admin"), talk.desk.approvals
    found = await view(house, "admin")
    [row] = [row for row in found["rows"] if row["kind"] == "agents_without_owner"]
    assert row["title"] == "9 agents answer to a role and to nobody by name"
    assert row["says"] == "Name an owner of assistant: admin"
    drafted = await talk.desk.ask(admin, row["says"], "c")
    assert drafted["view"]["cards"][0]["title"] == "admin answers for assistant"
    outcome = await signed(house, drafted["drafts"][0], "owner")
    assert outcome.outcome == "answered", outcome
    after = await view(house, "admin")
    [row] = [row for row in after["rows"] if row["kind"] == "agents_without_owner"]
    assert row["title"] == "8 agents answer to a role and to nobody by name"
    assert row["says"] == "Name an owner of procurement-agent: buyer"


async def test_who_is_named_and_can_no_longer_sign_in_answers_for_nothing(house: Any) -> None:
    named = IssuePassport(**dict(SHIPPED["receivables-agent"]) | {"owner": "accounting"})
    await record(house, Step(passport.stream("receivables-agent"), named))
    assert "receivables-agent" not in every(await view(house, "admin"))
    await record(house, Step(member.stream("accounting"), DisableMember()))
    found = await view(house, "admin")
    [row] = [row for row in found["rows"] if row["about"] == "receivables-agent"]
    assert row["title"] == "Nobody answers for the agent receivables-agent"
    assert "accounting can no longer sign in" in row["detail"]
    assert row["says"] == "Name an owner of receivables-agent: staff"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
async def test_every_sentence_of_the_queue_is_understood(talk: Talk, source: Source) -> None:
    """One of every source, whether or not the trade has such a thing today."""
    [found] = matters(source, *NEEDS[source.name].found)
    for said in (found.says, source.lists):
        heard = await talk.desk.ask(person("owner"), said, said)
        assert heard["kind"] != "unknown", said


async def test_every_sentence_that_the_queue_shows_today_is_understood(talk: Talk) -> None:
    asked = await talk.desk.queue(person("owner"))
    for said in dict.fromkeys(row["says"] for row in asked["rows"] if not row["draft"]):
        heard = await talk.desk.ask(person("owner"), said, said)
        assert heard["kind"] != "unknown", said


@pytest.mark.parametrize(
    ("said", "tool", "arguments"),
    [
        (
            "I'm away from Monday to Friday, Anna stands in",
            "draft_absence",
            {"first": "2026-11-23", "stand_in": "Anna"},
        ),
        (
            "I am away from 1 December to 5 December and manager stands in",
            "draft_absence",
            {"first": "2026-12-01", "last": "2026-12-05", "stand_in": "manager"},
        ),
        ("snooze PO-3 until tomorrow", "draft_put_off", {"about": "PO-3", "until": "2026-11-21"}),
        ("remind me about SO-1 on Monday", "draft_put_off", {"until": "2026-11-23"}),
        ("dismiss PO-3", "draft_put_off", {"about": "PO-3", "until": "2026-11-21"}),
        ("not now: SO-1", "draft_put_off", {"about": "SO-1", "until": "2026-11-21"}),
        ("dismiss D-7", "draft_put_off", {"about": "D-7", "until": "2026-11-21"}),
        ("what is to be credited", "orders_to_credit", {}),
        ("show PRO-1", "show_promotion", {"promotion": "PRO-1"}),
        ("I look after INV-4", "draft_looking_after", {"about": "INV-4"}),
        ("what does not reconcile", "unreconciled_orders", {}),
        ("who is away", "list_absences", {}),
    ],
)
async def test_days_and_names_are_understood(
    talk: Talk, said: str, tool: str, arguments: dict[str, str]
) -> None:
    whole = await talk.desk.said(person("owner"), said, "c", None, NOON)
    act: Any = await talk.desk.orchestrator.understood(whole)
    assert act.tool == tool
    assert arguments.items() <= dict(act.arguments).items()


async def test_an_order_that_does_not_reconcile_says_which_pair_breaks(talk: Talk) -> None:
    found = await talk.desk.ask(person("owner"), "what does not reconcile", "c")
    assert found["text"].startswith("1 order does not reconcile, in 1 pair of numbers: SO-1: ")
    assert "shipped 1, invoiced 0: €165.00 not billed" in found["text"]
    [row] = found["rows"]
    assert row["pair"] == "shipped - billed"


@pytest.mark.parametrize("said", ["not now", "Dismiss it.", "put it off"])
async def test_not_now_puts_off_what_comes_first(talk: Talk, said: str) -> None:
    lead = (await talk.desk.queue(person("owner")))["lead"]
    found = await talk.desk.ask(person("owner"), said, "c")
    [card] = found["view"]["cards"]
    assert card["title"] == f"Put {lead['row']['about']} off until 21 Nov 2026"
    again = await talk.desk.ask(person("owner"), lead["later"], "d")
    assert again["kind"] == "draft"


async def test_not_now_is_about_the_one_card_that_was_shown(talk: Talk) -> None:
    drafted = await talk.desk.ask(person("owner"), "order 40 Brass turn-lock from Ostermark", "c")
    [draft] = drafted["drafts"]
    found = await talk.desk.ask(person("owner"), "not now", "c")
    assert found["view"]["cards"][0]["title"] == f"Put {draft} off until 21 Nov 2026"


async def test_what_was_put_off_is_not_first_any_more(talk: Talk) -> None:
    first = (await talk.desk.queue(person("owner")))["lead"]["row"]["about"]
    [draft] = (await talk.desk.ask(person("owner"), "not now", "c"))["drafts"]
    card = await talk.desk.draft_object(person("owner"), draft)
    await talk.desk.decide(person("owner"), draft, card["version"], card["digest"], "sign")
    assert (await talk.desk.queue(person("owner")))["lead"]["row"]["about"] != first
