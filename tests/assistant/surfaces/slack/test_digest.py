"""The digest is one sentence, three things and figures, whatever stands in the names of records."""

from datetime import UTC, datetime
from typing import Any

from assistant.surfaces.slack import digest
from assistant.surfaces.slack.wire import OPEN, SAY, SHOW, Message
from tests.block_kit import faults

FRIDAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
WILD = "<!channel> <@U1> *bold* & <https://evil.example|PO-1> :tada: "


def row(n: int, **more: Any) -> dict[str, Any]:
    told = {"n": n, "title": f"Order {n}", "detail": "", "amount": "€100.00"}
    return told | {"when": "by 18:00", "draft": f"D-{n}", "mine": True} | more


def queue(*rows: dict[str, Any], **more: Any) -> Any:
    lead = {"sentence": "s", "draft": "D-1", "because": "It ends today.", "row": rows[0]}
    found = {"needs": len(rows), "lead": lead, "rows": list(rows[1:])}
    return found | {"passed": "41 drafts were signed since yesterday."} | more


def buttons(message: Message) -> list[tuple[str, str, str]]:
    found = [block["accessory"] for block in message.blocks if "accessory" in block]
    found += [
        e for block in message.blocks if block["type"] == "actions" for e in block["elements"]
    ]
    return [
        (e["text"]["text"], e["action_id"].partition(":")[0], e.get("value", "")) for e in found
    ]


def test_it_names_three_things_and_says_how_many_more_there_are():
    message = digest.daily(queue(*(row(n) for n in range(1, 7))), {"signed": 2}, FRIDAY)
    assert message.text == "Good morning. 6 things need you."
    shown = str(message.blocks)
    assert "and 3 more" in shown and "Of your drafts 2 were signed." in shown
    assert "41 drafts were signed since yesterday." in shown and "It ends today." in shown
    assert buttons(message) == [
        *(("Read", SHOW, f"D-{n}") for n in (1, 2, 3)),
        ("Show the queue", SAY, "what needs me"),
        ("Not on Fridays", SAY, "no digest on Fridays"),
    ]


def test_with_an_address_the_queue_is_a_page():
    message = digest.daily(queue(row(1)), {}, FRIDAY, "https://erp.example")
    assert ("Open the queue", OPEN, "") in buttons(message)
    assert "https://erp.example/pages/queue" in str(message.blocks)
    assert message.text == "Good morning. 1 thing needs you."


def test_what_only_others_must_do_is_not_named():
    message = digest.daily(queue(row(1), row(2, mine=False), needs=1), {}, FRIDAY)
    assert "Order 2" not in str(message.blocks)


def test_where_nothing_needs_anybody_it_says_what_became_of_theirs():
    told = {"rejected": 1, "signed": 3}
    message = digest.daily({"needs": 0, "lead": None, "rows": []}, told, FRIDAY.replace(hour=14))
    assert message.text == "Good afternoon. Nothing needs you."
    assert "Of your drafts 1 was rejected and 3 were signed." in str(message.blocks)


def test_the_rest_of_many_is_one_message():
    cards = [{"id": f"D-{n}", "title": f"Order {n}"} for n in range(3)]
    message = digest.together(cards, 7, {"signed": 1})
    assert message.text == "And 7 more wait for you. Of your drafts 1 was signed."
    assert "and 5 more" in str(message.blocks)
    assert digest.together(cards[:1], 1, {}).text == "And 1 more waits for you."


def test_how_a_draft_ended_is_said_with_a_way_to_its_card():
    message = digest.decided({"id": "D-7", "title": "Order Noir lambskin"}, "rejected")
    assert message.text == "Your draft D-7 was rejected. Order Noir lambskin"
    assert buttons(message) == [("Read", SHOW, "D-7")]


def test_no_name_of_a_record_can_ping_anybody_or_break_the_message():
    long = WILD * 120
    card = {"id": "D-1", "title": long}
    for message in (
        digest.daily(queue(row(1, title=long), row(2, detail=WILD)), {}, FRIDAY),
        digest.together([card] * 3, 3, {}),
        digest.decided(card, "signed"),
    ):
        assert faults(message.blocks) == []
        assert "<!channel>" not in message.text
        texts = [b["text"] for b in message.blocks if b["type"] == "section"]
        assert all(text["type"] == "plain_text" for text in texts if "channel" in text["text"])
