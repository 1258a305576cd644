"""What people said of answers leaves the ledger as a file of cases."""

import asyncio
import json

import pytest
from typer.testing import CliRunner

from assistant.feedback import BAD
from assistant.surfaces.terminal.commands import countersign
from tests import golden
from tests.assistant.surfaces.conftest import TENANT


@pytest.fixture
def run(keeper):
    def run(*words: str):
        return CliRunner().invoke(countersign, words, obj=keeper)

    return run


@pytest.fixture
def judged(keeper) -> str:
    """The request that a buyer was not content with."""

    async def judge() -> str:
        async with keeper.open() as house:
            buyer = await house.accounts.caller(TENANT, "buyer", "slack")
            answer = await house.office.ask(buyer, "open orders from Tannerie du Lac", "talk")
            await house.feedback.give(buyer, answer["trace"], BAD, "I meant bills")
            return str(answer["trace"])

    return asyncio.run(judge())


def test_the_cases_are_in_the_file_and_no_name_of_a_business_is(run, judged, tmp_path):
    file = tmp_path / "cases.jsonl"
    done = run("feedback", "export", str(file))
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split() == f"1 case is in {file}: 0 right, 1 not right.".split()
    [case] = golden.cases(file)
    assert (case.case, case.verdict, case.words) == (judged, "bad", "I meant bills")
    assert case.said == "open orders from <SUPPLIER_1>"


def test_programs_are_told_how_many_there_are(run, judged, tmp_path):
    file = tmp_path / "cases.jsonl"
    told = json.loads(run("feedback", "export", str(file), "--json").stdout)
    assert told == {"ok": True, "file": str(file), "cases": 1, "good": 0}


def test_who_may_not_read_what_others_typed_exports_nothing(run, judged, tmp_path):
    file = tmp_path / "cases.jsonl"
    refused = run("feedback", "export", str(file), "--as", "buyer")
    assert (refused.exit_code, file.exists()) == (1, False)
    assert "Only an owner or an admin" in refused.stderr


def test_a_file_that_cannot_be_written_is_told(run, judged, tmp_path):
    refused = run("feedback", "export", str(tmp_path / "nowhere" / "cases.jsonl"))
    assert refused.exit_code == 2
    assert "cannot be written" in refused.stderr
