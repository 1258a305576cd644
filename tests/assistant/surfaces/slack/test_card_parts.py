"""Parts of the card in Slack: flags and origins in red, lines in columns, changes marked."""

import json

import pytest

from assistant.surfaces.slack import card as cards
from tests.assistant.surfaces.slack.card_views import texts
from tests.assistant.surfaces.slack.test_card import line, seen, some_card


def test_the_lines_of_an_order_stand_in_columns_above_their_total() -> None:
    total = {"label": "Total, net of VAT", "amount": "€2,220.00"}
    table = {"title": "Lines", "rows": [line("Lambskin, Noir")], "total": total, "more": "1 of 2"}
    [message] = cards.messages(some_card(lines=table))
    [shown] = [block for block in message.blocks if block["type"] == "table"]
    head, row, last = ([*texts(cells)] for cells in shown["rows"])
    assert head == ["Item", "On order", "Quantity", "Amount"]
    assert row == ["Lambskin, Noir (LMB)", "0 → 120 sq ft", "120 at €18.50", "€2,220.00"]
    assert [said for said in last if said.strip()] == ["Total, net of VAT", "€2,220.00"]
    assert shown["column_settings"][-1]["align"] == "right"
    assert "1 of 2" in seen([message])


def test_a_red_flag_stands_above_what_it_stops_and_is_marked() -> None:
    flags = [{"bold": "The account comes from letter.pdf.", "text": "", "source": ""}]
    happens = {"title": "Will happen", "items": [], "more": "and 3 more"}
    [message] = cards.messages(some_card(red_flags=flags, happens=happens))
    told = [json.dumps(block) for block in message.blocks]
    [flag] = [n for n, each in enumerate(told) if "red_circle" in each]
    assert "Red flags" in told[flag] and flag == 2
    assert flag < next(n for n, each in enumerate(told) if "and 3 more" in each)


@pytest.mark.parametrize(("tone", "mark"), [("stop", "red_circle"), ("care", "⚠"), ("plain", "")])
def test_an_origin_that_nobody_vouches_for_is_marked_red(tone: str, mark: str) -> None:
    found = {"field": "Account •••• 1000", "origin": "letter.pdf, p. 1", "tone": tone, "link": ""}
    [message] = cards.messages(some_card(origins=[found]))
    [told] = [block for block in message.blocks if "letter.pdf, p. 1" in list(texts(block))] or [
        block for block in message.blocks if "letter.pdf" in json.dumps(block)
    ]
    said = json.dumps(told, ensure_ascii=False)
    assert mark in said
    assert ("red_circle" in said) == (tone == "stop")


def test_what_an_edit_changed_is_marked_in_the_consequences() -> None:
    items = [
        {"sentence": "96 arrive.", "function": "inventory", "changed": True},
        {"sentence": "Nothing else.", "function": "inventory"},
    ]
    [message] = cards.messages(
        some_card(happens={"title": "Will happen", "items": items, "more": ""})
    )
    assert "▎1. 96 arrive." in seen([message]) and "▎2." not in seen([message])
