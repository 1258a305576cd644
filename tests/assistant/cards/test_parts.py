"""The parts of a card: money, consequences, lines, balances, origins, doubts and hands."""

from dataclasses import replace

import pytest

from assistant.cards import view
from assistant.cards.origins import brief
from domain.governance.proposal import Origin
from domain.inventory.item import RegisterItem
from domain.kernel import Step
from tests.assistant.atelier import House, euros, line


async def test_the_head_is_the_decision_in_one_line(house: House) -> None:
    card = view(await house.shown(await house.order(because="WO-318 needs 96 on Wed 2 Dec.")))
    assert (card["id"], card["version"], card["kind"]) == ("D-1", 1, "Purchase order")
    assert card["title"] == "Order 120 Lambskin Noir from Tannerie Aurel"
    assert card["because"] == "WO-318 needs 96 on Wed 2 Dec."
    assert card["stake"] == {"text": "€2,220.00", "note": "net of VAT"}


async def test_every_consequence_names_its_function(house: House) -> None:
    await house.ordered(60)
    card = view(await house.shown(await house.receive()))
    told = card["happens"]
    assert (told["title"], told["more"]) == ("Will happen", "")
    assert [item["function"] for item in told["items"]] == [
        "procurement",
        "inventory",
        "inventory",
    ]


async def test_a_long_list_is_cut_with_its_count(house: House) -> None:
    steps = [
        Step(f"item-I-{n}", RegisterItem(item=f"I-{n}", name=f"Item {n}", unit="EA"))
        for n in range(518)
    ]
    intent = house.intent(*steps, title="Take in 518 items", kind="Import")
    card = view(await house.shown((await house.handler.propose(intent)).draft))
    assert card["happens"]["more"] == "and 488 more of the same kind"
    assert len(card["happens"]["items"]) == 30
    assert card["sign_label"] == "Accept batch"


async def test_lines_show_quantity_price_amount_and_their_sum(house: House) -> None:
    name = await house.order(lines=(line(2, "GOA", "Goat lining", 12, "8.00"),))
    table = view(await house.shown(name))["lines"]
    assert table["rows"][0] == {
        "label": "Lambskin Noir",
        "ref": "LMB",
        "moves": {"label": "Outstanding", "before": "0", "after": "120 EA"},
        "quantity": "120 EA",
        "price": "€18.50 / EA",
        "amount": "€2,220.00",
    }
    assert table["rows"][1]["amount"] == "€96.00"
    assert table["total"] == {"label": "Total", "amount": "€2,316.00"}


async def test_a_receipt_moves_what_was_received(house: House) -> None:
    await house.ordered(60)
    row = view(await house.shown(await house.receive()))["lines"]["rows"][0]
    assert row["moves"] == {"label": "Received", "before": "0", "after": "40 EA"}
    assert (row["quantity"], row["amount"]) == ("40 EA", "€820.00")


async def test_damaged_goods_are_a_balance_of_their_own(house: House) -> None:
    await house.ordered(60)
    balances = view(await house.shown(await house.receive()))["balances"]["rows"]
    rows = {(row["label"], row["ref"]): row for row in balances}
    sound = rows["Available", "LMB, Main store"]
    assert (sound["before"], sound["after"], sound["change"]) == ("0", "35 EA", "+35")
    assert rows["Quarantine", "LMB, Main store"]["after"] == "5 EA"
    assert rows["PO-1 outstanding", ""]["change"] == "−€820.00"


async def test_no_label_is_the_name_of_a_column(house: House) -> None:
    await house.ordered(60)
    card = view(await house.shown(await house.receive()))
    labels = [row["label"] for row in card["balances"]["rows"]]
    assert not any("_" in label for label in labels)


async def test_no_figure_stands_that_the_preview_did_not_compute(house: House) -> None:
    name = await house.order(lines=(line(2, "GOA", "Goat lining", 12, "8.00"),))
    shown = await house.shown(name)
    card, preview = view(shown), shown.preview
    amounts = {row["amount"] for row in card["lines"]["rows"]}
    lines = [change.after for change in preview.changes if change.table == "order_lines"]
    assert amounts == {euros(row["amount"]) for row in lines if row}
    assert card["lines"]["total"]["amount"] == euros(str(preview.amounts[0].amount))
    assert card["stake"]["text"] == card["lines"]["total"]["amount"]


async def test_amounts_in_two_currencies_are_never_added(house: House) -> None:
    two = house.intent(
        *house.ordering(10, "10.00").steps,
        *house.ordering(10, "20.00 USD", number="PO-2").steps,
        title="Order twice",
        kind="Purchase orders",
    )
    card = view(await house.shown((await house.handler.propose(two)).draft))
    assert card["stake"] == {"text": "$200.00", "note": "and €100.00"}
    assert card["lines"] is None, "lines are those of one document"


async def test_an_origin_is_trusted_as_far_as_it_goes(house: House) -> None:
    await house.ordered(60)
    typed, read = view(await house.shown(await house.receive()))["origins"]
    assert typed == {
        "field": "Quantity 40",
        "origin": "typed by Artisan, 08:52",
        "tone": "plain",
        "link": "",
    }
    assert read["tone"] == "care"
    bank = view(await house.shown(await house.change_account()))["origins"]
    assert bank[0]["tone"] == "stop", "a document decides who is paid"


