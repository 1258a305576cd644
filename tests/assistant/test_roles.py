"""Every role has its grants, its step on the ladder, its words and its queue, by test."""

from typing import Any

import pytest

from assistant.accounts import demo_password
from assistant.notices import sign_ins
from assistant.settings import Settings
from domain.analysis.attention.sources import SOURCES
from domain.governance.authority import DEFAULTS
from domain.governance.member import EVERY_ROLE, OUTSIDE, ROLES, SPECIALISTS
from domain.governance.patience import LADDER
from tests.assistant.attended import person, view
from tests.assistant.model.conftest import Talk, detectors, talk
from tests.trade import house_in, in_memory

__all__ = ["detectors", "talk"]

OVER_ALL = ("owner", "manager")
"""What needs anybody needs them as well."""
WITHOUT_QUEUE = {"artisan": "They are guided by others, and answer for nothing that waits."}
CALLED = {
    "sales": ("sales", "the salesperson"),
    "warehouse": ("the warehouse", "the picker"),
    "accounting": ("accounting", "the accountant"),
}


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_every_role_has_grants_to_begin_with(role: str) -> None:
    assert [grant for grant in DEFAULTS if grant.role == role]


def test_every_role_of_the_house_stands_on_one_step_of_the_ladder() -> None:
    assert sorted(role for peers in LADDER for role in peers) == sorted(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_the_house_has_a_queue_or_a_reason_for_none(role: str) -> None:
    theirs = [source for source in SOURCES if role in source.roles]
    assert bool(theirs) is not (role in WITHOUT_QUEUE) or role in OVER_ALL
    assert {each for source in SOURCES for each in source.roles} <= {*ROLES}


@pytest.mark.parametrize("role", EVERY_ROLE)
async def test_every_role_is_asked_about_in_words(talk: Talk, role: str) -> None:
    for said in (f"what may {role} do", f"authority of {role}", f"what did {role} propose"):
        found = await talk.desk.ask(person("owner"), said, said)
        assert (found["kind"], found["arguments"]["role"]) == ("answer", role), said


@pytest.mark.parametrize("role", CALLED)
async def test_specialists_are_called_as_people_call_them(talk: Talk, role: str) -> None:
    for name in CALLED[role]:
        for said in (f"what may {name} do", f"permissions of {name} in inventory"):
            found = await talk.desk.ask(person("owner"), said, said)
            assert (found["tool"], found["arguments"]["role"]) == ("who_may_do_what", role), said
        drafted = await talk.desk.ask(
            person("owner"), f"let {name} sign up to 300 in procurement", name
        )
        assert drafted["drafts"] and drafted["arguments"]["role"] == role, name


@pytest.mark.parametrize(
    ("said", "tool"),
    [
        ("sales", "ask_sales_order_lines"),
        ("sales this month", "ask_sales_order_lines"),
        ("our sales by country", "ask_sales_order_lines"),
        ("sales of Maison Martin", "ask_sales_order_lines"),
        ("show all sales", "list_sales_orders"),
        ("account of Maison Martin", "show_customer_account"),
        ("accounts of Maison Martin", "show_customer_account"),
        ("show all accounts", "show_customer_account"),
        ("pick list", "fulfillment_queue"),
        ("what is to pick", "fulfillment_queue"),
        ("who packs", "fulfillment_queue"),
        ("pick SO-1", "draft_picking"),
        ("authority of staff", "who_may_do_what"),
        ("stock on hand", "stock_on_hand"),
    ],
)
async def test_their_names_swallow_no_other_sentence(talk: Talk, said: str, tool: str) -> None:
    found = await talk.desk.ask(person("owner"), said, said)
    assert found["tool"] == tool, found["text"]
    assert found["arguments"].get("role", "staff") == "staff"


def test_everybody_of_the_house_is_shown_how_to_sign_in(tmp_path: Any) -> None:
    told = "\n".join(sign_ins(Settings(tmp_path)))
    for role in (*ROLES, *OUTSIDE):
        assert demo_password(role) in told.split()


@pytest.mark.parametrize(
    ("role", "first", "functions"),
    [
        ("sales", "T-1", {"customers", "category", "promotions"}),
        ("warehouse", "SO-1", {"fulfillment", "inventory"}),
        ("accounting", "INV-4", {"receivables", "payables"}),
    ],
)
async def test_the_queue_of_each_begins_with_its_own(
    role: str, first: str, functions: set[str]
) -> None:
    found = await view(await house_in(in_memory()), role)
    rows = [found["lead"]["row"], *found["rows"]]
    mine = [row["mine"] for row in rows]
    assert mine == sorted(mine, reverse=True), "what is theirs stands before what is not"
    assert rows[0]["about"] == first
    assert {row["function"] for row in rows if row["mine"]} <= functions
    assert found["needs"] == sum(mine) > 1


@pytest.mark.parametrize("role", SPECIALISTS)
async def test_each_can_do_what_their_queue_says(talk: Talk, role: str) -> None:
    asked = await talk.desk.queue(person(role))
    rows = [asked["lead"]["row"], *asked["rows"]]
    says = [row["says"] for row in rows if row["mine"] and not row["draft"]]
    lists = [source.lists for source in SOURCES if role in source.roles]
    for said in dict.fromkeys((*says, *lists)):
        found = await talk.desk.ask(person(role), said, said)
        assert found["kind"] in ("answer", "draft", "question"), (said, found["text"])
