"""What of a result leaves is decided by its declared fields, before any text exists."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from domain.catalog import EVENTS
from domain.kernel import Internal, Message, Personal, Public, Secret, Sensitivity
from domain.preview import Foreseen
from guardrails.redaction.buckets import bucket, ending
from guardrails.redaction.classes import WITHHELD, Exit, forms, highest
from guardrails.redaction.policy import Policy, Treatment, Where
from guardrails.redaction.previews import on_card
from guardrails.redaction.shapes import is_open, models_in
from mcp_servers.menu import FUNCTIONS


class Contact(Message):
    name: Personal[str]
    role: Public[str] = "buyer"


class Price(Message):
    price: Internal[Decimal]
    unit: Public[Literal["EA", "BOX"]] = "EA"


class Result(Message):
    title: Public[str] = ""
    contacts: Internal[tuple[Contact, ...]] = ()
    hands: Personal[tuple[str, ...]] = ()
    account: Secret[str | None] = None
    accounts: Internal[tuple[Secret[str], ...]] = ()
    price: Internal[Price | None] = None
    due: Public[date | None] = None
    totals: Internal[dict[str, str] | None] = None
    anything: Internal[Any] = None
    table: Internal[dict[str, Any] | None] = None
    undeclared: str = ""
    owner: Personal[Contact | None] = None


CONTENT = {
    "title": "free words",
    "contacts": [{"name": "Ada", "role": "buyer"}],
    "hands": ["Ada", "Bob"],
    "account": "DE89370400440532013000",
    "accounts": ["DE89370400440532013000"],
    "price": {"price": "1234.50", "unit": "EA"},
    "due": "2026-01-01",
    "totals": {"of words": "words"},
    "anything": "who knows",
    "table": {"a": 1, "b": "who knows"},
    "undeclared": "words",
    "owner": {"name": "Ada", "role": "buyer"},
    "smuggled": "not a field",
}


def leaving(where: Where, policy: Policy | None = None) -> dict[str, Any]:
    door = Exit(policy or Policy(), where, lambda text: f"~{text}", lambda value: f"<{value}>")
    return door.message(Result, CONTENT)


def test_outside_every_field_is_treated_by_its_class():
    assert leaving(Where.PERMITTED) == {
        "title": "~free words",
        "contacts": [{"name": "<Ada>", "role": "~buyer"}],
        "hands": ["<Ada>", "<Bob>"],
        "account": WITHHELD,
        "accounts": [WITHHELD],
        "price": {"price": "1234.50", "unit": "EA"},
        "due": "2026-01-01",
        "totals": {"~of words": "~words"},
        "anything": WITHHELD,
        "table": {"~a": WITHHELD, "~b": WITHHELD},
        "undeclared": "~words",
        "owner": WITHHELD,
    }


def test_a_local_model_reads_everything_but_secrets_and_what_is_no_field():
    told = leaving(Where.LOCAL)
    assert told["account"] == "…3000"
    assert told["accounts"] == ["…3000"]
    assert told["hands"] == ["~Ada", "~Bob"]
    assert told["anything"] == "~who knows"
    assert "smuggled" not in told


def test_elsewhere_only_what_is_public_is_read():
    told = leaving(Where.ELSEWHERE)
    assert told["title"] == "~free words"
    assert told["hands"] == [WITHHELD, WITHHELD]
    assert told["undeclared"] == WITHHELD
    assert told["totals"] == {WITHHELD: WITHHELD}


def test_a_tenant_can_have_a_figure_told_by_its_range():
    told = leaving(Where.PERMITTED, Policy(fields={"Price.price": Treatment.BUCKET}))
    assert told["price"]["price"] == "1,000 to 2,000"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_a_figure_lies_in_its_range(figure: Decimal):
    told = bucket(figure)
    assert told is not None
    if figure:
        low, high = (abs(Decimal(each.replace(",", ""))) for each in told.split(" to "))
        assert low <= abs(figure) < high


@pytest.mark.parametrize("value", ["words", "", True, None, "NaN", [1]])
def test_what_is_no_figure_has_no_range(value: Any):
    assert bucket(value) is None


def test_an_ending_is_never_more_than_half():
    assert ending("DE89 3704") == "…3704"
    assert ending("1234") == "…34"
    assert ending("1") == "…"


def test_a_message_is_as_sensitive_as_its_strictest_part():
    assert highest(Contact) is Sensitivity.PERSONAL
    assert highest(Result) is Sensitivity.SECRET
    assert highest(Price) is Sensitivity.INTERNAL


TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools]
OPEN = {"Foreseen.fields", "Change.key", "Change.before", "Change.after"}
"""Fields of a draft's card whose type is named beside them, or which do not leave."""


def open_fields(model: type[BaseModel]) -> set[str]:
    found = set[str]()
    for name, form in forms(model).items():
        inner = models_in(form.annotation)
        if is_open(form.annotation):
            found.add(f"{model.__name__}.{name}")
        found |= {each for part in inner if part is not model for each in open_fields(part)}
    return found


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_no_tool_answers_with_a_field_of_which_nothing_is_known(tool: Any):
    assert open_fields(tool.result) <= OPEN


CARDED = {"account": {"account": "DE89370400440532013000", "bank": "Sparkasse"}}


def test_a_value_that_is_not_of_its_declared_type_does_not_leave():
    door = Exit(Policy(), Where.PERMITTED, str, str)
    odd = {"price": "a price", "title": {"a": "b"}, "due": ["x"], "contacts": "Ada"}
    assert door.message(Result, odd) == {
        "price": WITHHELD,
        "title": {"a": WITHHELD},
        "due": [WITHHELD],
        "contacts": WITHHELD,
    }


def test_the_account_in_a_drafts_facts_does_not_leave():
    door = Exit(Policy(), Where.PERMITTED, str, lambda value: "<PERSON_1>", on_card)
    told = door.message(Foreseen, {"type": "BankDetailsChanged", "fields": CARDED})
    assert "BankDetailsChanged" in EVENTS
    assert "DE89" not in str(told)
    assert "Sparkasse" in str(told)
    unheard = door.message(Foreseen, {"type": "Unheard", "fields": CARDED})
    assert "DE89" not in str(unheard)
    assert "Sparkasse" not in str(unheard)
