"""Suppliers keep their bank details to themselves, and a hold survives whatever is tried."""

import pytest

from domain.procurement.bank_account import BankAccount
from domain.procurement.supplier import (
    BankDetailsChanged,
    ChangeBankDetails,
    ChangeSupplier,
    HoldSupplier,
    ReleaseSupplier,
    RemoveBankDetails,
    RemoveSupplier,
    SupplierEvent,
    SupplierHeld,
    SupplierRegistered,
    supplier,
)
from tests.domain.business import GOOD_IBAN, OTHER_IBAN, register_supplier
from tests.spec import Spec

conti = Spec(supplier).given(SupplierRegistered(**dict(register_supplier())))
held = conti.given(SupplierHeld(supplier="CONTI", name="Conceria Conti", reason="Poor hides."))
NEW_ACCOUNT = ChangeBankDetails(account=GOOD_IBAN, bank="Banca Etruria")


def paid(*accounts: str) -> Spec:
    """Conti, after being paid to these accounts in turn."""
    spec = conti
    for account in accounts:
        spec = spec.given(*spec.when(ChangeBankDetails(account=account)).events)
    return spec


def test_a_supplier_is_introduced_with_place_and_terms() -> None:
    Spec(supplier).when(register_supplier(payment_days=45)).says(
        "Conceria Conti of Prato, Italy becomes a supplier, paid in EUR within 45 days."
    )


def test_a_supplier_is_registered_once() -> None:
    conti.when(register_supplier()).refused("known", "Conceria Conti")


def test_only_what_is_given_changes() -> None:
    conti.when(ChangeSupplier(payment_days=60, city="Lucca")).says(
        "Conceria Conti changes: city from Prato to Lucca and payment days from 30 to 60."
    )


def test_a_change_to_what_is_so_already_is_refused() -> None:
    conti.when(ChangeSupplier(city="Prato")).refused("no_change")


def test_a_hold_names_its_reason_and_is_put_once() -> None:
    conti.when(HoldSupplier(reason="Poor hides.")).says(
        "Conceria Conti is put on hold: Poor hides."
    )
    held.when(HoldSupplier(reason="Again")).refused("already_held", "Poor hides")


def test_only_a_held_supplier_is_released() -> None:
    conti.when(ReleaseSupplier()).refused("not_held")
    held.when(ReleaseSupplier()).says("Conceria Conti is released from the hold for: Poor hides.")


def test_new_bank_details_always_need_a_second_hand() -> None:
    assert ChangeBankDetails.separated == RemoveBankDetails.separated == "always"


def test_a_bank_account_is_never_told_in_full() -> None:
    [changed] = paid(OTHER_IBAN).when(NEW_ACCOUNT).events
    assert str(changed) == (
        "Conceria Conti is paid to the account ending in 3456 at Banca Etruria, "
        "no longer ending in 3000."
    )
    assert "0123" not in repr(changed) + str(changed)


def test_a_short_account_number_shows_no_more_than_half() -> None:
    assert str(BankAccount(account="12345")) == "ending in 45"
    assert str(BankAccount(account="7")) == "ending in ?"


def test_an_iban_with_wrong_check_digits_is_refused() -> None:
    wrong = ChangeBankDetails(account=GOOD_IBAN.replace("IT60", "IT61"))
    conti.when(wrong).refused("iban_wrong", "ending in 3456", "Conceria Conti")


@pytest.mark.parametrize("account", [GOOD_IBAN, OTHER_IBAN, "12-345-678", "Postal 99"])
def test_good_ibans_and_other_account_numbers_are_taken(account: str) -> None:
    [changed] = conti.when(ChangeBankDetails(account=account)).events
    assert isinstance(changed, BankDetailsChanged)
    assert changed.account.account == account


def test_taking_back_new_bank_details_restores_the_old_ones() -> None:
    spec = paid(OTHER_IBAN, GOOD_IBAN)
    undo = spec.history[-1].undo()
    assert isinstance(undo, ChangeBankDetails)
    assert undo.account == OTHER_IBAN
    assert isinstance(paid(OTHER_IBAN).history[-1].undo(), RemoveBankDetails)


def test_the_same_account_is_not_new() -> None:
    paid(GOOD_IBAN).when(ChangeBankDetails(account=GOOD_IBAN)).refused("no_change", "3456")


def test_there_must_be_bank_details_to_remove() -> None:
    conti.when(RemoveBankDetails()).refused("no_bank_details")


def test_a_supplier_is_not_removed_together_with_a_hold_or_an_account() -> None:
    held.when(RemoveSupplier()).refused("still_in_use", "on hold")
    paid(GOOD_IBAN).when(RemoveSupplier()).refused("still_in_use", "bank details")


def test_nothing_can_be_done_with_an_unknown_supplier() -> None:
    asked = (RemoveSupplier(), ChangeSupplier(), HoldSupplier(reason="x"), NEW_ACCOUNT)
    for command in asked:
        Spec(supplier).when(command).refused("unknown_supplier")


def test_a_removed_supplier_may_come_back() -> None:
    events: list[SupplierEvent] = conti.when(RemoveSupplier()).events  # type: ignore[assignment]
    assert str(events[0]) == "Conceria Conti is no longer a supplier."
    conti.given(*events).when(register_supplier()).then(conti.history[0])
