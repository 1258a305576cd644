"""A batch in Slack: all drafts in one table, one button for all, one result for each."""

import re
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.cards import batch_view
from assistant.surfaces.slack import batch_card
from assistant.surfaces.slack.buttons import any_of
from assistant.surfaces.slack.wire import BATCH_SIGN, READ, Garbled, Message, Signing
from tests.assistant.atelier import House
from tests.assistant.surfaces.slack.card_views import NASTY, Words, batch, marked, texts
from tests.block_kit import faults

PAGE = "https://erp.example"


def buttons(message: Message, action: str) -> list[dict[str, Any]]:
    rows = [block for block in message.blocks if block["type"] == "actions"]
    listened = any_of(action)
    return [e for row in rows for e in row["elements"] if listened.search(e["action_id"])]


@settings(max_examples=50, deadline=None)
@given(some.integers(min_value=0, max_value=10**9), some.sampled_from([1, 2, 26, 27, 50, 200]))
def test_slack_takes_every_table_and_each_draft_is_carried_once(seed: int, rows: int) -> None:
    table = batch(Words(Random(seed), NASTY), rows)
    first, *further = batch_card.messages(table, PAGE)
    for message in (first, *further):
        assert faults(message.blocks) == []
        assert not any(re.search("[<>]", said) for said in (message.text, *marked(message.blocks)))
    carried = [s for b in buttons(first, BATCH_SIGN) for s in batch_card.signings(b["value"])]
    assert carried == [Signing.of(row) for row in table["batch"] if row["included"]]
    assert not any(buttons(message, BATCH_SIGN) for message in further)
    told = "\n".join("\n".join(texts(message.blocks)) for message in (first, *further))
    assert all(row["id"] in told for row in table["batch"])


@pytest.fixture
async def house() -> House:
    atelier = House()
    await atelier.begin()
    return atelier


async def test_two_drafts_are_signed_by_one_button(house: House) -> None:
    first, second = await house.order(number="PO-1"), await house.order(60, number="PO-2")
    card = batch_view([await house.shown(name) for name in (first, second)])
    [message] = batch_card.messages(card, PAGE)
    [button] = buttons(message, BATCH_SIGN)
    assert button["text"]["text"] == "Sign 2 drafts" and button["style"] == "primary"
    assert [each.draft for each in batch_card.signings(button["value"])] == [first, second]
    assert "€3,330.00" in list(texts(message.blocks))
    assert "for you" not in message.text + str(message.blocks)


async def test_after_the_click_each_draft_has_its_result(house: House) -> None:
    first, second = await house.order(number="PO-1"), await house.order(60, number="PO-2")
    await house.sign(first, "olivia")
    card = batch_view([await house.shown(name) for name in (first, second)])
    [message] = batch_card.messages(card)
    told = list(texts(message.blocks))
    assert "1 of 2 signed" in message.text and "Signed" in told and "Result" in told
    assert any(said.startswith("Read again: The figures have changed") for said in told)
    assert buttons(message, BATCH_SIGN) == [], "its figures moved, so it is read by itself"
    assert [button["value"] for button in buttons(message, READ)] == [second]


async def test_when_all_are_signed_no_button_is_left(house: House) -> None:
    name = await house.ordered()
    [message] = batch_card.messages(batch_view([await house.shown(name)]))
    assert buttons(message, BATCH_SIGN) == [] and faults(message.blocks) == []


async def test_what_has_a_red_flag_is_read_by_itself(house: House) -> None:
    name = await house.change_account()
    [message] = batch_card.messages(batch_view([await house.shown(name, "max")]))
    assert buttons(message, BATCH_SIGN) == []
    assert [button["value"] for button in buttons(message, READ)] == [name]


@pytest.mark.parametrize("value", ["", "D-1", "D-1:1:7f3a7f3a  D-2:1:7f3a7f3a", "D-1:1:7f3a7f3a x"])
def test_a_value_that_was_never_on_a_button_is_garbled(value: str) -> None:
    with pytest.raises(Garbled):
        batch_card.signings(value)
