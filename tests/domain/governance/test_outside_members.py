"""A member from outside belongs to one customer account, and works for nobody else."""

import pytest

from domain.governance.member import (
    AddMember,
    GiveRole,
    MemberAdded,
    MemberEvent,
    RoleGiven,
    TakeRole,
    decide,
    member,
    members,
)
from domain.kernel import Cause, Command, Fact, Refused
from guardrails.caller import Caller

DEALER = MemberAdded(user="martin", name="Martin", roles=("dealer",), customer="MARTIN")
BOTH = AddMember(user="a", name="A", roles=("dealer", "staff"), customer="M")
STAFF = MemberAdded(user="sam", name="Sam", roles=("staff",))


def after(*events: MemberEvent) -> dict[str, object]:
    facts = [
        Fact(f"member-{event.user}", n, event, Cause(("demo",)))
        for n, event in enumerate(events, 1)
    ]
    (row,) = members.fold({}, facts).values()
    return {"roles": row.roles, "customer": row.customer}


@pytest.mark.parametrize(
    ("before", "command", "code"),
    [
        ((), AddMember(user="a", name="A", roles=("dealer",)), "no_account"),
        ((), AddMember(user="a", name="A", roles=("staff",), customer="M"), "no_outsider"),
        (
            (),
            BOTH,
            "outside_alone",
        ),
        ((STAFF,), GiveRole(role="dealer", customer="M"), "outside_alone"),
        ((DEALER,), GiveRole(role="staff"), "outside_alone"),
        ((DEALER,), GiveRole(role="consumer", customer="MARTIN"), "outside_alone"),
        ((DEALER,), GiveRole(role="dealer", customer="OTHER"), "other_account"),
        ((STAFF,), GiveRole(role="reseller"), "no_such_role"),
    ],
)
def test_nobody_is_both_inside_and_outside_or_of_two_accounts(
    before: tuple[MemberEvent, ...], command: Command, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide(member.fold(before), command)
    assert refused.value.code == code


def test_an_account_goes_with_its_role_and_comes_back_with_it() -> None:
    assert after(DEALER) == {"roles": ("dealer",), "customer": "MARTIN"}
    (taken,) = decide(member.fold([DEALER]), TakeRole(role="dealer"))
    assert after(DEALER, taken) == {"roles": (), "customer": ""}
    undo = taken.undo()
    assert undo == GiveRole(role="dealer", customer="MARTIN")
    (given,) = decide(member.fold([DEALER, taken]), undo)
    assert isinstance(given, RoleGiven)
    assert after(DEALER, taken, given) == after(DEALER)
    assert str(given) == "martin becomes dealer of customer MARTIN."


def test_whoever_has_a_role_from_outside_is_outside_even_without_an_account() -> None:
    def caller(*roles: str, customer: str = "") -> Caller:
        return Caller("t", "u", "U", roles, "chat", customer=customer)

    assert caller("dealer").outside and caller("consumer", customer="C-1").outside
    assert caller(customer="C-1").outside and not caller("owner").outside
