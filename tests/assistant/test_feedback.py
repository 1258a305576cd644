"""What people say of an answer is kept with it, and the phrasebook is held to it."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.feedback import BAD, GOOD
from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces.office import as_json
from bench import _product as product
from domain.command_handler import CommandHandler
from domain.kernel import Refused
from domain.store.memory import MemoryCredentials
from tests import golden, trade
from tests.golden import Golden

SPENT = "what did we spend with Ostermark in 2025?"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Any]:
    store = trade.in_memory()
    await trade.found(store)
    handler = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    async with furnished(Settings(tmp_path), store, MemoryCredentials(), handler) as house:
        desk: Any = house.office
        desk.clock = lambda: trade.NOON
        yield house


def person(user: str, **other: Any) -> Any:
    return trade.caller(user, agent="", surface="slack", **other)


async def asked(house: Any, text: str, user: str = "buyer") -> str:
    answer = await house.office.ask(person(user), text, f"talk of {user}")
    return str(answer["trace"])


async def cases(house: Any, user: str = "admin") -> list[dict[str, Any]]:
    return [case.object for case in await house.feedback.cases(person(user))]


async def test_a_word_about_an_answer_is_a_case_with_what_was_asked_and_taken(house):
    trace = await asked(house, "what is late?")
    told = await house.feedback.give(person("buyer"), trace, GOOD, "just what I needed")
    assert told.startswith("Noted")
    assert await cases(house) == [
        {
            "case": trace,
            "said": "what is late?",
            "role": "buyer",
            "tier": 1,
            "kind": "answer",
            "tool": "late_deliveries",
            "verdict": "good",
            "words": "just what I needed",
        }
    ]


async def test_people_and_businesses_stand_in_a_case_under_pseudonyms(house):
    trace = await asked(house, SPENT)
    words = "ask anna@rossi.it, +39 041 555 0199, about Ostermark"
    await house.feedback.give(person("buyer"), trace, BAD, words)
    [case] = await cases(house)
    assert case["said"] == "what did we spend with <SUPPLIER_1> in 2025?"
    assert case["words"] == "ask <EMAIL_1>, <PHONE_1>, about <SUPPLIER_1>"


async def test_the_last_word_counts(house):
    trace = await asked(house, "what is late?")
    for verdict in (GOOD, BAD):
        await house.feedback.give(person("buyer"), trace, verdict)
    assert [case["verdict"] for case in await cases(house)] == ["bad"]


async def test_nobody_judges_what_somebody_else_asked(house):
    trace = await asked(house, "what is late?")
    with pytest.raises(Refused, match="no such answer"):
        await house.feedback.give(person("manager"), trace, GOOD)
    with pytest.raises(Refused, match="no such answer"):
        await house.feedback.give(person("buyer"), "0" * 16, GOOD)
    with pytest.raises(Refused, match="good or bad"):
        await house.feedback.give(person("buyer"), trace, "so so")
    assert await cases(house) == []


async def test_an_admins_word_takes_the_trace_from_nobody(house):
    trace = await asked(house, "what is late?")
    await house.feedback.give(person("admin"), trace, BAD, "too long")
    told = (await house.office.trace(person("buyer"), trace))["told"]
    assert "Admin called the answer not right: “too long”" in told


async def test_only_an_admin_reads_what_others_said(house):
    with pytest.raises(Refused, match="owner or an admin"):
        await house.feedback.cases(person("buyer"))


@pytest.fixture(scope="module")
def world() -> Any:
    samples = {kind: texts[0] for kind, texts in product.SAMPLES.items()}
    settings = replace(product.SETTINGS, samples=samples)
    exists = lambda kind, number: True  # noqa: E731
    return golden.proofs.World(product.names(), settings, exists, product.SAMPLES)


@pytest.fixture(scope="module")
def phrasebook() -> Any:
    return product.phrasebook()


async def test_an_exported_file_runs_against_the_phrasebook(house, world, phrasebook, tmp_path):
    said = ("what is late?", SPENT, "order 40 Brass turn-lock from Ostermark", "show PO-3")
    for text in said:
        await house.feedback.give(person("buyer"), await asked(house, text), GOOD)
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b"".join(as_json(case) + b"\n" for case in await cases(house)))
    found = golden.cases(file)
    assert len(found) == 4
    assert list(golden.faults(found, phrasebook, world)) == []


CASE = Golden("1", "what is late?", "buyer", 1, "answer", "late_deliveries", GOOD, "")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"tool": "list_low_stock"}, "does not reach list_low_stock any more"),
        ({"verdict": BAD, "words": "I meant invoices"}, "still reaches late_deliveries"),
        ({"tool": "list_low_stock", "tier": 3}, "taken for late_deliveries"),
        ({"said": "sing me a song", "tool": "", "kind": "unknown", "verdict": BAD}, ""),
        ({"tier": 3}, ""),
    ],
)
def test_a_case_that_is_not_kept_is_told(world, phrasebook, changed, fault):
    found = list(golden.faults([replace(CASE, **changed)], phrasebook, world))
    assert [fault in told for told in found] == ([True] if fault else [])


def test_a_line_that_is_no_case_is_not_run(tmp_path):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"said": "what is late?"}))
    with pytest.raises(AssertionError, match="No golden case"):
        golden.cases(file)
