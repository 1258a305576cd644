"""A file goes in at the terminal, and a draft, a question or a reason comes out."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.capturing.capture import Reading
from assistant.documents.evidence import Evidence, Found
from assistant.documents.seen import Seen
from assistant.surfaces.terminal.commands import countersign
from domain.store.evidence import MemoryFiles

HEAD = {"number": "R-7", "seller": "Tannerie du Lac SARL", "gross": "120.50", "currency": "EUR"}


async def understood(content: bytes, name: str) -> tuple[Evidence, ...]:
    return (Evidence("invoice", {key: Found(value, "page 1") for key, value in HEAD.items()}),)


async def look(content: bytes, name: str) -> Seen:
    return Seen("pdf")


@pytest.fixture
def run(keeper: Any, tmp_path: Path) -> Any:
    file = tmp_path / "facture.pdf"
    file.write_bytes(b"%PDF-1.7")

    def run(*words: str) -> Any:
        return CliRunner().invoke(countersign, ["capture", str(file), *words], obj=keeper)

    return run


def test_a_file_becomes_a_draft(run: Any, keeper: Any) -> None:
    keeper.reading = Reading(MemoryFiles(), look, understood)
    done = run("--as", "buyer", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, found["kind"], found["tool"]) == (0, "draft", "draft_supplier_invoice")
    shown = run("--as", "buyer", "--say", "from the post")
    assert "Record invoice R-7 from Tannerie du Lac over €120.50" in shown.stdout


def test_where_files_are_not_read_it_says_so(run: Any) -> None:
    done = run("--as", "buyer")
    assert done.exit_code == 1 and "Files are not read here" in done.stderr


def test_a_file_that_is_not_there_is_wrong_usage(keeper: Any) -> None:
    words = ["capture", "nowhere.pdf", "--as", "buyer"]
    assert CliRunner().invoke(countersign, words, obj=keeper).exit_code == 2


def test_a_file_that_is_too_large_is_not_even_read(run: Any, tmp_path: Path) -> None:
    with (tmp_path / "facture.pdf").open("r+b") as file:
        file.truncate(26_000_000)
    done = run("--as", "buyer")
    assert done.exit_code == 1 and "26 MB; at most 25 MB" in done.stderr
