"""What is allowed and still odd is pointed out, with both figures and where they come from."""

from datetime import date

import pytest

from domain.analysis import references
from domain.analysis.doubt import Check, Doubt
from domain.analysis.plausibility import CHECKS
from domain.catalog import EVENTS
from domain.inventory.item import RetireItem, item
from domain.inventory.stock import stock
from domain.kernel import Fact
from domain.procurement.order_commands import CancelPurchaseOrder, ChangePurchaseOrder
from domain.procurement.sourcing import ChangeSourcing, EndSourcing, key_of, sourcing
from domain.procurement.supplier import ChangeBankDetails, HoldSupplier, RemoveSupplier, supplier
from tests.domain.analysis.world import AGREED, BARE, SUPPLIED, World
from tests.domain.business import (
    GOOD_IBAN,
    OTHER_IBAN,
    agree,
    eur,
    hides,
    line,
    move,
    place,
    receive,
    register_supplier,
    take_over,
)
from tests.domain.forms import bare
from tests.domain.histories import counted
from tests.domain.samples import sample
from tests.spec import NOBODY

LONG_AGO = {"number": "PO-1", "ordered_on": date(2025, 9, 3)}
OLD = place(line(due_on=date(2025, 9, 20)), **LONG_AGO)
RECENT = place(line(quantity=hides(20)), number="PO-1", ordered_on=date(2026, 2, 25))
TRADED = AGREED.order(OLD, receive(50, received_on=date(2025, 9, 20)))
SAMPLES = {
    name: event.model_validate(sample(bare(event.model_json_schema(mode="validation"))))
    for name, event in EVENTS.items()
}
"""One of each kind of event that there is."""
DETAILS = ChangeBankDetails(account=GOOD_IBAN, bank="Banca Etruria")


def codes(doubts: list[Doubt]) -> list[tuple[str, str]]:
    return [(doubt.code, doubt.severity) for doubt in doubts]


def one(doubts: list[Doubt], code: str) -> Doubt:
    [found] = [doubt for doubt in doubts if doubt.code == code]
    return found


def test_an_ordinary_order_raises_no_doubt() -> None:
    assert TRADED.ordering(place(line(quantity=hides(60)))) == []


def test_a_price_above_the_last_one_is_shown_beside_it() -> None:
    doubt = one(TRADED.ordering(place(line(price=eur("87.70")))), "price_jump")
    assert str(doubt) == (
        "Price of Calf hide is 6.3 % above the last order: "
        "€87.70 against €82.50 per HIDE on 3 Sep 2025. (PO-1)"
    )
    assert doubt.severity == "care"


@pytest.mark.parametrize(
    ("price", "found"),
    [("86.62", []), ("86.63", ["care"]), ("103.13", ["stop"]), ("78", ["care"]), ("40", ["stop"])],
)
def test_the_farther_a_price_the_louder_the_doubt(price: str, found: list[str]) -> None:
    doubts = TRADED.ordering(place(line(price=eur(price))))
    assert [doubt.severity for doubt in doubts if doubt.code == "price_jump"] == found


def test_without_an_order_the_last_price_of_the_terms_counts() -> None:
    terms = agree(last_price=eur("60"), last_on=date(2025, 8, 1))
    world = SUPPLIED.after(sourcing, key_of("CONTI", "CALF"), terms)
    doubt = one(world.ordering(place()), "price_jump")
    assert "37.5 % above the last price paid" in doubt.bold
    assert doubt.text.endswith("on 1 Aug 2025.")


def test_a_cancelled_order_is_no_measure_of_a_price() -> None:
    world = AGREED.order(OLD, CancelPurchaseOrder(reason="Wrong"))
    assert ("price_jump", "stop") not in codes(world.ordering(place(line(price=eur("200")))))


def test_a_price_that_was_not_agreed_is_shown_beside_the_agreed_one() -> None:
    doubt = one(AGREED.ordering(place(line(price=eur("83")))), "price_not_agreed")
    assert doubt.text == "€83.00 against €82.50 per HIDE."
    assert doubt.source == "terms with Conceria Conti"


def test_an_open_order_of_the_same_item_may_be_a_duplicate() -> None:
    doubt = one(AGREED.order(RECENT).ordering(place()), "possible_duplicate")
    assert str(doubt) == (
        "Possible duplicate of PO-1: 50 HIDE Calf hide against 20 HIDE ordered on "
        "25 Feb 2026 and due 20 Mar 2026. (PO-1, line 1)"
    )


def test_the_same_quantity_again_within_two_weeks_must_be_looked_at() -> None:
    world = AGREED.order(RECENT).order(RECENT.model_copy(update={"number": "PO-2"}), number="PO-2")
    doubt = one(world.ordering(place(line(quantity=hides(20)))), "possible_duplicate")
    assert doubt.severity == "stop"
    assert doubt.text.endswith("It may also repeat 1 more order.")


