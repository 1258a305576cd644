"""Who is to know what: the nearest who may sign, whoever stands in, and who asked for it."""

from datetime import UTC, datetime, timedelta

from domain.analysis.notices import (
    Case,
    Lender,
    Listener,
    before_eyes,
    may_sign,
    notices,
    waits_for,
)
from domain.governance.drafts import EMPTY, DraftRow

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
OWNER = Listener("olivia", frozenset({"owner"}))
MANAGER = Listener("max", frozenset({"manager"}))
BUYER = Listener("bea", frozenset({"buyer"}))
STAFF = Listener("sam", frozenset({"staff"}))
HOUSE = (OWNER, MANAGER, BUYER, STAFF)


def row(name: str = "D-1", **more: object) -> DraftRow:
    told = {
        "draft": name,
        "version": 1,
        "status": "waiting",
        "function": "procurement",
        "kind": "Purchase order",
        "may_sign": ("owner", "manager", "buyer"),
        "proposer": "sam",
        "hands": ("sam", "assistant"),
        "proposed_at": NOON,
        "expires_at": NOON + timedelta(hours=60),
    }
    return EMPTY.model_copy(update=told | more)


def case(*, apart: tuple[str, ...] = (), drifted: bool = False, **more: object) -> Case:
    return Case(row(**more), lendable=True, apart=frozenset(apart), drifted=drifted)


def to_know(
    found: Case, people: tuple[Listener, ...] = HOUSE, now: datetime = NOON, **routes: str
) -> set[tuple[str, str]]:
    return {(each.to, each.kind) for each in notices([found], people, routes, now)}


def away(who: Listener) -> Listener:
    return Listener(who.user, who.roles, who.wishes, away=True)


def test_a_draft_is_told_to_the_nearest_who_may_sign_it():
    assert to_know(case()) == {("bea", "waits")}
    assert to_know(case(may_sign=("owner", "manager"))) == {("max", "waits")}


def test_whoever_drafted_it_and_may_sign_has_it_before_them_and_nobody_else_is_told():
    mine = case(proposer="bea", hands=("bea", "assistant"))
    assert before_eyes(mine, HOUSE) == BUYER
    assert to_know(mine) == set()


def test_where_another_hand_must_sign_it_goes_to_the_next():
    assert to_know(case(proposer="bea", hands=("bea",), independent=True)) == {("max", "waits")}
    assert to_know(case(apart=("bea",))) == {("max", "waits")}
    assert to_know(case(signers=("bea",), signatures=2)) == {("max", "waits")}


def test_an_agents_own_draft_is_told_to_those_it_is_for():
    assert to_know(case(proposer="bea", hands=("bea",), occasion="x")) == {("bea", "waits")}


def test_whoever_is_away_is_told_nothing_and_the_stand_in_instead():
    stands_in = Listener("sam", STAFF.roles, stands_in=(Lender("bea", BUYER.roles),))
    people = (OWNER, MANAGER, away(BUYER), stands_in)
    found = case(proposer="ida", hands=("ida",))
    assert to_know(found, people) == {("sam", "waits")}
    assert to_know(Case(found.row, lendable=False), people) == {("max", "waits")}
    independent = case(proposer="bea", hands=("bea",), independent=True)
    assert to_know(independent, people) == {("max", "waits")}


def test_nobody_there_means_the_next_step_knows():
    assert to_know(case(), (OWNER, away(MANAGER), away(BUYER), STAFF)) == {("olivia", "waits")}
    assert to_know(case(may_sign=())) == set()


def test_an_escalated_draft_is_told_to_those_it_was_raised_to():
    assert to_know(case(escalated_to="manager")) == {("max", "escalated")}
    assert waits_for(case(escalated_to="owner"), HOUSE) == [OWNER]
    gone = (away(OWNER), MANAGER, BUYER)
    assert waits_for(case(escalated_to="owner"), gone) == [MANAGER]


def test_a_function_with_a_channel_is_told_there_as_somebody_sees_it_who_may_sign():
    [notice] = notices([case()], HOUSE, {"procurement": "C0123ABC"}, NOON)
    assert (notice.to, notice.channel, notice.seen_by) == ("C0123ABC", True, "bea")
    own = case(proposer="bea", hands=("bea",))
    assert to_know(own, procurement="C0123ABC") == set()


def test_what_has_changed_is_to_be_read_again():
    assert ("bea", "drifted") in to_know(case(drifted=True))


def test_what_is_about_to_expire_is_called_out_to_whom_it_waits_for():
    late = NOON + timedelta(hours=58)
    assert to_know(case(), now=late) == {("bea", "waits"), ("bea", "expiring")}
    own = case(proposer="bea", hands=("bea",))
    assert to_know(own, now=late) == {("bea", "expiring")}
    assert to_know(case(), now=NOON + timedelta(hours=60)) == set()


def test_whoever_asked_for_it_hears_how_it_ended_unless_they_ended_it():
    for status in ("signed", "rejected", "undone", "expired"):
        closed = row(status=status, closed_at=NOON)
        assert to_know(Case(closed, deciders=frozenset({"max"}))) == {("sam", status)}
        assert to_know(Case(closed, deciders=frozenset({"sam"}))) == set()
    assert to_know(case(status="superseded", closed_at=NOON)) == set()
    assert to_know(case(status="signed", closed_at=NOON, occasion="x")) == set()


def test_an_old_decision_is_no_news():
    closed = case(status="signed", closed_at=NOON - timedelta(days=5))
    assert to_know(closed) == set()


def test_a_new_version_is_told_anew():
    states = [each.state for each in notices([case(version=2)], HOUSE, {}, NOON)]
    assert states == ["waits.2"]


def test_may_sign_looks_at_these_roles_alone_where_they_are_named():
    both = Listener("ida", frozenset({"buyer", "owner"}))
    assert may_sign(both, case(), ("owner",)) and not may_sign(both, case(), ("manager",))
