"""Nothing that a person or a record wrote can ping, link, or look like something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.surfaces.slack.escaping import (
    MARKUP,
    clean,
    context,
    escaped,
    note,
    pieces,
    plain,
    section,
    strong,
    unescaped,
)
from assistant.surfaces.slack.rich_text import MOST, blocks, bold, line, size
from assistant.surfaces.slack.tables import ROWS, tables
from tests.assistant.surfaces.slack.card_views import marked, texts
from tests.block_kit import faults


@given(some.text())
def test_what_was_escaped_comes_back_as_it_was(text: str) -> None:
    assert unescaped(escaped(text)) == clean(text)
    assert "<" not in escaped(text) and ">" not in escaped(text)


@pytest.mark.parametrize("text", ["<!channel>", "<@U012AB3CD>", "<#C1|general>", "<https://x|y>"])
def test_a_mention_or_a_link_in_a_text_is_only_a_text(text: str) -> None:
    assert escaped(text).startswith("&lt;") and escaped(text).endswith("&gt;")


@pytest.mark.parametrize(
    "text",
    [
        ":smile:",
        "a:smile:b",
        ":100:",
        ":+1:",
        "*a*",
        "_a_",
        "~a~",
        "`a`",
        "a\nb",
        "http://x.example",
    ],
)
def test_what_could_be_markup_is_never_made_bold(text: str) -> None:
    assert strong(text) == plain(text)


@pytest.mark.parametrize(
    "text", ["waiting for Owner", "by Sun 22 Nov, 18:00", "Undo: not yet", "1 of 2"]
)
def test_a_plain_sentence_is_made_bold(text: str) -> None:
    assert strong(text) == {"type": "mrkdwn", "text": f"*{text}*", "verbatim": True}


@given(some.text(), some.integers(min_value=1, max_value=40))
def test_a_long_text_in_pieces_is_still_the_whole_text(text: str, most: int) -> None:
    parts = pieces(text, most)
    assert "".join(parts) == text
    assert all(0 < len(part) <= most for part in parts)


def test_pieces_are_cut_between_words() -> None:
    assert pieces("one two three", 8) == ["one two ", "three"]
    assert pieces("onetwothree", 4) == ["onet", "woth", "ree"]


@given(some.text(max_size=20_000))
def test_slack_takes_a_note_of_any_text(text: str) -> None:
    for block in (*note(text).blocks, *context(text), *section(text)):
        assert faults([block]) == []
    assert list(marked(note(text).blocks)) == []


@given(some.lists(some.text(max_size=300), max_size=30))
def test_rich_text_keeps_every_letter_and_no_block_is_too_large(said: list[str]) -> None:
    shown = blocks(line(bold(text), " ", text) for text in said)
    told = "".join("".join(texts(block)) for block in shown)
    bare = "".join("".join(clean(text).split()) * 2 for text in said)
    assert "".join(told.split()) == bare
    assert all(size(block) <= MOST * 2 for block in shown)
    assert all(faults([block]) == [] for block in shown)


def test_quotes_and_line_ends_count_as_what_they_take_on_the_wire() -> None:
    assert all(size(block) <= MOST * 2 for block in blocks([line('"\n' * 5_000)]))


@given(some.lists(some.lists(some.text(max_size=700), min_size=3, max_size=3), max_size=120))
def test_a_table_of_anything_is_several_tables_that_slack_takes(rows: list[list[str]]) -> None:
    found = tables(["Item", "Quantity", "Amount"], rows, ["Total", "", "€1.00"])
    for table in found:
        assert faults([table]) == [] and len(table["rows"]) <= ROWS
        assert [cell["text"] for cell in table["rows"][0]] == ["Item", "Quantity", "Amount"]
    told = "".join("".join(texts(found)).split())
    assert all(part in told for row in rows for text in row for part in clean(text)[:20].split())


def test_nothing_that_markup_means_is_left_out() -> None:
    assert all(MARKUP.search(mark) for mark in "*_~`<>&\n")
