"""A name is exact or it is a question; the question shows what tells the candidates apart."""

from typing import Any

import pytest

from tests.trade import NASTY


async def test_a_code_or_a_whole_name_in_any_case_is_one_record(reply: Any) -> None:
    for said in ("OST", "ost", "Ostermark", "OSTERMARK", " ostermark "):
        found = await reply("show_supplier", supplier=said)
        assert found["rows"][0]["supplier"] == "OST"


async def test_a_part_of_a_name_is_a_question_even_when_only_one_fits(ask: Any) -> None:
    answer = await ask("show_supplier", supplier="Osterm")
    assert (answer.outcome, answer.code) == ("refused", "which_supplier")
    assert answer.reason == (
        "“Osterm” is part of the name of 1 supplier: is it Ostermark (OST, Solingen)?"
    )
    [option] = answer.content["options"]
    assert option == {"value": "OST", "label": "Ostermark", "detail": "OST, Solingen"}
    assert answer.content["slot"] == "supplier"


async def test_several_candidates_are_told_apart(ask: Any) -> None:
    answer = await ask("show_supplier", supplier="conti")
    assert answer.code == "" and answer.content["rows"][0]["supplier"] == "CONTI"
    answer = await ask("show_supplier", supplier="Cont")
    assert [option["detail"] for option in answer.content["options"]] == [
        "NORD, Kiel",
        "CONTI, Prato",
    ]


async def test_two_records_of_one_name_are_a_question(ask: Any) -> None:
    answer = await ask("show_supplier", supplier="twin cycles")
    assert answer.code == "which_supplier"
    assert answer.reason.startswith("“twin cycles” is the name of 2 suppliers: is it Twin Cycles (")
    assert {option["detail"] for option in answer.content["options"]} == {
        "TWIN1, Bern",
        "TWIN2, Basel",
    }


async def test_an_unknown_name_gets_the_nearest_ones(ask: Any) -> None:
    answer = await ask("show_supplier", supplier="Ostermrak")
    assert (answer.outcome, answer.code) == ("refused", "unknown_supplier")
    assert answer.reason == (
        "There is no supplier called “Ostermrak”. The nearest names are Ostermark."
    )


async def test_the_question_names_the_argument_it_is_about(ask: Any) -> None:
    goods = {"item": "Calf hide", "quantity": 1, "source": "Main store", "target": "Moon"}
    answer = await ask("draft_stock_move", **goods)
    assert (answer.code, answer.content["slot"]) == ("unknown_place", "target")


@pytest.mark.parametrize("said", ["%", "_", "'; DROP TABLE suppliers;--", "\\", "x" * 200])
async def test_a_name_is_text_and_never_a_pattern(ask: Any, said: str) -> None:
    answer = await ask("show_supplier", supplier=said)
    assert answer.outcome == "refused"


async def test_a_hostile_name_comes_out_clean_and_whole(reply: Any) -> None:
    found = await reply("show_supplier", supplier="BAD")
    clean = "".join(c for c in NASTY if c not in "\u202e\u200b")
    assert found["rows"][0]["name"] == clean
    assert "\u202e" not in str(found) and "\u200b" not in str(found)


async def test_an_order_number_is_never_guessed(ask: Any) -> None:
    answer = await ask("show_purchase_order", order="PO-99999")
    assert (answer.code, answer.outcome) == ("unknown_order", "refused")
    assert answer.reason.startswith("There is no purchase order PO-99999:")


async def test_orders_that_are_open_are_offered_instead_the_nearest_number_first(ask: Any) -> None:
    answer = await ask("show_purchase_order", order="PO-9")
    assert [option["value"] for option in answer.content["options"]] == ["PO-4", "PO-3"]
    assert answer.content["slot"] == "order"


async def test_where_there_are_few_places_all_of_them_are_offered(ask: Any) -> None:
    answer = await ask("stock_on_hand", place="workshop")
    assert answer.code == "unknown_place"
    assert answer.content["options"]
