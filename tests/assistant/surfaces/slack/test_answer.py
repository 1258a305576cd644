"""What is answered in Slack: whole, within its limits, and harmless whatever a record says."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.surfaces.slack import answer as slack
from assistant.surfaces.slack.wire import EVIDENCE, FEEDBACK, SAY, Message
from tests.block_kit import faults

CALLS = "<!channel> <https://evil.example|sign here> <@U1> *bold* & co"
COLUMNS = [
    {"name": "supplier", "label": "Supplier", "kind": "text"},
    {"name": "amount", "label": "Amount", "kind": "number"},
]


def rows(count: int) -> list[dict[str, str]]:
    return [{"supplier": f"Supplier {n}", "amount": f"€{n}.00"} for n in range(count)]


def shown(view: dict[str, Any], **parts: Any) -> tuple[Message, ...]:
    answer: Any = {"kind": "answer", "text": "said", "trace": "a1b2", "view": view} | parts
    return slack.of_answer(answer)


def of_kind(messages: Sequence[Message], kind: str) -> list[dict[str, Any]]:
    return [block for each in messages for block in each.blocks if block["type"] == kind]


def cells(messages: Sequence[Message]) -> list[list[str]]:
    tables = of_kind(messages, "table")
    return [[cell["text"] for cell in row] for table in tables for row in table["rows"]]


def buttons(messages: Sequence[Message]) -> list[dict[str, Any]]:
    beside = [b["accessory"] for b in of_kind(messages, "section") if "accessory" in b]
    return [*beside, *(e for b in of_kind(messages, "actions") for e in b["elements"])]


def texts(messages: Sequence[Message]) -> str:
    return "\n".join(str(block) for each in messages for block in each.blocks)


def test_the_sentence_comes_first_and_its_figures_stand_to_the_right():
    table = {"columns": COLUMNS, "rows": rows(2), "total": {"amount": "€1.00"}, "caption": "Owed"}
    [message] = shown({"headline": "You owe €1.00.", "table": table})
    assert message.text == "You owe €1.00."
    assert message.blocks[0]["text"]["text"] == "You owe €1.00."
    [drawn] = of_kind([message], "table")
    assert [each["align"] for each in drawn["column_settings"]] == ["left", "right"]
    assert cells([message]) == [
        ["Supplier", "Amount"],
        ["Supplier 0", "€0.00"],
        ["Supplier 1", "€1.00"],
        ["Total", "€1.00"],
    ]
    assert "Owed" in texts([message])


def test_a_long_table_goes_over_several_messages_and_loses_no_row():
    messages = shown({"headline": "Many.", "table": {"columns": COLUMNS, "rows": rows(350)}})
    assert len(messages) > 3
    assert [row[0] for row in cells(messages) if row[0] != "Supplier"] == [
        row["supplier"] for row in rows(350)
    ]
    assert "Rows 1 to 99 of 350" in texts(messages)
    assert all(faults(each.blocks) == [] for each in messages)


def test_a_wide_table_repeats_the_column_that_names_its_rows():
    columns = [{"name": f"c{n}", "label": f"Column {n}"} for n in range(45)]
    wide = {"columns": columns, "rows": [{f"c{n}": f"value {n}" for n in range(45)}]}
    messages = shown({"headline": "Wide.", "table": wide})
    found = cells(messages)
    assert [row[0] for row in found] == ["Column 0", "value 0"] * 3
    assert {cell for row in found for cell in row} >= {f"value {n}" for n in range(45)}
    assert all(faults(each.blocks) == [] for each in messages)


def test_long_texts_make_shorter_tables():
    long = [{"supplier": "x" * 590, "amount": "€1"} for _ in range(60)]
    messages = shown({"headline": "Long.", "table": {"columns": COLUMNS, "rows": long}})
    assert len([row for row in cells(messages) if row[0] == "x" * 590]) == 60
    assert all(faults(each.blocks) == [] for each in messages)


def test_what_is_cut_short_is_said():
    long = {"columns": COLUMNS, "rows": [{"supplier": "x" * 5000, "amount": "€1.00"}]}
    found = texts(shown({"headline": "Long.", "table": long, "cut": "6 of 86 shown."}))
    assert "6 of 86 shown." in found and slack.sheet.CUT in found


def test_every_candidate_has_a_button_that_says_its_sentence():
    offered = [{"label": "Conti", "text": "Conceria Conti", "detail": "CONTI · Arzignano"}]
    messages = shown(
        {"headline": "Which Conti?", "candidates": offered, "nearest": ["what is late"]}
    )
    assert [(b["action_id"], b["value"]) for b in buttons(messages)] == [
        (SAY, "Conceria Conti"),
        (SAY, "what is late"),
        (EVIDENCE, "a1b2"),
    ]
    assert "Conti · CONTI · Arzignano" in texts(messages) and slack.NEITHER in texts(messages)


def test_a_word_about_the_answer_names_the_answer():
    [block] = of_kind(shown({"headline": "Yes."}), "context_actions")
    [given] = block["elements"]
    assert given["action_id"] == FEEDBACK
    assert given["positive_button"]["value"] == "good:a1b2"
    assert given["negative_button"]["value"] == "bad:a1b2"


def test_an_answer_without_a_trace_has_nothing_to_judge():
    messages = shown({"headline": "Yes."}, trace="")
    assert buttons(messages) == [] and of_kind(messages, "context_actions") == []


@pytest.mark.parametrize("part", ["cut", "evidence", "by", "notice"])
def test_what_stands_beside_an_answer_is_said_below_it(part):
    assert "from 3 lines" in texts(shown({"headline": "Yes.", part: "from 3 lines"}))


def test_what_a_record_says_calls_nobody_and_leads_nowhere():
    table = {"columns": COLUMNS, "rows": [{"supplier": CALLS, "amount": CALLS}], "caption": CALLS}
    offered = [{"label": CALLS, "text": CALLS, "detail": CALLS}]
    view = {"headline": CALLS, "table": table, "candidates": offered, "nearest": [CALLS]}
    messages = shown(view | {"cut": CALLS, "evidence": CALLS, "notice": CALLS})
    assert all("<" not in each.text for each in messages)
    assert "mrkdwn" not in texts(messages)
    assert all(faults(each.blocks) == [] for each in messages)


def test_nothing_to_say_is_said():
    [message] = slack.of_answer({"kind": "answer"})
    assert message.text == slack.NO_WORDS


WORDS = st.text(max_size=60) | st.text('<>&"\\\n\0\x1b*`', max_size=700) | st.just("x" * 3_200)
CELLS = st.text(max_size=40) | st.text('<"\\\n\0', max_size=90) | st.just("x" * 3_200)
VALUES = st.none() | st.integers() | CELLS | st.lists(CELLS, max_size=2)
NAMES = [f"c{n}" for n in range(30)]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    columns = [
        {"name": name, "label": draw(WORDS), "kind": draw(st.sampled_from(["text", "money"]))}
        for name in names
    ]
    rows = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, VALUES)), max_size=2))
    total = draw(st.fixed_dictionaries(dict.fromkeys(names[1:2], WORDS)))
    return {"columns": columns, "rows": rows, "total": total, "caption": draw(WORDS)}


CANDIDATES = st.fixed_dictionaries({"label": WORDS, "text": WORDS, "detail": WORDS})
VIEWS = st.fixed_dictionaries(
    {"headline": WORDS},
    optional={
        "table": tables(),
        "cut": WORDS,
        "evidence": WORDS,
        "notice": WORDS,
        "candidates": st.lists(CANDIDATES, max_size=6),
        "nearest": st.lists(WORDS, max_size=60),
    },
)


@settings(max_examples=60, deadline=None)
@given(VIEWS, st.sampled_from([1, 1, 40, 120]), st.sampled_from(["", "0f" * 8]))
def test_slack_takes_whatever_is_answered(view, times, trace):
    if table := view.get("table"):
        view = view | {"table": table | {"rows": table["rows"] * times}}
    messages = shown(view, trace=trace, text="")
    assert messages
    for each in messages:
        assert faults(each.blocks) == []
        assert each.text and "<" not in each.text