def test_what_has_arrived_or_is_cancelled_is_not_repeated() -> None:
    for end in (receive(20), CancelPurchaseOrder(reason="Wrong")):
        world = AGREED.order(RECENT, end)
        assert "possible_duplicate" not in dict(codes(world.ordering(place())))


def test_changing_an_order_does_not_duplicate_it() -> None:
    world = TRADED.order(place(line(quantity=hides(60))), number="PO-7")
    assert world.ordering(ChangePurchaseOrder(line=1, quantity=hides(70))) == []


def test_a_change_is_judged_like_an_order() -> None:
    world = TRADED.order(place(line(quantity=hides(60))), number="PO-7")
    dear = ChangePurchaseOrder(line=1, price=eur("150"))
    assert codes(world.ordering(dear)) == [("price_jump", "stop"), ("price_not_agreed", "care")]


def test_twenty_times_the_largest_order_is_probably_a_slip() -> None:
    doubts = TRADED.ordering(place(line(quantity=hides(1000))))
    assert "the largest order was 50 HIDE on 3 Sep 2025." in one(doubts, "absurd_quantity").text
    just_large = TRADED.ordering(place(line(quantity=hides(999))))
    assert "absurd_quantity" not in dict(codes(just_large))


def test_minimum_and_maximum_of_the_terms_are_held_against_an_order() -> None:
    less = one(AGREED.ordering(place(line(quantity=hides(9)))), "below_minimum")
    more = one(AGREED.ordering(place(line(quantity=hides(401)))), "above_maximum")
    assert (less.text, more.text) == ("9 HIDE against 10 HIDE.", "401 HIDE against 400 HIDE.")


def test_a_supplier_without_terms_for_an_item_may_be_the_wrong_one() -> None:
    assert one(SUPPLIED.ordering(place()), "not_supplied").severity == "care"
    over = EndSourcing(reason="Too dear")
    ended = AGREED.after(sourcing, key_of("CONTI", "CALF"), over)
    assert "terms have ended" in one(ended.ordering(place()), "not_supplied").text


def test_nobody_can_sign_an_order_to_a_stranger_or_of_nothing_known() -> None:
    found = dict(codes(BARE.ordering(place())))
    assert (found["unknown_supplier"], found["unknown_item"]) == ("block", "block")


def test_nobody_can_sign_an_order_that_stock_could_not_take() -> None:
    boxes = line(quantity=hides(5).model_copy(update={"unit": "BOX"}))
    doubt = one(AGREED.ordering(place(boxes)), "wrong_unit")
    assert (doubt.severity, doubt.bold) == ("block", "Calf hide is counted in HIDE:")


def test_a_supplier_on_hold_stops_an_order_with_the_reason() -> None:
    held = TRADED.after(supplier, "CONTI", HoldSupplier(reason="Poor hides."))
    doubt = one(held.ordering(place()), "supplier_on_hold")
    assert (doubt.severity, doubt.text) == ("stop", "Poor hides.")


def test_a_retired_item_is_not_ordered_without_a_look() -> None:
    retired = TRADED.after(item, "CALF", RetireItem(reason="Not sold"))
    assert one(retired.ordering(place()), "retired_item").severity == "stop"


def test_a_new_supplier_has_bank_details_first() -> None:
    assert one(AGREED.ordering(place()), "no_bank_details").severity == "care"
    paid = AGREED.after(supplier, "CONTI", DETAILS)
    assert paid.ordering(place()) == []


def test_new_bank_details_while_orders_are_open_must_be_looked_at() -> None:
    doubt = one(AGREED.order(RECENT).supplying(DETAILS), "new_bank_details")
    assert doubt.severity == "stop"
    assert doubt.bold == "New bank details with 1 open order over €1,650.00:"
    assert "ending in 3456 at Banca Etruria against none" in doubt.text


def test_first_bank_details_of_an_idle_supplier_are_no_surprise_and_second_ones_are() -> None:
    assert SUPPLIED.supplying(DETAILS) == []
    paid = SUPPLIED.after(supplier, "CONTI", ChangeBankDetails(account=OTHER_IBAN))
    assert codes(paid.supplying(DETAILS)) == [("new_bank_details", "care")]


def test_two_suppliers_do_not_share_an_account_unseen() -> None:
    other = register_supplier(supplier="BRUNI", name="Bruni")
    paid = SUPPLIED.after(supplier, "BRUNI", other, DETAILS)
    doubt = one(paid.supplying(ChangeBankDetails(account=GOOD_IBAN.lower())), "shared_account")
    assert (doubt.severity, doubt.bold) == ("stop", "The account is that of Bruni:")


