"""One view, many renderings: text, page and JSON say the same, and markup stays text."""

from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.cards import draft_object, text, view
from assistant.cards.page import page
from assistant.cards.text import WIDE, apart
from tests.assistant.atelier import House

MARKUP = '<img src=x onerror="alert(1)">{{ 7*7 }}'


async def states(house: House) -> list[str]:
    """A draft in each state there is."""
    waiting = await house.order(number="PO-8")
    rejected = await house.order(number="PO-9")
    await house.handler.reject(rejected, 1, "Not now", "max", house.now)
    signed = await house.ordered(60)
    receipt = await house.receive()
    stale = await house.receive(22, 0, note="88-2208")
    await house.sign(receipt, "olivia")
    undone = await house.ordered(10, number="PO-7")
    reversal = await house.undo(undone, "max")
    await house.sign(reversal, "max")
    partly = await house.order(3000, number="PO-6")
    await house.sign(partly, "olivia")
    bank = await house.change_account()
    expired = await house.order(number="PO-5", expires_at=house.now)
    return [waiting, rejected, signed, receipt, stale, undone, reversal, partly, bank, expired]


async def test_the_slip_is_never_wider_than_the_terminal(house: House) -> None:
    for name in await states(house):
        for user in ("olivia", "bea"):
            slip = text(view(await house.shown(name, user)))
            assert max(map(len, slip.splitlines())) <= WIDE


async def test_every_state_says_the_same_on_paper_and_on_the_page(house: House) -> None:
    for name in await states(house):
        card = view(await house.shown(name))
        slip, html = flat(text(card)), flat(unescape(page(card)))
        for said in (card["status_word"], card["title"], *(i["sentence"] for i in sentences(card))):
            assert flat(said) in slip and flat(said) in html
        for row in (card["lines"] or {"rows": []})["rows"]:
            assert row["amount"] in slip and row["amount"] in html


def sentences(card: dict) -> list[dict]:  # type: ignore[type-arg]
    return list(card["happens"]["items"])


def flat(said: str) -> str:
    """Without line breaks and margins, so that wrapped words can be found."""
    return "".join(said.replace("║", "").split())


async def test_the_slip_has_a_margin_that_names_each_part(house: House) -> None:
    slip = text(view(await house.shown(await house.order())))
    names = [line.split("║")[0].strip() for line in slip.splitlines() if "║" in line]
    assert [name for name in names if name] == [
        "Purchase order",
        "D-1 · v1",
        "Will happen",
        "Lines",
        "Look first",
        "Sign",
    ]
    assert "× ____" in slip


async def test_markup_in_a_name_stays_text(house: House) -> None:
    name = await house.order(title=MARKUP, because=MARKUP)
    html = page(view(await house.shown(name)))
    assert "<img" not in html and "49" not in html.replace("1.49", "")
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;{{ 7*7 }}" in html


@pytest.mark.parametrize(("status", "look"), [("undone", "expired"), ("signed", "signed")])
async def test_what_is_put_away_lies_on_the_desk(house: House, status: str, look: str) -> None:
    name = await house.ordered()
    if status == "undone":
        await house.sign(await house.undo(name, "max"), "max")
    assert f'data-status="{look}"' in page(view(await house.shown(name)))


async def test_programs_read_exact_figures_and_the_same_digest(house: House) -> None:
    shown = await house.shown(await house.order(), "bea")
    found = draft_object(shown)
    assert found["digest"] == view(shown)["digest"] == shown.digest
    assert found["command"] == "PlacePurchaseOrder"
    assert found["arguments"]["lines"][0]["quantity"] == {"amount": "120", "unit": "EA"}
    assert Decimal(found["preview"]["amount"]) == Decimal(2220)
    assert found["preview"]["currency"] == "EUR"
    event = found["preview"]["events"][0]
    assert event["type"] == "PurchaseOrderPlaced" and event["sentence"].startswith("PO-1 orders")
    assert found["preview"]["rows"][0]["before"] is None
    assert (found["proposed_by"], found["delegated_by"]) == ("assistant", "bea")
    assert found["may_sign"] == ["owner", "manager"]
    assert found["needs"]["signatures"] == 1
    assert found["checks"][1]["control"] == "A4"
    assert found["expires_at"] == "2026-11-22T18:00:00+00:00"


@given(some.text(min_size=1), some.integers(min_value=0, max_value=10**12))
def test_a_figure_in_the_slip_never_breaks(words: str, amount: int) -> None:
    figure = f"€{amount:,}.00"
    assert apart(words, figure)[-1].endswith(figure)
