"""What is true of every tool: it is described, it is spoken of, and it cannot commit."""

import inspect
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.kernel import Sensitivity
from domain.kernel.sensitivity import sensitivity_of
from domain.preview import DraftCard
from mcp_servers.menu import FUNCTIONS
from mcp_servers.serve import described, spoken
from tools.reply import Reply
from tools.toolkit import Tool, ToolContext

TOOLS = [tool for menu in FUNCTIONS for tool in menu.tools]
SNAPSHOTS = Path(__file__).parent / "snapshots"
SLOT = re.compile(r"\{(\w+)\}")
FIXED = re.compile(r"@ (\w+)=(\w+)")
of_every_tool = pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
of_every_read = pytest.mark.parametrize(
    "tool", [tool for tool in TOOLS if tool.kind == "read"], ids=lambda tool: tool.name
)
of_every_draft = pytest.mark.parametrize(
    "tool", [tool for tool in TOOLS if tool.kind == "draft"], ids=lambda tool: tool.name
)


@of_every_tool
def test_a_tool_looks_to_others_as_it_did_yesterday(tool: Tool) -> None:
    now = described(tool, True).model_dump(mode="json", by_alias=True, exclude_none=True)
    now.pop("_meta")
    path = SNAPSHOTS / f"{tool.name}.json"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == now, "UPDATE_SNAPSHOTS=1 accepts it."


def test_no_snapshot_is_left_of_a_tool_that_is_gone() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.json")} == {tool.name for tool in TOOLS}


@of_every_tool
def test_people_have_eight_ways_to_ask_for_it(tool: Tool) -> None:
    assert len(set(tool.says)) >= 8
    beginnings = {re.sub(r"[{}\[\]]", "", said).split()[0] for said in tool.says}
    assert len(beginnings) >= 4, "Say it with other verbs and nouns."


@of_every_tool
def test_its_sentences_speak_of_its_own_arguments(tool: Tool) -> None:
    fields = tool.input_schema["properties"]
    for said in tool.says:
        assert set(SLOT.findall(said)) <= set(fields), said
        for name, value in FIXED.findall(said):
            assert value in fields[name]["x-slot"]["words"], said


@of_every_draft
def test_a_sentence_gives_a_draft_what_it_needs(tool: Tool) -> None:
    """At least one sentence names every required argument, so that it can act at once."""
    required = set(tool.input_schema.get("required", ()))
    given = [{*SLOT.findall(said), *dict(FIXED.findall(said))} for said in tool.says]
    assert any(required <= named for named in given)


def test_no_two_tools_claim_the_same_sentence() -> None:
    claimed: dict[str, str] = {}
    for tool in TOOLS:
        for said in tool.says:
            assert claimed.setdefault(said, tool.name) == tool.name, said


@of_every_tool
def test_every_argument_has_its_question(tool: Tool) -> None:
    for name, field in tool.input_schema["properties"].items():
        slot = field["x-slot"]
        assert slot["asks"].endswith("?") and field["description"].endswith("."), name
        assert set(slot) - {"meant"} == {"kind", "asks", "words", "before", "after"}
        assert set(field.get("enum", ())) == set(slot["words"]), name


@of_every_tool
def test_its_schema_is_small_and_closed(tool: Tool) -> None:
    text = json.dumps(tool.input_schema)
    assert tool.input_schema["additionalProperties"] is False
    assert '"title"' not in text and "anyOf" not in text and "$ref" not in text
    assert len(text) < (4_700 if tool.composed else 4_000)  # Every column of its rows has words.


@of_every_tool
def test_its_prompt_is_an_instruction(tool: Tool) -> None:
    first, *_ = tool.prompt.splitlines()
    assert first.endswith(".") and len(tool.prompt) <= 300
    assert not first.startswith(("This", "A ", "The "))


@of_every_read
def test_every_field_of_a_result_says_how_far_it_may_travel(tool: Tool) -> None:
    assert issubclass(tool.result, Reply)
    for model in models(tool.result):
        for name, field in model.model_fields.items():
            assert sensitivity_of(field) is not None, f"{model.__name__}.{name}"


ABOVE_INTERNAL = (Sensitivity.PERSONAL, Sensitivity.SECRET)
ENDINGS = {("ListedSupplier", "account")}
"""Secret fields that hold no more than an ending."""
ABOUT_PEOPLE = re.compile(r"e?mail|phone|mobile|contact|user|person|whose|owner|proposer|hands")
MOVES_MONEY = re.compile(r"account|iban|bic|swift|card|routing")


@of_every_read
def test_no_read_answers_with_a_secret(tool: Tool) -> None:
    found = {(m.__name__, n) for m, n, f in fields(tool) if sensitivity_of(f) is Sensitivity.SECRET}
    assert found <= ENDINGS


@of_every_read
def test_a_field_named_after_an_account_or_a_person_is_declared_as_one(tool: Tool) -> None:
    for model, name, field in fields(tool):
        if MOVES_MONEY.search(name):
            assert sensitivity_of(field) is Sensitivity.SECRET, f"{model.__name__}.{name}"
        if ABOUT_PEOPLE.search(name):
            assert sensitivity_of(field) in ABOVE_INTERNAL, f"{model.__name__}.{name}"


def fields(tool: Tool) -> list[tuple[type[BaseModel], str, FieldInfo]]:
    return [(m, name, f) for m in models(tool.result) for name, f in m.model_fields.items()]


@of_every_read
def test_a_column_shows_a_field_of_the_rows(tool: Tool) -> None:
    [row] = get_args(tool.result.model_fields["rows"].annotation)[:1]
    assert issubclass(row, BaseModel)


@of_every_draft
def test_a_draft_tool_answers_with_a_card(tool: Tool) -> None:
    assert tool.result is DraftCard and tool.name.startswith("draft_")
    assert {edit.field for edit in tool.edits} <= set(tool.input_schema["properties"])


def test_no_tool_can_sign() -> None:
    reachable = {name for name, _ in inspect.getmembers(ToolContext) if not name.startswith("_")}
    assert reachable == {
        *("today", "currency", "user", "letterhead"),
        *("rows", "many", "summary", "history", "used", "tally", "number", "reserve", "propose"),
        *("places", "offered", "on_offer", "for_prices", "worded"),
    }
    assert {tool.kind for tool in TOOLS} == {"read", "draft"}
    deciding = {"sign", "approve", "reject", "undo"}
    assert not [tool for tool in TOOLS if deciding & {*tool.name.split("_")}]


def test_the_core_is_small() -> None:
    core = [tool.name for tool in TOOLS if tool.core and tool.audience != "customers"]
    assert 5 <= len(core) <= 7
    assert len([tool for tool in TOOLS if tool.core and tool.audience == "customers"]) <= 4
    assert len([tool for tool in TOOLS if tool.kind == "read"]) >= 12
    assert len([tool for tool in TOOLS if tool.kind == "draft"]) >= 8


@of_every_tool
def test_the_listing_carries_what_the_phrasebook_needs(tool: Tool) -> None:
    told = spoken(tool)
    assert told["function"] in {menu.function for menu in FUNCTIONS}
    assert told["says"] == list(tool.says) and told["kind"] == tool.kind


def models(root: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The message and every message inside it."""
    yield root
    for field in root.model_fields.values():
        yield from (found for part in inside(field.annotation) for found in models(part))


def inside(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in inside(part)]
