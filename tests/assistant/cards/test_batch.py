"""Several drafts in one table: what one click signs, what it leaves out, and what came of each."""

from typing import Any

from assistant.cards import alone, batch_view, text
from assistant.cards.page import page
from tests.assistant.atelier import House


async def two(house: House) -> tuple[str, str]:
    """An order of leather and one of lining; neither makes the other look odd."""
    await house.ordered(60, number="PO-9")
    return await house.receive(40, 0, order="PO-9"), await house.order(60, number="PO-2")


async def table(house: House, *drafts: str, user: str = "olivia") -> dict[str, Any]:
    return batch_view([await house.shown(draft, user) for draft in drafts])


def results(card: dict[str, Any]) -> list[str]:
    return [row["result"] for row in card["batch"]]


async def test_all_of_them_are_read_as_one_table_with_one_button(house: House) -> None:
    first, second = await house.order(number="PO-1"), await house.order(60, number="PO-2")
    card = await table(house, first, second)
    assert card["title"] == "2 drafts, read together"
    assert card["stake"] == {"text": "€3,330.00", "note": "all of them together"}
    assert [row["id"] for row in card["batch"]] == [first, second]
    assert (card["may_sign"], card["sign_label"]) == (True, "Sign 2 drafts")
    assert card["id"] == f"{first}+{second}"
    assert text(card) and page(card)


async def test_each_currency_has_a_total_of_its_own(house: House) -> None:
    first = await house.order(number="PO-1")
    second = await house.order(10, "30.00 USD", number="PO-2")
    assert (await table(house, first, second))["stake"]["text"] == "€2,220.00 + $300.00"


async def test_the_total_counts_what_was_signed_and_the_rest_says_why(house: House) -> None:
    first, second = await two(house)
    await house.sign(second, "olivia")
    card = await table(house, first, second)
    assert (card["status"], card["status_word"]) == ("partly_signed", "1 of 2 signed")
    assert card["stake"]["note"].startswith("signed, of ")
    assert results(card)[1] == "Signed"
    assert text(card) and page(card)


async def test_a_draft_with_a_red_flag_is_listed_and_not_signed(house: House) -> None:
    await house.sign(await house.change_account("SE3550000000054910000003"), "max")
    await house.ordered(60, number="PO-8")
    flagged = await house.change_account()
    card = await table(house, flagged, user="max")
    assert [row["included"] for row in card["batch"]] == [False]
    assert card["batch"][0]["result"].endswith("red flags")
    assert "Read it by itself." in card["batch"][0]["why"]
    assert not card["may_sign"] and card["sign_label"] == ""
    assert alone(await house.shown(flagged, "max"))


async def test_what_moved_meanwhile_is_read_by_itself(house: House) -> None:
    await house.ordered(60)
    first, second = await house.receive(40, 0), await house.receive(22, 0)
    await house.sign(first, "olivia")
    card = await table(house, first, second)
    assert results(card) == ["Signed", "Read again"]
    assert not card["batch"][1]["included"]


async def test_whoever_may_not_sign_reads_why(house: House) -> None:
    card = await table(house, await house.order(number="PO-1"), user="stan")
    assert not card["may_sign"]
    assert card["batch"][0]["why"]
