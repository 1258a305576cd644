"""Whoever stands in decides as far as the absent one could, and never around another control."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.governance.absence import Away
from domain.governance.authority import Authority
from guardrails.authority import on_lent_authority
from guardrails.call import Allowed, Call, Denied
from guardrails.caller import Caller
from guardrails.delegation import Person, StandIn, lent
from guardrails.gate import judge

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
PEOPLE = (
    Person("olivia", ("owner",)),
    Person("max", ("manager",)),
    Person("bea", ("buyer",)),
    Person("gone", ("owner",), disabled=True),
)
ORDER = (("procurement", "PlacePurchaseOrder"),)


def away(user: str, stand_in: str) -> Away:
    return Away(user=user, first=MONDAY, last=FRIDAY, stand_in=stand_in)


def signing(amount: int = 5_000, **more: object) -> Call:
    bea = Caller("bellavier", "bea", "Bea", ("buyer",), "chat")
    call = Call(
        caller=bea,
        kind="sign",
        tool="sign_draft",
        commands=ORDER,
        authority=Authority(),
        amount=Decimal(amount),
        currency="EUR",
        stands_in=(StandIn("max", ("manager",)),),
        lendable=True,
    )
    return replace(call, **more)


def test_authority_is_lent_on_its_days_only():
    spans = [away("max", "bea")]
    assert lent("bea", spans, PEOPLE, MONDAY) == (StandIn("max", ("manager",)),)
    assert lent("bea", spans, PEOPLE, FRIDAY) == (StandIn("max", ("manager",)),)
    assert lent("bea", spans, PEOPLE, date(2026, 11, 22)) == ()
    assert lent("bea", spans, PEOPLE, date(2026, 11, 28)) == ()
    assert lent("stan", spans, PEOPLE, MONDAY) == ()


def test_no_chain_hands_anything_on():
    chain = [away("olivia", "max"), away("max", "bea")]
    assert lent("bea", chain, PEOPLE, MONDAY) == (StandIn("max", ("manager",)),)
    assert lent("max", chain, PEOPLE, MONDAY) == (), "who is away stands in for nobody"


def test_a_circle_lends_nothing():
    circle = [away("max", "bea"), away("bea", "max")]
    assert lent("bea", circle, PEOPLE, MONDAY) == lent("max", circle, PEOPLE, MONDAY) == ()
    assert lent("bea", [away("bea", "bea")], PEOPLE, MONDAY) == ()


def test_whoever_is_disabled_or_unknown_lends_nothing():
    assert lent("bea", [away("gone", "bea")], PEOPLE, MONDAY) == ()
    assert lent("bea", [away("nobody", "bea")], PEOPLE, MONDAY) == ()


def test_a_stand_in_signs_up_to_the_limit_of_whom_they_stand_in_for():
    assert isinstance(judge(signing()), Allowed)
    assert on_lent_authority(signing()) == StandIn("max", ("manager",))
    assert isinstance(judge(signing(30_000)), Denied), "never beyond the delegator's own"
    assert isinstance(judge(signing(stands_in=())), Denied)


def test_what_the_signer_could_sign_anyway_is_signed_on_their_own_authority():
    assert on_lent_authority(signing(900)) is None
    assert isinstance(judge(signing(900)), Allowed)


def test_what_may_not_be_lent_is_not_signed_on_lent_authority():
    verdict = judge(signing(lendable=False))
    assert isinstance(verdict, Denied) and verdict.control == "A4"


def test_nobody_lends_what_they_do_not_have():
    artisan = (StandIn("ann", ("artisan",)),)
    assert isinstance(judge(signing(stands_in=artisan)), Denied)


def test_pieces_of_several_authorities_are_not_put_together():
    both = (*ORDER, ("receivables", "IssueCustomerInvoice"))
    lenders = (StandIn("pia", ("buyer",)), StandIn("stan", ("staff",)))
    assert isinstance(judge(signing(10, commands=both, stands_in=lenders)), Denied)


def test_a_stand_in_is_the_hand_of_whom_they_stand_in_for():
    own = judge(signing(drafted_by=("max", "assistant"), independent=True))
    assert isinstance(own, Denied) and own.control == "A13"
    assert "max" in own.reason
    cheap = judge(signing(100, drafted_by=("max",), independent=True))
    assert isinstance(cheap, Denied), "their own authority does not make them another hand"
    assert isinstance(judge(signing(apart=frozenset({"max"}))), Denied)


@pytest.mark.parametrize("kind", ["draft"])
def test_drafting_is_never_lent(kind: str):
    staff = Caller("bellavier", "ann", "Ann", ("artisan",), "chat")
    assert isinstance(judge(signing(kind=kind, caller=staff)), Denied)


def test_no_agent_signs_on_lent_authority():
    agent = Caller("bellavier", "bea", "Bea", ("buyer",), "chat", agent="assistant")
    verdict = judge(signing(caller=agent))
    assert isinstance(verdict, Denied) and verdict.control == "A5"