async def test_a_value_from_outside_is_told_of_among_the_red_flags(house: House) -> None:
    name = await house.change_account()
    for user, who in (("bea", "you"), ("olivia", "Buyer")):
        flags = [flag["bold"] for flag in view(await house.shown(name, user))["red_flags"]]
        assert f"The account comes from letter.pdf, p. 1, not from {who}." in flags


async def test_a_stop_stands_among_the_red_flags_and_a_caution_below(house: House) -> None:
    await house.ordered(60)
    card = view(await house.shown(await house.change_account()))
    assert card["red_flags"][0]["bold"].startswith("New bank details with 1 open order")
    assert card["cautions"] == []
    dearer = view(await house.shown(await house.order(10, "21.80", number="PO-2")))
    assert dearer["red_flags"] == []
    jump = "Price of Lambskin Noir is 6.3 % above the last order:"
    assert jump in [caution["bold"] for caution in dearer["cautions"]]


async def test_doubts_leave_when_there_is_nothing_left_to_sign(house: House) -> None:
    card = view(await house.shown(await house.ordered()))
    assert card["red_flags"] == card["cautions"] == []


async def test_the_hands_are_roles_and_moments(house: House) -> None:
    card = view(await house.shown(await house.order()))
    assert card["hands"] == "Proposed by Assistant for Buyer, today 09:12."
    assert card["undo"] == "Undo: cancels the order, until goods arrive."
    alone = await house.order(by=("stan",), agent="", delegator="", number="PO-2")
    house.later(days=1)
    assert view(await house.shown(alone))["hands"] == "Proposed by Staff, Fri 20 Nov, 09:12."
    reorder = await house.order(agent="reorder", number="PO-3")
    assert "Reorder agent for Buyer" in view(await house.shown(reorder))["hands"]


async def test_a_signature_is_a_role_a_time_a_version_and_eight_letters(house: House) -> None:
    name = await house.order()
    shown = await house.shown(name)
    await house.sign(name, "olivia")
    line = view(await house.shown(name))["signatures"][0]
    assert line["name"] == "Owner"
    assert line["note"] == f"Fri 20 Nov, 09:12 · v1 · {shown.digest[:8]}"


async def test_figures_are_never_rounded_on_a_card(house: House) -> None:
    table = view(await house.shown(await house.order(3, "1.2345")))["lines"]["rows"][0]
    assert (table["price"], table["amount"]) == ("€1.2345 / EA", "€3.7035")


async def test_a_new_order_says_its_amount_once(house: House) -> None:
    card = view(await house.shown(await house.order()))
    assert card["lines"]["total"]["amount"] == "€2,220.00"
    assert card["balances"] is None


async def test_what_has_no_figures_is_a_change_and_no_balance(house: House) -> None:
    card = view(await house.shown(await house.change_account()))
    assert card["balances"]["title"] == "Change"
    assert [row["label"] for row in card["balances"]["rows"]] == ["Account", "Bank"]


async def test_a_second_delivery_counts_only_what_comes_now(house: House) -> None:
    await house.ordered(60)
    await house.sign(await house.receive(40, 0), "olivia")
    later = await house.receive(12, 0, note="88-2209")
    row = view(await house.shown(later))["lines"]["rows"][0]
    assert (row["quantity"], row["amount"]) == ("12 EA", "€246.00")
    assert row["moves"] == {"label": "Received", "before": "40", "after": "52 EA"}


async def test_a_list_that_was_cut_has_the_total_of_all_that_is_signed(house: House) -> None:
    shown = await house.shown(await house.order())
    assert shown.today is not None
    cut = shown.today.preview.model_copy(update={"total_changes": 900})
    card = view(replace(shown, today=shown.today.model_copy(update={"preview": cut})))
    assert card["lines"]["rows"]
    assert card["lines"]["total"] == {
        "label": "Total of all lines",
        "amount": card["stake"]["text"],
    }
    received = [change.model_copy(update={"before": change.after}) for change in cut.changes]
    cut = cut.model_copy(update={"changes": tuple(received)})
    card = view(replace(shown, today=shown.today.model_copy(update={"preview": cut})))
    assert card["lines"]["total"] is None, "of what moves, only the part that is shown is known"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("TURN 4\n" * 2_000, "TURN 4 … and 1,999 more lines"),
        ("very " * 100, f"{'very ' * 31}very… (500 characters)"),
        ("TURN 4\nHIDE 2", "TURN 4\nHIDE 2"),
    ],
    ids=["a list", "a long sentence", "short"],
)
def test_a_value_too_long_for_its_place_is_named_by_its_beginning(value: str, shown: str) -> None:
    assert brief(value) == shown


async def test_of_very_many_lines_and_origins_the_first_are_shown_and_the_rest_is_counted(
    house: House,
) -> None:
    many = tuple(line(n, "GOA", "Goat lining", 1, "8.00") for n in range(2, 60))
    shown = await house.shown(await house.order(lines=many))
    given = tuple(
        Origin(field=f"line {n} price", kind="record", value="8 EUR", source="agreed price")
        for n in range(1, 60)
    )
    proposal = shown.proposal.model_copy(update={"origins": given})
    state = replace(shown.state, proposal=proposal)
    card = view(replace(shown, state=state))
    assert (len(card["lines"]["rows"]), card["lines"]["more"]) == (20, "20 of 59 lines shown")
    assert card["lines"]["total"]["amount"] == card["stake"]["text"], "the sum is over all"
    assert len(card["origins"]) == 21
    assert card["origins"][-1]["field"] == "and 39 more"
