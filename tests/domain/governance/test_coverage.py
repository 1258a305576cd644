"""A standing order covers day-to-day work; money, authority and whatever is unnamed never."""

import pytest

from domain.catalog import COMMAND_BY_NAME, DECIDERS
from domain.fulfillment.booking_events import BookingDeferred, BookingRefused, ShipmentBooked
from domain.governance.coverage import COVERABLE, NEVER, why_not
from domain.kernel import Event, function_of

COMMANDS = sorted(COMMAND_BY_NAME.items())
MONEY = (
    *("Payment", "Bank", "Credit", "Allocation", "Price", "Cost", "Limit", "Settle", "Budget"),
    *("Authority", "Passport", "Role", "Member", "Standing", "Sign", "Switch", "Consent"),
    *("AdjustStock", "SupplierInvoice", "CancelCustomerInvoice", "Terms", "Sourcing"),
)
"""What money, rights and promises to others are called in the names of commands."""


def reason(name: str) -> str:
    kind = COMMAND_BY_NAME[name]
    return why_not(function_of(kind), name, kind.separated)


@pytest.mark.parametrize("name", [name for name, _ in COMMANDS])
def test_each_command_is_covered_by_a_declaration_or_refused_with_a_reason(name: str) -> None:
    assert (name in COVERABLE) == (not reason(name))


@pytest.mark.parametrize("name", [name for name, kind in COMMANDS if kind.separated == "always"])
def test_what_always_needs_another_hand_is_never_covered(name: str) -> None:
    assert "A13" in reason(name) or "governance" in reason(name)


@pytest.mark.parametrize(
    "name", [name for name, _ in COMMANDS if any(word in name for word in MONEY)]
)
def test_nothing_that_sounds_of_money_or_rights_is_covered(name: str) -> None:
    assert reason(name)


@pytest.mark.parametrize(
    "name", [name for name, kind in COMMANDS if function_of(kind) in ("governance", "payables")]
)
def test_governance_and_payables_are_never_covered(name: str) -> None:
    assert reason(name)


@pytest.mark.parametrize("name", sorted({*COVERABLE, *NEVER}))
def test_the_lists_name_commands_that_exist(name: str) -> None:
    assert name in COMMAND_BY_NAME
    assert not (name in COVERABLE and name in NEVER)


ANSWERS = {BookingDeferred, BookingRefused, ShipmentBooked}
"""What a carrier answers: it follows from no command that an agent may give."""


@pytest.mark.parametrize("name", sorted(COVERABLE))
def test_what_is_covered_can_be_taken_back(name: str) -> None:
    [decider] = [d for d in DECIDERS if COMMAND_BY_NAME[name] in d.accepts]
    records = set(decider.records) - ANSWERS
    assert all(not getattr(event, "irreversible", "") for event in records)
    assert all(event.undo is not Event.undo for event in records)


def test_a_reason_reads_as_the_end_of_a_sentence() -> None:
    for name, _ in COMMANDS:
        assert not reason(name).endswith(".") and reason(name)[:1] == reason(name)[:1].lower()
    assert all(why.endswith(".") for why in COVERABLE.values())