def test_no_doubt_tells_an_account_in_full() -> None:
    world = AGREED.order(RECENT).after(supplier, "CONTI", ChangeBankDetails(account=OTHER_IBAN))
    told = " ".join(str(doubt) for doubt in world.supplying(DETAILS))
    assert "0123" not in told
    assert "0440" not in told


def test_two_suppliers_of_one_name_may_be_one() -> None:
    again = register_supplier(supplier="CONTI2", name="conceria conti")
    doubt = one(SUPPLIED.supplying(again, "CONTI2"), "namesake")
    assert (doubt.severity, doubt.bold) == ("stop", "There is a conceria conti already:")


def test_new_terms_far_from_the_old_ones_are_pointed_out() -> None:
    dear = ChangeSourcing(price=eur("110"))
    [doubt] = AGREED.doubts(AGREED.does(sourcing, key_of("CONTI", "CALF"), dear))
    assert (doubt.code, doubt.severity) == ("terms_jump", "stop")
    assert "33.3 % above the old one" in doubt.bold


def open_order() -> World:
    return TRADED.order(place(), number="PO-7")


def test_a_little_too_much_is_taken_with_care() -> None:
    doubt = one(open_order().ordering(receive(52)), "more_than_outstanding")
    assert (doubt.severity, doubt.text) == ("care", "52 HIDE against 50 HIDE.")


def test_a_delivery_that_is_mostly_damaged_might_be_refused() -> None:
    doubt = one(open_order().ordering(receive(10, 6)), "mostly_damaged")
    assert doubt.text == "6 of 10 HIDE. Refuse the delivery?"
    assert open_order().ordering(receive(10, 5)) == []


def test_nothing_arrives_before_it_was_ordered() -> None:
    early = receive(10, received_on=date(2026, 3, 1))
    doubt = one(open_order().ordering(early), "received_before_ordered")
    assert doubt.text == "1 Mar 2026 against 2 Mar 2026."


def test_the_same_delivery_is_not_booked_twice_unseen() -> None:
    world = open_order().order(receive(10, delivery_note="D-1"), number="PO-7")
    again = one(world.ordering(receive(7, delivery_note="D-1")), "possible_second_receipt")
    assert again.text == "10 HIDE Calf hide are booked for 18 Mar 2026, delivery note D-1."
    assert "possible_second_receipt" in dict(codes(world.ordering(receive(10))))
    assert world.ordering(receive(7, delivery_note="D-2")) == []


def test_a_count_far_from_the_books_is_counted_again() -> None:
    world = BARE.after(stock, "CALF", move(40))
    assert codes(world.counting(counted(19))) == [("far_off_count", "stop")]
    assert world.counting(counted(20)) == []


def test_an_order_from_another_system_is_not_judged_again() -> None:
    assert SUPPLIED.ordering(take_over("closed")) == []


def test_an_order_from_another_system_waits_for_the_supplier_and_the_item_it_names() -> None:
    found = BARE.ordering(take_over("closed"))
    assert {doubt.severity for doubt in found} == {"wait"}
    assert [str(doubt) for doubt in found] == [
        "The item CALF is not there yet: sign the draft that brings them first. (items)",
        "The supplier CONTI is not there yet: sign the draft that brings them first. (suppliers)",
    ]


def test_a_supplier_with_orders_is_not_removed() -> None:
    world = SUPPLIED.order(take_over("closed"))
    [kept] = world.supplying(RemoveSupplier())
    assert (kept.severity, kept.code) == ("block", "still_in_use")
    assert kept.bold == "1 purchase order still names what would be removed:"


def test_every_check_has_a_name_of_its_own() -> None:
    names = [check.name for check in CHECKS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_has_nothing_to_say_of_what_it_does_not_look_at(check: Check) -> None:
    """Most facts of a long order are passed by, so a check must name all that it looks at."""
    for event in SAMPLES.values():
        if not isinstance(event, check.of):
            fact = Fact("s-1", 1, event, NOBODY)
            assert not check.asks(fact), type(event).__name__
            assert not check.judge(fact, ()), type(event).__name__


def test_what_refers_to_nothing_names_brings_leaves_and_removes_no_record() -> None:
    for event in SAMPLES.values():
        if not isinstance(event, references.LOOKED_AT):
            fact = Fact("s-1", 1, event, NOBODY)
            parts = (references.names, references.brings, references.releases, references.removes)
            assert not [found for part in parts for found in part(fact)], type(event).__name__


def test_every_check_looks_at_something_that_can_happen() -> None:
    assert all(any(isinstance(event, check.of) for event in SAMPLES.values()) for check in CHECKS)
