"""A customer buys once registered or approved; every fact about them can be undone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customers.customer import customer
from domain.customers.customer_events import (
    ApproveDealer,
    ChangeCustomer,
    ChangeOwnDetails,
    CloseCustomer,
    HoldCustomer,
    ReleaseCustomer,
    RemoveCustomer,
    ReopenCustomer,
    WithdrawApproval,
)
from domain.customers.customers import customers
from domain.kernel import FORGOTTEN, Cause, Fact
from domain.kernel.subjects import personal_in
from domain.store.sealing import without
from tests.domain.customer_lives import LATER, SINCE, WHY, apply, register
from tests.domain.histories import histories, steps_of
from tests.spec import Spec, facts_of

nobody = Spec(customer)
APPROVE = ApproveDealer(approved_on=LATER, payment_days=14, price_list="GOLD")


def done(*commands):
    """A customer to whom all of this was done."""
    spec = nobody
    for command in commands:
        spec = spec.given(*spec.when(command).events)
    return spec


def status(spec):
    [row] = customers.fold({}, facts_of("customer-C-7", *spec.history)).values()
    return row.status


def test_a_consumer_may_buy_at_once():
    nobody.when(register(city="Prato", country="Italy")).says(
        "Anna Rossi of Prato, Italy becomes a customer, C-7, and pays in EUR at once."
    )
    assert status(done(register())) == "active"


def test_a_name_in_another_alphabet_is_a_name():
    nobody.when(register(name="Αλέξης Δήμου", street="Οδός Ερμού 5", city="Αθήνα")).says(
        "Αλέξης Δήμου of Αθήνα becomes a customer, C-7, and pays in EUR at once."
    )


def test_an_account_changes_how_it_is_reached_and_no_other_account():
    anna = done(register(payment_days=14))
    anna.when(ChangeOwnDetails(customer="C-7", city="Prato")).says(
        "Anna Rossi changes: city from none to Prato."
    )
    anna.when(ChangeOwnDetails(customer="C-8", city="Prato")).refused("not_yours")
    anna.when(ChangeOwnDetails(customer="C-7", city="")).refused("no_change")


def test_a_code_is_given_once():
    done(register()).when(register(name="Somebody else")).refused("known", "C-7", "Anna Rossi")
    done(register()).when(apply()).refused("known")


def test_a_dealer_applies_and_waits_for_a_yes():
    nobody.when(apply()).says("Velo Nord of Kiel, Germany applies to become a dealer, C-7.")
    assert status(done(apply())) == "applied"
    nobody.when(apply(kind="consumer")).refused("not_a_dealer", "Velo Nord")


def test_an_approval_says_the_terms_and_is_given_once():
    done(apply()).when(APPROVE).says(
        "Velo Nord may buy as a dealer from 20 Mar 2026 on at the prices of GOLD, and pays "
        "within 14 days."
    )
    assert status(done(apply(), APPROVE)) == "active"
    done(apply(), APPROVE).when(APPROVE).refused("not_applied")
    done(register()).when(APPROVE).refused("not_applied", "Anna Rossi")


def test_nobody_is_approved_before_they_applied():
    early = APPROVE.model_copy(update={"approved_on": SINCE.replace(day=1)})
    done(apply()).when(early).refused("before_application", "2 Mar 2026")


def test_an_approval_that_is_taken_back_restores_the_terms():
    approved = done(apply(payment_days=30), APPROVE)
    undo = approved.history[-1].undo()
    assert undo == WithdrawApproval(payment_days=30)
    assert customer.fold(approved.given(*approved.when(undo).events).history) == customer.fold(
        done(apply(payment_days=30)).history
    )
    done(register()).when(WithdrawApproval()).refused("not_approved")


def test_an_application_may_be_turned_down_and_looked_at_again():
    down = done(apply(), CloseCustomer(reason="No shop"))
    assert str(down.history[-1]) == "The application of Velo Nord is turned down: No shop."
    assert status(down) == "closed"
    assert status(down.given(*down.when(ReopenCustomer()).events)) == "applied"


def test_a_hold_is_for_who_may_buy_and_survives_a_closing():
    done(apply()).when(HoldCustomer(reason=WHY)).refused("only_applied")
    held = done(register(), HoldCustomer(reason="Two unpaid invoices"))
    held.when(HoldCustomer(reason=WHY)).refused("already_held", "Two unpaid invoices")
    held.when(RemoveCustomer()).refused("still_in_use", "on hold")
    closed = held.given(*held.when(CloseCustomer(reason=WHY)).events)
    assert (status(held), status(closed)) == ("on_hold", "closed")
    assert status(closed.given(*closed.when(ReopenCustomer()).events)) == "on_hold"
    done(register()).when(ReleaseCustomer()).refused("not_held")


def test_nothing_changes_about_a_closed_account():
    closed = done(register(), CloseCustomer(reason="Moved away"))
    for command in (ChangeCustomer(city="Prato"), HoldCustomer(reason=WHY), RemoveCustomer()):
        closed.when(command).refused("customer_closed", "Moved away", "Reopen")
    closed.when(CloseCustomer(reason=WHY)).refused("already_closed", "Moved away")
    done(register()).when(ReopenCustomer()).refused("not_closed")


def test_only_what_is_given_changes():
    done(register()).when(ChangeCustomer(payment_days=14, city="Lucca")).says(
        "Anna Rossi changes: payment days from 0 to 14 and city from none to Lucca."
    )
    done(register()).when(ChangeCustomer(city="")).refused("no_change")
    done(register()).when(ChangeCustomer(kind="dealer")).refused("kind_stays")


@pytest.mark.parametrize("number", ["DE136695976", "DE 136 695 976", "IT00743110157", "CHE-1", ""])
def test_a_vat_number_that_can_exist_is_taken(number):
    assert nobody.when(register(vat_number=number)).events


@pytest.mark.parametrize("number", ["DE136695977", "IT00743110158", "DE12", "ATU1234567", "FR1"])
def test_a_vat_number_that_cannot_exist_is_refused(number):
    nobody.when(register(vat_number=number)).refused("vat_number_wrong", number, "Anna Rossi")
    done(register()).when(ChangeCustomer(vat_number=number)).refused("vat_number_wrong")


def test_nothing_can_be_done_with_an_unknown_customer():
    for command in (RemoveCustomer(), APPROVE, HoldCustomer(reason=WHY), ReopenCustomer()):
        nobody.when(command).refused("unknown_customer")


def test_whoever_was_approved_is_closed_and_not_removed():
    done(apply(), APPROVE).when(RemoveCustomer()).refused("still_in_use", "approved")


@settings(deadline=None, max_examples=80)
@given(data=st.data())
def test_every_action_followed_by_its_undo_leaves_the_account_as_it_was(data):
    for state, events in steps_of(customer, data.draw(histories(customer))):
        [event] = events
        after = customer.evolve(state, event)
        [undone] = customer.decide(after, event.undo())
        assert customer.evolve(after, undone) == state


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_customer_who_is_forgotten_can_still_be_read_told_and_taken_back(data):
    commands = data.draw(histories(customer))
    events = [event for _, found in steps_of(customer, commands) for event in found]
    facts = [Fact("customer-C-7", n, event, Cause(("ana",))) for n, event in enumerate(events, 1)]
    forgotten = [without(fact, "customer:C-7") for fact in facts]
    for before, after in zip(facts, forgotten, strict=True):
        assert list(personal_in(after.event, "C-7")) == []
        assert "Anna" not in str(after.event) and str(after.event).endswith(".")
        assert type(after.event.undo()) is type(before.event.undo())
    state = customer.after(forgotten)
    assert state.profile is None or state.profile.name == FORGOTTEN
