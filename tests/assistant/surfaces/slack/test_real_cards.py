"""Real drafts as Slack shows them: every kind and every state, made by the house itself."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.capturing.capture import Reading
from assistant.cards import text, view
from assistant.house import furnished
from assistant.settings import Settings
from assistant.surfaces.slack import card as cards
from assistant.surfaces.slack import modals
from assistant.surfaces.slack.escaping import unescaped
from assistant.surfaces.slack.wire import (
    EDIT,
    REDRAFT,
    REJECT,
    SIGN,
    UNDO,
    WHY,
    Message,
    Signing,
)
from domain.command_handler import CommandHandler
from domain.store.evidence import MemoryFiles
from domain.store.memory import MemoryCredentials
from tests import trade
from tests.assistant.atelier import NEW, OLD, House, line
from tests.assistant.capturing.conftest import Reader, Room, bill
from tests.assistant.surfaces.slack.card_views import marked, texts
from tests.block_kit import faults

PAGE = "https://erp.example"
FRAME = re.compile(r"[║═─×_~▲!\n]|\[.*?\]$")
"""What the terminal draws around the words."""


@pytest.fixture
async def house() -> House:
    """A tannery that supplies, two materials, and four people."""
    atelier = House()
    await atelier.begin()
    return atelier


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """The trade in locks, in which files are read and letters are written."""
    store, files, reader = trade.in_memory(), MemoryFiles(), Reader()
    await trade.found(store)
    handler: Callable[[str], Any] = lambda tenant: CommandHandler(store, tenant)  # noqa: E731
    reading = Reading(files, reader.look, reader.understood)
    settings = Settings(tmp_path)
    async with furnished(settings, store, MemoryCredentials(), handler, reading=reading) as found:
        desk: Any = found.office
        desk.clock = lambda: trade.NOON
        yield Room(desk, store, files, reader)


def said(messages: tuple[Message, ...]) -> str:
    """What stands in the messages, one text after the other."""
    parsed = {each for message in messages for each in marked(message.blocks)}
    told = (each for message in messages for each in texts(message.blocks))
    return "\n".join(unescaped(each).strip("*") if each in parsed else each for each in told)


def in_slack(card: dict[str, Any]) -> str:
    """The card as one message that Slack takes, with every word that the terminal shows."""
    [message] = found = cards.messages(card, PAGE)
    assert faults(message.blocks) == []
    shown = said(found)
    words = set(re.findall(r"\w[\w.,:/’'•-]*\w", unframed(text(card))))
    bare = {word.lower() for word in re.findall(r"\w+", shown)}
    waits = set(re.findall(r"\w+", card["status_word"]))  # Whose turn it is says the open line.
    lost = {part for word in words for part in re.findall(r"\w+", word)} - waits
    assert {part for part in lost if part.lower() not in bare | {f"v{card['version']}"}} == set()
    return shown


def unframed(slip: str) -> str:
    """The right side of the slip with its lines joined; the margin only names the parts."""
    sides = (row.partition("║")[2] for row in slip.splitlines() if "║" in row)
    return FRAME.sub(" ", " ".join(sides))


def offered(card: dict[str, Any]) -> list[str]:
    [message] = cards.messages(card)
    rows = (block for block in message.blocks if block["type"] == "actions")
    return [element["action_id"] for row in rows for element in row["elements"]]


async def test_an_order_that_waits_is_one_message_with_its_buttons(house: House) -> None:
    card = view(await house.shown(await house.order()))
    shown = in_slack(card)
    assert "waiting for Owner or Manager" in shown and "Waiting for you" not in shown
    for told in ("€2,220.00", "0 → 120 EA", "120 EA at €18.50 / EA", "Look first", "Total"):
        assert told in shown
    assert offered(card) == [SIGN, EDIT, REJECT, WHY]


async def test_a_changed_order_says_what_changed_and_whose_signature_is_void(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    await house.handler.revise(name, 1, house.ordering(96))
    shown = in_slack(view(await house.shown(name)))
    assert "Changed since version 1" in shown and "version 2" in shown
    assert "Signed v1" in shown and "void" in shown and "▎1. " in shown


async def test_of_two_signatures_one_is_given_and_one_open(house: House) -> None:
    name = await house.order(3000)
    await house.sign(name, "olivia")
    card = view(await house.shown(name, "oscar"))
    shown = in_slack(card)
    assert "1 of 2 signed" in shown and "as second signer" in shown
    assert offered(card)[0] == SIGN


async def test_a_bank_change_shows_red_what_nobody_vouches_for(house: House) -> None:
    await house.sign(await house.change_account(OLD), "max")
    card = view(await house.shown(await house.change_account(), "max"))
    shown = in_slack(card)
    [message] = cards.messages(card)
    assert str(message.blocks).count("red_circle") >= 2
    assert "ending in 0003 → " in shown and "ending in 1000" in shown
    assert NEW not in shown.replace(" ", "") and OLD not in shown.replace(" ", "")


async def test_a_signed_draft_offers_its_undo_and_nothing_else(house: House) -> None:
    card = view(await house.shown(await house.ordered(), "max"))
    shown = in_slack(card)
    assert "Was recorded" in shown and "signed" in shown and "Nothing happens" not in shown
    assert offered(card) == [UNDO]


async def test_a_reversal_and_what_it_took_back(house: House) -> None:
    name = await house.ordered()
    reversal = await house.undo(name, "max")
    assert SIGN in offered(view(await house.shown(reversal, "max")))
    await house.sign(reversal, "max")
    shown = in_slack(view(await house.shown(name, "max")))
    assert f"All of it was taken back by {reversal}." in shown and "undone" in shown


async def test_a_rejected_draft_says_by_whom_and_why(house: House) -> None:
    name = await house.order()
    await house.handler.reject(name, 1, "Not <!channel> now", "max", house.now)
    card = view(await house.shown(name))
    assert "Manager rejected it: Not <!channel> now." in in_slack(card)
    assert offered(card) == [REDRAFT]


async def test_an_expired_draft_says_since_when(house: House) -> None:
    card = view(await house.shown(await house.order(expires_at=house.now)))
    assert "Nobody signed before" in in_slack(card)
    assert SIGN not in offered(card) and REJECT not in offered(card)


async def test_a_draft_whose_figures_moved_shows_both_readings(house: House) -> None:
    await house.ordered(60)
    first, second = await house.receive(40, 0), await house.receive(22, 0)
    await house.sign(first, "olivia")
    shown = in_slack(view(await house.shown(second)))
    assert "Compare" in shown or "Not possible" in shown


async def test_who_may_not_sign_reads_why_and_many_read_it_without(house: House) -> None:
    card = view(await house.shown(await house.order(), "bea"))
    assert "This is above your limit" in in_slack(card) and SIGN not in offered(card)
    [message] = cards.messages(card, shared=True)
    assert "your limit" not in said((message,)) and SIGN in str(message.blocks)


async def test_markup_in_a_title_stays_what_it_is(house: House) -> None:
    title = "<!channel> *Order* :smile: <https://evil.example|here> & _more_"
    [message] = cards.messages(view(await house.shown(await house.order(title=title))))
    assert title in said((message,))
    assert "<" not in message.text and not any("<" in each for each in marked(message.blocks))


async def test_an_order_of_many_lines_keeps_what_counts_beside_its_buttons(house: House) -> None:
    hide = "Lambskin Noir, hide {} of the second selection"
    more = [line(n, "LMB", hide.format(n), 3, "18.50") for n in range(2, 140)]
    card = view(await house.shown(await house.order(lines=more)))
    first, *further = cards.messages(card, PAGE)
    assert len(card["cautions"]) > 100 and further
    told = ("Will happen", "20 of 139 lines shown", "Total", "Look first", "Sign by")
    assert all(each in said((first,)) for each in told)
    assert all(flag["bold"] in said((first, *further)) for flag in card["cautions"])


async def test_an_invoice_from_a_page_says_where_each_value_stands(room: Room) -> None:
    [card] = (await room.drop(bill()))["view"]["cards"]
    [message] = cards.messages(card, PAGE)
    assert faults(message.blocks) == []
    links = [url for url in re.findall(r"'url': '([^']*)'", str(message.blocks)) if "#at" in url]
    assert links and all(url.startswith(f"{PAGE}/pages/evidence/") for url in links)
    assert "Amount €428.40: " in said((message,))


async def test_a_letter_stands_word_for_word(room: Room) -> None:
    [card] = (await room.say("email INV-1 to the customer", user="manager"))["view"]["cards"]
    [message] = found = cards.messages(card, PAGE)
    assert faults(message.blocks) == []
    assert "\n".join(each or " " for each in card["letter"]["body"]) in said(found)
    assert f"{PAGE}/pages/drafts/{card['id']}/paper" in str(message.blocks)


async def test_what_a_customer_is_billed_for_stands_line_by_line(room: Room) -> None:
    asked = await room.say("invoice SO-1 at 20 %", user="owner")
    if not asked.get("drafts"):
        asked = await room.say("20", user="owner")
    [card] = asked["view"]["cards"]
    assert "Total without tax" in in_slack(card)


async def test_an_edit_opens_with_the_figures_of_the_card(house: House) -> None:
    card = view(await house.shown(await house.order()))
    opened = modals.edit(card)
    assert faults(opened["blocks"], most=100) == []
    assert Signing.read(opened["private_metadata"]) == Signing.of(card)
    [entry] = [block for block in opened["blocks"] if block["type"] == "input"]
    assert entry["element"]["initial_value"] == "120" and entry["label"]["text"] == "Quantity (EA)"


async def test_nobody_left_to_sign_reads_as_such(house: House) -> None:
    shown = await house.shown(await house.order())
    card = view(replace(shown, roles={}))
    assert "Nobody yet" not in cards.messages(card)[0].text
