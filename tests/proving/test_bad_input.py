"""Whatever is typed into any field of any draft, the answer is clear and the business stands."""

import re
from typing import Any

import pytest

from domain import catalog
from domain.store.memory import MemoryStore
from guardrails.call import Answer
from guardrails.caller import Caller
from mcp_servers.visit import House
from tests.proving.requests import ABSURD, DRAFTS, GOOD, HOSTILE, NO_DAYS, NUMBERS, fields
from tests.trade import TENANT, caller, house_in, in_memory
from tools.toolkit import Tool

INVISIBLE = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
NOTHING_TO_DO = (  # Nothing here is on hold, granted, off, earned, or connected, or went wrong.
    "draft_order_release",
    "draft_authority_restore",
    "draft_switch_on",
    "draft_standing_order",
    "draft_standing_order_end",
    "draft_incident_note",
    "draft_incident_close",
    "draft_connector",
    "draft_connector_tool",
    "draft_connector_tool_stop",
    "draft_connector_end",
    "draft_customer_access_end",
    "draft_absence_end",
    "draft_taking_up",
    "draft_letting_go",
    "draft_quiet_hours_end",
    "draft_quiet_day_end",
    "draft_single_messages",
    "draft_channel_route_end",
)
LONGEST = 600  # Characters that a person reads before looking for the next mistake.
of_every_draft = pytest.mark.parametrize("tool", DRAFTS, ids=lambda tool: tool.name)


@pytest.fixture
def store() -> MemoryStore:
    return in_memory()


@pytest.fixture
async def house(store: MemoryStore) -> House:
    return await house_in(store)


def asker(tool: Tool) -> Caller:
    """A customer's own person for what is theirs alone; the owner for everything else."""
    if tool.audience != "customers":
        return caller("owner")
    return caller("dealer", user="martin", customer="MARTIN")


async def ask(house: House, tool: Tool, arguments: dict[str, Any]) -> Answer:
    answer = await house.visit(asker(tool)).use(tool, arguments)
    assert answer.outcome in ("answered", "refused", "invalid"), answer
    if answer.outcome != "answered":
        assert answer.code and answer.reason.endswith((".", "?")), answer.reason
        assert len(answer.reason) < LONGEST
        assert not INVISIBLE.search(answer.reason)
    return answer


async def facts_of(store: MemoryStore) -> list[str]:
    found = await store.page(TENANT, 0, 10_000)
    return [str(fact.event) for fact in found if not fact.stream.startswith("draft-")]


def rows_are_sound(store: MemoryStore) -> None:
    kept = store.kept[TENANT]
    for projection in catalog.PROJECTIONS:
        assert kept.rows[projection.name] == projection.fold({}, kept.facts)


@of_every_draft
async def test_the_good_request_is_good(house: House, tool: Tool) -> None:
    answer = await ask(house, tool, dict(GOOD[tool.name]))
    if answer.outcome == "refused":
        assert tool.name in NOTHING_TO_DO, answer.reason


@of_every_draft
async def test_nothing_that_is_typed_into_a_text_does_harm(
    house: House, store: MemoryStore, tool: Tool
) -> None:
    before = await facts_of(store)
    for field in fields(tool):
        for text in HOSTILE:
            answer = await ask(house, tool, {**GOOD[tool.name], field: text})
            assert not INVISIBLE.search(str(answer.content)), (field, text)
    assert await facts_of(store) == before
    rows_are_sound(store)


@of_every_draft
async def test_no_absurd_number_becomes_a_draft(
    house: House, store: MemoryStore, tool: Tool
) -> None:
    before = await facts_of(store)
    accepted = [
        (field, text)
        for field in fields(tool, *NUMBERS)
        for text in ABSURD
        if (await ask(house, tool, {**GOOD[tool.name], field: text})).outcome == "answered"
    ]
    nothing = {("damaged", "0"), ("damaged", "-0")}  # None of them are damaged.
    assert set(accepted) <= nothing | zeros(tool), accepted
    assert await facts_of(store) == before


def zeros(tool: Tool) -> set[tuple[str, str]]:
    """Where zero says something: nothing lies there, nothing is reserved, free, or allowed."""
    meant = {
        "draft_purchase_order": ("price",),
        "draft_order_change": ("price",),
        "draft_stock_count": ("quantity",),
        "draft_model_worth": ("rate",),
        "draft_supplier_invoice": ("net", "tax"),
        "draft_customer_invoice": ("tax_rate",),
        "draft_credit_limit": ("limit",),
        "draft_reorder_point": ("quantity", "up_to"),
        "draft_sourcing_terms": ("price", "min_order", "lead_days"),
        "draft_new_supplier": ("payment_days",),
        "draft_new_customer": ("payment_days",),
        "draft_dealer_application": ("payment_days",),
        "draft_dealer_approval": ("payment_days",),
        "draft_customer_change": ("payment_days",),
        "draft_new_item": ("cost",),
        "draft_authority_grant": ("limit",),
        "draft_model_budget": ("amount", "tokens"),
        "draft_signing_limits": ("independent_above", "two_above"),
        "draft_agent_passport": ("limit",),
    }.get(tool.name, ())
    return {(field, zero) for field in meant for zero in ("0", "-0")}


@of_every_draft
async def test_a_day_that_does_not_exist_is_said_to_be_none(house: House, tool: Tool) -> None:
    for field in fields(tool, "day"):
        for text in NO_DAYS:
            answer = await ask(house, tool, {**GOOD[tool.name], field: text})
            assert (answer.outcome, answer.code) == ("invalid", field)
            assert "day" in answer.reason


@of_every_draft
async def test_an_argument_of_another_kind_is_invalid(house: House, tool: Tool) -> None:
    for field in (*fields(tool), *fields(tool, *NUMBERS, "day")):
        for value in ([], {}, [1, 2], {"$ne": 1}, None):
            answer = await ask(house, tool, {**GOOD[tool.name], field: value})
            optional = value is None and field not in tool.input_schema.get("required", ())
            none = value == [] and field in ("lines", "taxes")  # A paper may list nothing.
            assert answer.outcome != "answered" or optional or none, (field, value)


@of_every_draft
async def test_a_number_of_four_hundred_digits_is_none(house: House, tool: Tool) -> None:
    for field in fields(tool, *NUMBERS, "day", "purchase_order"):
        answer = await ask(house, tool, {**GOOD[tool.name], field: 10**400})
        assert answer.outcome != "answered", field
