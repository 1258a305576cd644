"""A carrier is asked for a shipment once, and a number that somebody gave is never overwritten."""

from typing import Any

import pytest

from domain.fulfillment.booking_events import (
    AskBooking,
    BookingAsked,
    BookingDeferred,
    BookingEvent,
    BookingRefused,
    DropBooking,
    ShipmentBooked,
    TrackShipment,
)
from domain.fulfillment.bookings import bookings
from domain.fulfillment.order_commands import RecallShipment
from domain.fulfillment.sales_order import sales_order
from domain.fulfillment.shipments import shipments
from domain.kernel import Command, Event, Refused
from tests.domain.fulfillment import sales
from tests.domain.histories import steps_of
from tests.spec import facts_of

SENT = (sales.order(), sales.pick(5), sales.pack(5), sales.ship(2, tracking="", carrier=""))
ASK = AskBooking()


def after(*commands: Command) -> tuple[Event, ...]:
    steps = steps_of(sales_order, (*SENT, *commands))
    return tuple(event for _, found in steps for event in found)


def rows(projection: Any, *commands: Command) -> list[Any]:
    return [*projection.fold({}, facts_of("sales_order-SO-7", *after(*commands))).values()]


def refused(command: Command, *before: Command) -> str:
    state = sales_order.initial
    for event in after(*before):
        state = sales_order.evolve(state, event)
    with pytest.raises(Refused) as refusal:
        sales_order.decide(state, command)
    return refusal.value.code


def test_every_fact_of_a_booking_is_one_sentence_and_survives_storage() -> None:
    told = [event for event in after(*sales.BOOKED[1:]) if isinstance(event, BookingEvent)]
    told += [after(TrackShipment(shipment=1, carrier="Colis Rapide", tracking="CR 9"))[-1]]
    assert {type(event) for event in told} == set(BookingEvent.__args__)
    for event in told:
        said = str(event)
        assert said.endswith(".") and not said.endswith("..") and "SO-7" in said
        assert type(event).model_validate_json(event.model_dump_json()) == event


@pytest.mark.parametrize("kind", [BookingDeferred, BookingRefused, ShipmentBooked])
def test_what_a_carrier_answered_stays_on_record(kind: type[Event]) -> None:
    [first, *_] = [event for event in after(*sales.BOOKED[1:]) if isinstance(event, kind)]
    with pytest.raises(Refused):
        first.undo()


def test_the_number_of_the_carrier_is_the_number_of_the_shipment() -> None:
    [row] = rows(shipments, ASK, sales.confirm())
    assert (row.carrier, row.tracking) == ("Colis Rapide", "CR 82")
    [booked] = rows(bookings, ASK, sales.defer(), sales.confirm())
    assert (booked.status, booked.label, booked.attempts) == ("booked", sales.LABEL, 2)


def test_a_carrier_is_asked_once() -> None:
    assert refused(ASK, ASK) == "asked_already"
    assert refused(ASK, ASK, sales.confirm()) == "numbered_already"
    assert refused(sales.confirm(), ASK, sales.confirm()) == "numbered_already"
    assert refused(AskBooking(shipment=2)) == "no_such_shipment"


def test_a_carrier_that_refused_can_be_asked_again() -> None:
    [row] = rows(bookings, ASK, sales.refuse())
    assert (row.status, row.reason) == ("refused", "No such street")
    [again] = rows(bookings, ASK, sales.refuse(), ASK)
    assert (again.status, again.attempts, again.reason) == ("asked", 0, "")


def test_what_is_not_asked_any_more_has_no_answer_but_a_number() -> None:
    """A carrier that took it before it heard of that has taken it: the number is kept."""
    dropped = (ASK, DropBooking(shipment=1))
    assert refused(sales.defer(), *dropped) == "not_asked"
    assert refused(sales.refuse(), *dropped) == "not_asked"
    [row] = rows(shipments, *dropped, sales.confirm())
    assert row.tracking == "CR 82"


def test_nobody_crosses_an_answer_that_is_awaited() -> None:
    assert refused(TrackShipment(shipment=1, tracking="CR 9"), ASK) == "booking_asked"
    assert refused(RecallShipment(shipment=1), ASK) == "booking_asked"
    assert rows(bookings, ASK, DropBooking(shipment=1), RecallShipment(shipment=1)) == []


def test_a_number_given_by_hand_is_taken_back_to_the_one_before() -> None:
    by_hand = TrackShipment(shipment=1, carrier="Colis Rapide", tracking="CR 9")
    told = after(ASK, sales.confirm(), by_hand)[-1]
    assert told.undo() == TrackShipment(shipment=1, carrier="Colis Rapide", tracking="CR 82")
    assert refused(by_hand, by_hand) == "nothing_changed"
    assert rows(bookings, ASK, sales.confirm(), by_hand) == []


def test_the_last_shipment_is_meant_where_none_is_named() -> None:
    asked = after(sales.ship(1, tracking=""), ASK)[-1]
    assert isinstance(asked, BookingAsked) and asked.shipment == 2
