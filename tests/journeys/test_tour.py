"""The tour of the README, sentence by sentence, on the demo business as it starts today."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_start import ROOT, Running

README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = README.partition("## A tour")[2].partition("\n## ")[0]
SAID = [
    line
    for block in re.findall(r"^```\n(.*?)^```$", TOUR, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Path]:
    running = Running(home)
    running.healthy()
    yield home
    running.end(signal.SIGTERM)


def countersign(home: Path, *words: str, says: str = "") -> str:
    environment = os.environ | {"COUNTERSIGN_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "app.py"), *words]
    done = subprocess.run(
        command, env=environment, input=says, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def answers(served: Path) -> list[dict[str, Any]]:
    lines = countersign(served, "ask", "-", "--as", "buyer", "--json", says="\n".join(SAID))
    return [json.loads(line) for line in lines.splitlines()]


def test_every_sentence_of_the_tour_is_understood(answers: list[dict[str, Any]]) -> None:
    found = {said: answer["kind"] for said, answer in zip(SAID, answers, strict=True)}
    assert len(found) >= 8
    assert [said for said, kind in found.items() if kind not in ("answer", "draft")] == []


def test_questions_of_the_tour_have_something_to_show(answers: list[dict[str, Any]]) -> None:
    shown = [answer for answer in answers if answer["kind"] == "answer"]
    assert [answer["text"] for answer in shown if not answer["total_rows"]] == []


def test_the_owner_signs_what_the_buyer_drafted_and_takes_it_back(
    home: Path, answers: list[dict[str, Any]]
) -> None:
    draft = answers[-1]["drafts"][0]
    assert "above your limit" in countersign(home, "draft", "show", draft, "--as", "buyer")
    countersign(home, "draft", "approve", draft, "--as", "owner")
    undo = json.loads(countersign(home, "draft", "undo", draft, "--as", "owner", "--json"))
    countersign(home, "draft", "approve", undo["id"], "--as", "owner")
    shown = json.loads(countersign(home, "draft", "show", draft, "--as", "buyer", "--json"))
    assert shown["status"] == "undone"
    countersign(home, "verify")
