"""Authority is resolved by role, function, action and amount, from what was granted."""

from decimal import Decimal

import pytest

from domain.governance.authority import (
    Authority,
    Grant,
    GrantAuthority,
    RestoreAuthority,
    Rung,
    authority,
)
from domain.governance.signing import (
    Limits,
    SetSigningLimits,
    Stakes,
    covers,
    requirement,
    signing,
)
from domain.kernel import Command, Money, Refused


class Harmless(Command):
    pass


class Costly(Command):
    separated = "above_limit"


class Dangerous(Command):
    separated = "always"


def stakes(kind: type[Command], amount: int = 0, currency: str = "EUR", flags: bool = False):
    amounts = (Money(amount=Decimal(amount), currency=currency),) if amount else ()
    return Stakes((("procurement", kind),), amounts, flags)


def required(found: Stakes):
    return requirement(found, Limits(), Authority(), "EUR")


def test_a_buyer_signs_small_orders_and_an_owner_all_of_them():
    assert "buyer" in required(stakes(Costly, 900)).roles
    assert "buyer" not in required(stakes(Costly, 1_001)).roles
    assert required(stakes(Costly, 400_000)).roles == ("owner",)


def test_money_above_the_limit_needs_an_independent_hand_and_much_money_two():
    assert not required(stakes(Costly, 4_000)).independent
    assert required(stakes(Costly, 6_000)).independent
    assert required(stakes(Costly, 60_000)).signatures == 2


def test_a_receipt_of_any_size_is_not_financial():
    found = required(stakes(Harmless, 60_000))
    assert (found.independent, found.signatures) == (False, 1)


def test_an_amount_in_another_currency_is_never_below_a_limit():
    found = required(stakes(Costly, 10, "USD"))
    assert found.independent
    assert found.roles == ("owner",)


def test_new_bank_details_and_red_flags_always_need_an_independent_hand():
    assert required(stakes(Dangerous)).independent
    assert required(stakes(Harmless, flags=True)).independent


def test_a_grant_overrules_the_default_and_its_undo_restores_it():
    grant = GrantAuthority(
        role="buyer", function="procurement", rung=Rung.SIGN, limit=Decimal(9_000)
    )
    [granted] = authority.decide(Authority(), grant)
    state = authority.evolve(Authority(), granted)
    assert covers(state, ("buyer",), "procurement", "PlacePurchaseOrder", Decimal(8_000))
    undo = granted.undo()
    assert isinstance(undo, RestoreAuthority)
    [restored] = authority.decide(state, undo)
    assert authority.evolve(state, restored) == Authority()


def test_the_more_exact_grant_of_a_role_counts_even_when_it_is_lower():
    held = Authority().of(("buyer",), "procurement", "ChangeBankDetails")
    assert held is not None
    assert held.rung is Rung.DRAFT


def test_an_owner_cannot_be_left_without_a_signature():
    with pytest.raises(Refused, match="owner must be able to sign"):
        authority.decide(Authority(), GrantAuthority(role="owner", function="*", rung=Rung.DRAFT))
    with pytest.raises(Refused, match="negative"):
        grant = Grant(role="buyer", function="*", rung=Rung.DRAFT, limit=Decimal(-1))
        authority.decide(Authority(), GrantAuthority(**dict(grant)))


def test_signing_limits_cannot_cross_and_their_undo_brings_back_the_earlier_ones():
    with pytest.raises(Refused, match="cannot lie below"):
        crossed = SetSigningLimits(independent_above=Decimal(9), two_above=Decimal(8))
        signing.decide(Limits(), crossed)
    limits = SetSigningLimits(independent_above=Decimal(8), two_above=Decimal(9))
    [changed] = signing.decide(Limits(), limits)
    [back] = signing.decide(signing.evolve(Limits(), changed), changed.undo())
    assert signing.evolve(Limits(), back) == Limits()
