"""A pasted list is one order: its good rows are drafted, each bad one is named and kept apart."""

from typing import Any

import pytest

from domain.command_handler.intent import Decision
from tests.trade import NOON, TENANT
from tools.fulfillment.pasted import rows_of


def read(text: str) -> list[tuple[str, str]]:
    pairs = [row.read() for row in rows_of(text)]
    return [(what, f"{said.amount:f} {said.of}".strip()) for what, said in pairs]


@pytest.mark.parametrize(
    "text",
    [
        "40 LOCK, 12 CALF",
        "LOCK 40, CALF 12",
        "LOCK 40\nCALF 12",
        "LOCK;40\r\nCALF;12\r\n",
        "40;LOCK\n\n12;CALF",
        "LOCK\t40\nCALF\t12",
        "40 x LOCK; 12 x CALF",
        "- 40 of LOCK\n- 12 of CALF",
        "LOCK: 40, CALF: 12",
        "40 LOCK; 12 CALF",
        "LOCK 40; CALF 12",
    ],
)
def test_a_list_is_read_as_people_write_it(text: str) -> None:
    assert read(text) == [("LOCK", "40"), ("CALF", "12")]


def test_a_name_of_several_words_a_unit_and_a_thousand_are_read() -> None:
    assert read("Brass turn-lock 1,250") == [("Brass turn-lock", "1250")]
    assert read("Brass turn-lock;3 EA") == [("Brass turn-lock", "3 EA")]
    assert read("1001;40") == [("1001", "40")]
    assert read("1,250 LOCK, 3 CALF") == [("LOCK", "1250"), ("CALF", "3")]


def test_a_bad_row_of_a_sheet_stays_one_row() -> None:
    rows = rows_of("Brass turn-lock; 4\nBox calf; many\nLOCK 40; CALF 12")
    assert [row.text for row in rows] == [
        "Brass turn-lock; 4",
        "Box calf; many",
        "LOCK 40",
        "CALF 12",
    ]


async def test_good_rows_are_drafted_and_bad_rows_are_kept_apart(drafted: Any) -> None:
    rows = "TURN 40\nZORK 3\nCALF;2\nLOCK 0\nsomething\nTHRD 3 BOX\nTURN 5"
    proposal = await drafted("draft_sales_order_list", customer="MARTIN", lines=rows)
    assert proposal.title == (
        "Sell 40 EA Turn-lock and 5 EA Turn-lock to Maison Martin, 5 rows kept apart"
    )
    lines = proposal.steps[0].arguments["lines"]
    assert [line["back_ordered"] for line in lines] == ["6", "5"]
    apart = [(o.field, o.value, o.severity) for o in proposal.origins if o.severity]
    assert [row for row, _, _ in apart] == ["row 2", "row 3", "row 4", "row 5", "row 6"]
    said = proposal.because
    assert "Row 2, “ZORK 3”: There is no item called “ZORK”." in said
    assert "Row 3, “CALF;2”: Calf hide has no price. Maison Martin last paid" in said
    assert "Row 4, “LOCK 0”: The quantity of LOCK must be more than 0." in said
    assert "Row 5, “something”: This cannot be read" in said
    assert "Row 6, “THRD 3 BOX”" in said


async def test_a_list_without_a_good_row_is_refused_with_its_reasons(ask: Any) -> None:
    known = {"customer": "MARTIN", "lines": "ZORK 3, OLD 4"}
    answer = await ask("draft_sales_order_list", **known)
    assert (answer.outcome, answer.code) == ("refused", "no_good_row")
    assert "Thread on a card is delisted" in answer.reason


@pytest.mark.parametrize(
    ("lines", "code"), [("; ,", "no_rows"), ("LOCK 1\n" * 10_001, "too_many_rows")]
)
async def test_an_empty_and_an_endless_list_are_refused(ask: Any, lines: str, code: str) -> None:
    answer = await ask("draft_sales_order_list", customer="MARTIN", lines=lines)
    assert (answer.outcome, answer.code) == ("refused", code)


async def signed(house: Any, answer: Any) -> None:
    """The draft of this answer, signed by the owner."""
    assert answer.outcome == "answered", answer
    card = answer.content
    known = {"signer": "olga", "role": "owner", "hands": ("olga",), "at": NOON}
    told = {name: card[name] for name in ("draft", "version", "digest")}
    await house.handler(TENANT).sign(Decision(**told, **known))


async def test_a_list_of_a_customer_on_a_price_list_reserves_stock_when_it_is_signed(
    house: Any, ask: Any, reply: Any
) -> None:
    await signed(house, await ask("draft_price_list", name="Silver", percent="25"))
    await signed(house, await ask("draft_new_customer", name="Atelier Sud", currency="EUR"))
    terms = {"customer": "Atelier Sud", "price_list": "Silver"}
    await signed(house, await ask("draft_customer_change", **terms))
    before = await reply("free_to_sell", item="LOCK")
    listed = {"customer": "Atelier Sud", "lines": "TURN;3\nLOCK;4\nZORK;1"}
    await signed(house, await ask("draft_sales_order_list", **listed))
    order = await reply("show_sales_order", sales_order="SO-2")
    assert [(row["price"], row["price_reason"]) for row in order["rows"]] == [
        ("24", "base price since 1 Mar 2026, less 25 % for Silver")
    ] * 2
    assert order["headline"].startswith("SO-2 of Atelier Sud over €168.00 is placed")
    after = await reply("free_to_sell", item="LOCK")
    assert (before["totals"]["free"], after["totals"]["free"]) == ("34 EA", "27 EA")
    assert ("SO-2", "7") in [(row["order"], row["quantity"]) for row in after["rows"]]
