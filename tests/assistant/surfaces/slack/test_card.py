"""The card in Slack shows all that a card says, letter for letter, and offers what it allows."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.cards import text
from assistant.surfaces.slack import card as cards
from assistant.surfaces.slack.escaping import clean, unescaped
from assistant.surfaces.slack.wire import (
    EDIT,
    OPEN,
    REDRAFT,
    REJECT,
    SIGN,
    UNDO,
    WHY,
    Message,
    Signing,
)
from tests.assistant.surfaces.slack import card_views
from tests.assistant.surfaces.slack.card_views import DIGEST, Words, marked, texts
from tests.block_kit import SIZE, faults

PAGE = "https://erp.example"
WORD = re.compile(r"§\d+§[^\s]*")
NUMBER = re.compile(r"§\d+§")
UNSHOWN = {
    *("id", "version", "digest", "status", "function", "code", "tone", "link", "href", "state"),
    *("included", "path", "edit_fields", "sign_label", "status_word"),
}
"""What no reader sees: numbers for programs, what stands in a modal, what a button says."""


def some_card(**parts: Any) -> dict[str, Any]:
    """A card of which only these parts are there."""
    whole = card_views.a_card(Words(Random(7), ("word",)))
    empty = {name: [] if isinstance(each, list) else None for name, each in whole.items()}
    plain = dict.fromkeys((n for n, each in whole.items() if isinstance(each, str)), "")
    known: dict[str, Any] = {
        **{"id": "D-2041", "version": 1, "digest": DIGEST, "kind": "Purchase order"},
        **{"title": "Order Noir lambskin", "status": "waiting", "footer": "Nothing happens."},
        **dict.fromkeys(card_views.ALLOWED, False),
        "happens": {"title": "Will happen", "items": [], "more": ""},
    }
    return empty | plain | known | parts


def seen(messages: Sequence[Message]) -> str:
    """Everything that stands in the messages, as their reader sees it."""
    parsed = {said for message in messages for said in marked(message.blocks)}
    told = (said for message in messages for said in texts(message.blocks))
    return "\n".join(unescaped(said) if said in parsed else said for said in told)


def shown_words(card: Any, name: str = "") -> Iterator[str]:
    """Every word of a card that its reader must find."""
    match card:
        case str() if name not in UNSHOWN:
            yield from WORD.findall(clean(card))
        case dict():
            for key, inner in card.items():
                if key not in UNSHOWN and not (name == "batch" and key == "digest"):
                    yield from shown_words(inner, key)
        case list():
            for inner in card:
                yield from shown_words(inner, name)


def missing(card: dict[str, Any], messages: Sequence[Message]) -> list[str]:
    """The words of a card that stand nowhere in the messages; looked up, because they are many."""
    said = seen(messages)
    places: dict[str, list[int]] = defaultdict(list)
    for found in NUMBER.finditer(said):
        places[found[0]].append(found.start())
    return [
        word
        for word in shown_words(card)
        if not any(said.startswith(word, at) for at in places[NUMBER.findall(word)[0]])
    ]


def buttons(message: Message) -> list[dict[str, Any]]:
    rows = [block for block in message.blocks if block["type"] == "actions"]
    return [element for row in rows for element in row["elements"]]


@settings(max_examples=60, deadline=None)
@given(card_views.cards())
def test_slack_takes_every_message_of_every_card(card: dict[str, Any]) -> None:
    for message in cards.messages(card, PAGE):
        assert faults(message.blocks) == []
        assert 0 < len(message.text) <= 2_000


@settings(max_examples=60, deadline=None)
@given(card_views.cards(), some.sampled_from(["", PAGE]))
def test_no_word_of_a_card_is_lost(card: dict[str, Any], page: str) -> None:
    assert missing(card, cards.messages(card, page)) == []


@settings(max_examples=40, deadline=None)
@given(card_views.cards(lengths=((1,),)))
def test_slack_shows_every_part_that_the_terminal_shows(card: dict[str, Any]) -> None:
    said = set(NUMBER.findall(seen(cards.messages(card))))
    hidden = set(NUMBER.findall(card["status_word"]))  # Whose turn it is says the open line.
    assert set(NUMBER.findall(text(card))) - hidden <= said


@settings(max_examples=60, deadline=None)
@given(card_views.cards())
def test_nothing_that_a_record_says_is_ever_markup(card: dict[str, Any]) -> None:
    for message in cards.messages(card, PAGE):
        assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", message.text)
        for said in marked(message.blocks):
            assert re.fullmatch(r"\*[^*_~`<>&\n]*\*", said)
            assert not re.search(r":[\w+'-]*[a-z_+'-][\w+'-]*:|:\d+:", said)
        for shown in objects(message.blocks):
            match shown.get("type"):
                case "plain_text":
                    assert shown["emoji"] is False
                case "mrkdwn":
                    assert shown["verbatim"] is True
                case "link" | "button" if "url" in shown:
                    assert shown["url"].startswith(f"{PAGE}/pages/")
                case "emoji":
                    assert shown["name"] == "red_circle"


def objects(shown: Any) -> Iterator[dict[str, Any]]:
    if isinstance(shown, dict):
        yield shown
    inner = shown.values() if isinstance(shown, dict) else shown
    if isinstance(shown, dict | list | tuple):
        for each in inner:
            yield from objects(each)


@settings(max_examples=60, deadline=None)
@given(card_views.cards(), some.booleans())
def test_buttons_stand_in_the_first_message_and_only_where_allowed(
    card: dict[str, Any], shared: bool
) -> None:
    first, *further = cards.messages(card, PAGE, shared=shared)
    assert not any(buttons(message) for message in further)
    offered = {button["action_id"]: button for button in buttons(first)}
    opened = any(line["state"] == "open" for line in card["signatures"])
    allowed = {
        SIGN: card["may_sign"] or (shared and bool(card["footer"]) and opened),
        EDIT: card["may_edit"] and bool(card["edit_fields"]),
        UNDO: card["may_undo"],
        REDRAFT: card["may_redraft"],
        REJECT: card["may_reject"],
        WHY: bool(card["footer"]),
        OPEN: True,
    }
    assert set(offered) == {action for action, yes in allowed.items() if yes}
    for action, button in offered.items():
        if action != OPEN:
            assert Signing.read(button["value"]) == Signing.of(card)
    assert sum(button.get("style") == "primary" for button in offered.values()) <= 1


@settings(max_examples=40, deadline=None)
@given(card_views.cards())
def test_no_two_blocks_of_a_card_share_an_id(card: dict[str, Any]) -> None:
    found = [b["block_id"] for message in cards.messages(card) for b in message.blocks]
    assert len(set(found)) == len(found)
    begun = f"{card['id']}.{card['version']}.{DIGEST[:8]}."
    assert all(each.startswith(begun) for each in found)
    later = card | {"version": card["version"] + 1}
    assert not {*found} & {b["block_id"] for m in cards.messages(later) for b in m.blocks}


def test_a_long_card_goes_on_in_messages_that_say_so() -> None:
    items = [{"sentence": f"Sentence {n} " + "of many " * 40, "function": ""} for n in range(80)]
    happens = {"title": "Will happen", "items": items, "more": ""}
    cautions = [{"bold": "Price is above the last order:", "text": "€18.50.", "source": ""}]
    found = cards.messages(some_card(happens=happens, cautions=cautions, may_sign=True))
    assert len(found) == 3
    first, second, third = (list(texts(message.blocks)) for message in found)
    assert "This is 1 of 3 messages. Read what continues below before you decide." in first
    assert second[0] == found[1].text == "D-2041, continued 2 of 3"
    assert third[0] == "D-2041, continued 3 of 3"
    assert any("Price is above" in said for said in first), "what to look at first is no footnote"
    told = re.findall(r"Sentence (\d+) ", "\n".join(first + second + third))
    assert all(int(a) < int(b) for a, b in pairwise(told)) and len(told) == 80


def test_a_name_of_a_table_never_stands_without_it() -> None:
    items = [{"sentence": "It happens that " + "something " * 30, "function": ""}] * 25
    for many in range(len(items)):
        happens = {"title": "Will happen", "items": items[:many], "more": ""}
        rows = [line(f"Item {n}") for n in range(20)]
        table = {"title": "Lines", "rows": rows, "total": None, "more": ""}
        for message in cards.messages(some_card(happens=happens, lines=table)):
            kinds = [block["type"] for block in message.blocks]
            said = [list(texts(block)) for block in message.blocks]
            if ["Lines"] in said:
                assert kinds[said.index(["Lines"]) + 1] == "table"


def line(label: str) -> dict[str, Any]:
    moves = {"label": "On order", "before": "0", "after": "120 sq ft"}
    figures = {"quantity": "120", "price": "€18.50", "amount": "€2,220.00"}
    return {"label": label, "ref": "LMB", "moves": moves, **figures}


def test_a_title_beyond_the_head_line_goes_on_below_it() -> None:
    title = "Order " + "Noir lambskin and " * 20 + "goat lining"
    [message] = cards.messages(some_card(title=title))
    head, below = message.blocks[0], message.blocks[1]
    assert len(head["text"]["text"]) <= 150
    assert head["text"]["text"] + "".join(texts(below)) == title


def test_whose_turn_it_is_reads_the_same_for_everybody() -> None:
    lines = [
        {"state": "signed", "name": "Buyer", "note": "Fri 20 Nov, 10:42"},
        {"state": "open", "name": "Owner or Manager", "note": "by Sun 22 Nov, 18:00"},
    ]
    card = some_card(status="waiting", status_word="Waiting for you", signatures=lines)
    [message] = cards.messages(card)
    assert "*waiting for Owner or Manager*" in list(marked(message.blocks))
    assert "you" not in seen([message]) and "you" not in message.text


def test_a_card_that_many_read_offers_the_signature_and_says_nothing_of_you() -> None:
    lines = [{"state": "open", "name": "Owner", "note": "by Sun 22 Nov, 18:00"}]
    card = some_card(
        status="waiting_for_other",
        signatures=lines,
        why_not="This is above your limit of €1,000.00.",
        sign_label="Sign order",
    )
    [alone], [shared] = cards.messages(card), cards.messages(card, shared=True)
    assert "above your limit" in seen([alone]) and "above your limit" not in seen([shared])
    assert [b["action_id"] for b in buttons(alone)] == [WHY]
    assert [b["action_id"] for b in buttons(shared)] == [SIGN, WHY]


@pytest.mark.parametrize("page", ["", PAGE, f"{PAGE}/"])
def test_the_way_to_the_page_is_there_where_the_address_of_the_house_is_known(page: str) -> None:
    [message] = cards.messages(some_card(), page)
    ways = [button["url"] for button in buttons(message) if button["action_id"] == OPEN]
    assert ways == ([f"{PAGE}/pages/drafts/D-2041"] if page else [])


def test_a_label_that_no_button_holds_stands_above_it() -> None:
    label = "Sign the acceptance of a very long kind of record, " * 2
    [message] = cards.messages(some_card(may_sign=True, sign_label=label))
    [sign] = [button for button in buttons(message) if button["action_id"] == SIGN]
    assert sign["text"]["text"] == "Sign" and label in seen([message])


def test_a_message_stays_below_what_slack_takes() -> None:
    quotes = [{"sentence": '"' * 2_900, "function": ""}] * 3
    happens = {"title": "Will happen", "items": quotes, "more": ""}
    for message in cards.messages(some_card(happens=happens)):
        assert len(json.dumps(message.blocks, ensure_ascii=False)) <= SIZE
