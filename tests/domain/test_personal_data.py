"""Every event that holds personal data says whose it is, and can be read once it is forgotten."""

import re
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain import catalog
from domain.governance.draft_events import DraftProposed, DraftRevised
from domain.kernel import FORGOTTEN, Cause, Fact, Message, Personal, Repeating
from domain.kernel.subjects import EVERY, Path, held_by, key_of, personal_in
from domain.procurement.supplier import supplier
from domain.store.sealing import without
from tests.domain.histories import histories, steps_of

MESSAGES = [*catalog.EVENTS.values(), *catalog.COMMAND_BY_NAME.values()]
HELD = [(message, held) for message in MESSAGES for held in held_by(message)]
OF_CUSTOMER = ("name", "contact", "email", "phone", "street", "postcode")
REGISTERED = ("CustomerRegistered", "DealerApplied", "CustomerRemoved")
OF_TICKETS = (
    *("TicketOpened", "TicketWithdrawn", "TicketAnswered", "TicketResolved"),
    *("TicketReopened", "TicketRated", "TicketReturned"),
)
STOOD = ("before", "after")
OF_MESSAGES = (
    *("SendingBegun", "MessageSent", "MessageDeferred", "MessageHeld", "MessageBounced"),
    *("SendingDoubted", "MessageResumed", "MessageWithdrawn", "MessageReturned"),
)
OF_LETTER = ("customer_name", "email", "body", "paper.address")
each_held = pytest.mark.parametrize(
    ("message", "held"), HELD, ids=lambda value: getattr(value, "__name__", None)
)


@each_held
def test_a_personal_field_says_what_kind_of_person_it_is_about(message, held):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", held.kind), (
        f"{message.__name__}.{'.'.join(held.path)} is personal: give {message.__name__}, or the "
        "message that holds the field, a data_subject."
    )


@each_held
def test_a_personal_field_can_say_that_it_is_forgotten(message, held):
    field = TypeAdapter(held.field.rebuild_annotation())
    assert field.validate_python(FORGOTTEN) == FORGOTTEN, "Only text can be sealed and forgotten."
    with pytest.raises(ValidationError):
        field.validate_python(7)


@each_held
def test_the_field_that_names_whose_it_is_stands_beside_it_and_is_no_secret(message, held):
    if not held.named_in:
        return
    *inside, _ = held.path
    assert inside == [], "Name whose it is in the message that is recorded itself."
    assert message.model_fields[held.named_in].annotation is str
    assert held.named_in not in {each.path[0] for each in held_by(message)}


def test_the_personal_fields_are_known():
    found = {
        (m.__name__, ".".join(h.path), h.kind) for m, h in HELD if m.__name__ in catalog.EVENTS
    }
    assert found == {
        *(("ApprovalWithdrawn", "name", "customer"), ("DealerApproved", "name", "customer")),
        *(("CustomerHeld", "name", "customer"), ("CustomerReleased", "name", "customer")),
        *(("CustomerClosed", "name", "customer"), ("CustomerReopened", "name", "customer")),
        *(("ConsentGranted", "name", "customer"), ("ConsentWithdrawn", "name", "customer")),
        ("ConsentRestored", "name", "customer"),
        *((event, field, "customer") for event in REGISTERED for field in OF_CUSTOMER),
        *(("CustomerChanged", f"before.{field}", "customer") for field in OF_CUSTOMER),
        *(("CustomerChanged", f"after.{field}", "customer") for field in OF_CUSTOMER),
        *((event, "customer_name", "ticket-author") for event in OF_TICKETS),
        *((event, "subject", "ticket-author") for event in OF_TICKETS[:2]),
        *((event, f"{at}.note", "ticket-author") for event in OF_TICKETS[2:] for at in STOOD),
        *((event, "customer_name", "customer") for event in OF_MESSAGES),
        *(("MessageReleased", field, "customer") for field in OF_LETTER),
        ("MemberAdded", "name", "member"),
        ("SalesOrderGivenBack", "ship_to", "customer"),
        ("SalesOrderPlaced", "ship_to", "customer"),
        ("SalesOrderTakenOver", "ship_to", "customer"),
        ("SupplierChanged", "after.email", "supplier-contact"),
        ("SupplierChanged", "before.email", "supplier-contact"),
        ("SupplierRegistered", "email", "supplier-contact"),
        ("SupplierRemoved", "email", "supplier-contact"),
    }


def test_the_events_that_repeat_what_others_say_are_known():
    repeating = {event for event in catalog.EVENTS.values() if issubclass(event, Repeating)}
    assert repeating == {DraftProposed, DraftRevised}


@pytest.mark.parametrize("path", [*DraftProposed.repeats, *DraftProposed.tells])
def test_a_path_of_a_draft_leads_somewhere(path: Path):
    assert path[0] in DraftProposed.model_fields


@pytest.mark.parametrize(
    ("stream", "key"), [("supplier-BRENNER", "BRENNER"), ("sourcing-A-1.B", "A-1.B"), ("a", "a")]
)
def test_the_key_of_a_stream_follows_the_name_of_its_decider(stream, key):
    assert key_of(stream) == key


def test_a_personal_field_deep_inside_is_found():
    class Inner(Message):
        data_subject: ClassVar[str] = "guest"

        name: Personal[str]

    class Outer(Message):
        first: Inner | None
        others: tuple[Inner, ...]
        by_room: dict[str, Inner]

    assert [(held.path, held.kind) for held in held_by(Outer)] == [
        (("first", "name"), "guest"),
        (("others", EVERY, "name"), "guest"),
        (("by_room", EVERY, "name"), "guest"),
    ]


def test_a_field_beside_says_who_it_is_and_else_the_key_of_the_record():
    class Parcel(Message):
        data_subject: ClassVar[str] = "guest"
        subject_in: ClassVar[str] = "guest"

        guest: str
        street: Personal[str]

    class Van(Message):
        data_subject: ClassVar[str] = "driver"

        name: Personal[str]
        parcels: tuple[Parcel, ...]

    parcels = (Parcel(guest="G-1", street="Here"), Parcel(guest="G-2", street="There"))
    assert list(personal_in(Van(name="Ada", parcels=parcels), "VAN-7")) == [
        ("driver:VAN-7", "Ada"),
        ("guest:G-1", "Here"),
        ("guest:G-2", "There"),
    ]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_is_forgotten_can_still_be_read_folded_told_and_taken_back(data):
    commands = data.draw(histories(supplier))
    events = [event for _, found in steps_of(supplier, commands) for event in found]
    facts = [Fact("supplier-CONTI", n, event, Cause(("ana",))) for n, event in enumerate(events, 1)]
    forgotten = [without(fact, "supplier-contact:CONTI") for fact in facts]
    for before, after in zip(facts, forgotten, strict=True):
        assert list(personal_in(after.event, "CONTI")) == []
        assert str(after.event).endswith(".")
        assert type(after.event.undo()) is type(before.event.undo())
    state = supplier.after(forgotten)
    assert state.account == supplier.after(facts).account
    if state.profile is not None:
        assert state.profile.email in ("", FORGOTTEN)
