"""`countersign trace` takes an answer, a draft or the last sentence, for people and programs."""

import json

from typer.testing import CliRunner

from assistant.surfaces.terminal.commands import countersign
from tests.assistant.surfaces.conftest import MemoryKeeper

ORDER = "order 480 SQFT of Black lambskin from Tannerie du Lac"


def run(keeper: MemoryKeeper, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(countersign, words, obj=keeper)
    return found.exit_code, found.stdout


def test_a_draft_and_the_last_sentence_are_told_in_sentences(keeper: MemoryKeeper) -> None:
    run(keeper, "ask", ORDER, "--as", "buyer")
    code, told = run(keeper, "trace", "D-1")
    assert code == 0
    assert f"Buyer said “{ORDER}”; the phrasebook took it as draft_purchase_order." in told
    assert "Quantity 480" in told and "typed by Buyer" in told
    assert "Recorded as event" in told
    assert run(keeper, "trace", "last", "--as", "buyer") == (0, run(keeper, "trace", "D-1")[1])


def test_the_object_for_programs_is_whole(keeper: MemoryKeeper) -> None:
    run(keeper, "ask", ORDER, "--as", "buyer")
    found = json.loads(run(keeper, "trace", "d-1", "--json")[1])
    assert (found["about"], found["trace"]) == ("draft", "D-1")
    assert set(found) == {
        *("trace", "about", "told", "models", "costs", "read", "denied"),
        *("drafts", "entries", "facts"),
    }
    (draft,) = found["drafts"]
    assert draft["status"] == "waiting" and draft["origins"]
    assert {entry["what"] for entry in found["entries"]} == {"turn", "verdict", "outcome"}


def test_who_had_no_part_in_it_reads_nothing(keeper: MemoryKeeper) -> None:
    run(keeper, "ask", ORDER, "--as", "buyer")
    for name in ("D-1", "D-9", "last", "0123456789abcdef"):
        code, told = run(keeper, "trace", name, "--as", "staff")
        assert (code, told) == (1, "")
