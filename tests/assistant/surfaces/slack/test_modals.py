"""Modals: one field for each value, and of what is typed only that which somebody changed."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from assistant.surfaces.slack import modals
from assistant.surfaces.slack.escaping import escaped
from assistant.surfaces.slack.wire import EDIT, FEEDBACK, REJECT, Signing
from tests.assistant.surfaces.slack import card_views
from tests.assistant.surfaces.slack.card_views import DIGEST, Words, marked, texts
from tests.block_kit import VIEW, faults

SIGNING = Signing("D-2041", 1, DIGEST)
FIELDS = (
    ("Quantity", "96", "sq ft", "number", "lines.0.quantity"),
    ("Price", "18.50", "EUR", "money", "lines.0.price"),
    ("Due", "2026-12-01", "", "date", "due"),
    ("Why", "Enough for WO-318 & no spare", "", "text", "note"),
)


def card(*fields: tuple[str, ...], **known: Any) -> dict[str, Any]:
    names = ("label", "value", "unit", "type", "path")
    entries = [dict(zip(names, field, strict=True)) for field in fields or FIELDS]
    whole = card_views.a_card(Words(Random(3), ("word",)))
    return whole | {"id": "D-2041", "version": 1, "edit_fields": entries} | known


def submitted(view: dict[str, Any], **typed: str | None) -> dict[str, Any]:
    """The view as Slack sends it back: escaped, and with all that stands in its fields."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element, path = block["element"], block["block_id"].partition(".")[2]
            kind = "selected_date" if element["type"] == "datepicker" else "value"
            was = element.get("initial_value") or element.get("initial_date")
            now = typed.get(path.rpartition(".")[2], was)
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], kind: now}}
    return view | {"state": {"values": values}}


@settings(max_examples=60, deadline=None)
@given(card_views.cards())
def test_slack_takes_every_modal_of_every_card(card: dict[str, Any]) -> None:
    for view in (modals.edit(card), modals.why(card, "https://erp.example")):
        assert faults(view["blocks"], most=VIEW) == []
        assert len(view["title"]["text"]) <= 24 and len(view["private_metadata"]) <= 3_000
        assert view["blocks"] and list(marked(view["blocks"])) == []
    assert modals.changes(submitted(modals.edit(card))) == {}


def test_each_value_is_asked_for_in_its_own_way() -> None:
    view = modals.edit(card())
    kinds = [b["element"]["type"] for b in view["blocks"] if b["type"] == "input"]
    assert kinds == ["number_input", "plain_text_input", "datepicker", "plain_text_input"]
    assert (view["callback_id"], view["title"]["text"]) == (EDIT, "Edit D-2041, version 1")
    assert view["submit"]["text"] == "Save version 2"
    assert modals.signing(view) == SIGNING
    told = "Saving makes version 2. Signatures on version 1 no longer count."
    assert told in list(texts(view["blocks"])) and "Quantity (sq ft)" in list(texts(view["blocks"]))


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        ("D-2041", "Edit D-2041, version 1"),
        ("D-204133", "Edit D-204133, version 1"),
        ("D-2041334", "Edit D-2041334, v1"),
        ("D-20413341234567", "Edit D-20413341234567"),
        ("D-204133412345678901", "Edit this draft"),
    ],
)
def test_the_title_is_as_exact_as_there_is_room(draft: str, title: str) -> None:
    assert modals.edit(card(id=draft))["title"]["text"] == title


def test_only_what_was_changed_is_sent() -> None:
    typed = submitted(modals.edit(card()), quantity="120", due="2026-12-08")
    assert modals.changes(typed) == {"lines.0.quantity": "120", "due": "2026-12-08"}


def test_what_was_emptied_is_sent_empty() -> None:
    assert modals.changes(submitted(modals.edit(card()), note=None)) == {"note": ""}


def test_a_text_that_slack_sends_escaped_is_the_same_text() -> None:
    same = escaped("Enough for WO-318 & no spare")
    assert modals.changes(submitted(modals.edit(card()), note=same)) == {}
    other = submitted(modals.edit(card()), note=escaped("Cut & sew <now>"))
    assert modals.changes(other) == {"note": "Cut & sew <now>"}


@pytest.mark.parametrize(
    ("kind", "value"), [("number", "1,200"), ("number", "3 BOX"), ("date", "next week")]
)
def test_a_figure_that_no_keypad_holds_is_typed_as_text(kind: str, value: str) -> None:
    view = modals.edit(card(("Quantity", value, "", kind, "quantity")))
    assert view["blocks"][0]["element"]["type"] == "plain_text_input"
    assert faults(view["blocks"], most=VIEW) == []


def test_a_new_version_never_keeps_what_was_typed_for_the_old_one() -> None:
    ids = [
        {block.get("block_id") for block in modals.edit(card(version=n))["blocks"]} - {None}
        for n in (1, 2)
    ]
    assert ids[0] and not ids[0] & ids[1]


def test_a_text_too_long_for_a_field_is_named() -> None:
    view = modals.edit(card(("Body", "x" * 3_001, "", "text", "body"), *FIELDS))
    assert "Not to be changed here: Body. Open the draft to do that." in list(texts(view["blocks"]))
    assert sum(block["type"] == "input" for block in view["blocks"]) == len(FIELDS)


def test_what_was_refused_stands_at_its_field_or_at_the_first() -> None:
    view = modals.edit(card())
    told = modals.failed(view, {"due": "That day is over.", "": "Read it again.", "x": "No."})
    assert told == {
        "response_action": "errors",
        "errors": {"1.due": "That day is over.", "1.lines.0.quantity": "Read it again. No."},
    }


def test_a_rejection_asks_for_its_reason() -> None:
    view = modals.reject(SIGNING, "Order <!channel>")
    assert (view["callback_id"], view["title"]["text"]) == (REJECT, "Reject D-2041")
    assert faults(view["blocks"], most=VIEW) == [] and modals.signing(view) == SIGNING
    assert "D-2041, version 1 · Order <!channel>" in list(texts(view["blocks"]))
    assert modals.said(submitted(view, said="  Too dear &amp; too late ")) == "Too dear & too late"
    assert modals.said(submitted(view)) == ""


def test_feedback_knows_the_answer_it_is_about() -> None:
    view = modals.feedback("T-7f3a", "good")
    assert view["callback_id"] == FEEDBACK and faults(view["blocks"], most=VIEW) == []
    assert modals.judged(view) == ("good", "T-7f3a")
    assert modals.judged(modals.feedback("T-1")) == ("bad", "T-1")
    assert modals.said(submitted(view, said="20 locks")) == "20 locks"


def test_why_says_where_each_value_came_from_and_in_whose_hands_it_is() -> None:
    origin = {"field": "Account", "origin": "letter.pdf", "tone": "stop", "link": "/pages/e/1"}
    view = modals.why(card(origins=[origin], hands="Proposed by Buyer."), "https://erp.example")
    said = list(texts(view["blocks"]))
    assert "letter.pdf" in said and "Proposed by Buyer." in said and "red_circle" in str(view)
    assert "https://erp.example/pages/e/1" in str(view)


def test_a_why_of_a_thousand_values_says_that_there_is_more() -> None:
    origin = {"field": "Account", "origin": "page " * 300, "tone": "plain", "link": ""}
    view = modals.why(card(origins=[origin] * 1_000), "https://erp.example")
    assert len(view["blocks"]) == VIEW and faults(view["blocks"], most=VIEW) == []
    assert "There is more than fits here. " in list(texts(view["blocks"][-1]))
