"""An agent goes as far as its passport, is stopped by one word, and starts again by another."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.governance.agents import SHIPPED_ROWS, AgentRow, agents
from domain.governance.authority import (
    AuthorityCommand,
    Grant,
    GrantAuthority,
    RestoreAuthority,
    Rung,
    authority,
)
from domain.governance.grants import grants
from domain.governance.passport import (
    ASSISTANT,
    Badge,
    IssuePassport,
    PassportCommand,
    PassportIssued,
    PassportRevoked,
    ReinstatePassport,
    RevokePassport,
    WithdrawPassport,
    passport,
)
from domain.kernel import AnyDecider, Command, Event, Refused
from tests.spec import Spec, facts_of

NARROW = Badge(agent="assistant", functions=("inventory",), owner="ada")
WIDE = Badge(agent="assistant", functions=("inventory", "procurement"), limit=Decimal(2_000))
issue = IssuePassport(**dict(NARROW))
issued = PassportIssued(**dict(NARROW))
stop = RevokePassport(agent="assistant", reason="Odd answers.")
stopped = PassportRevoked(agent="assistant", reason="Odd answers.")
agent = Spec(passport)


def test_a_passport_says_how_far_the_agent_may_go():
    agent.when(IssuePassport(**dict(WIDE))).says(
        "The agent assistant may read and draft in inventory, procurement, "
        "in drafts of at most 2,000."
    )


def test_a_stop_gives_its_reason_and_a_second_one_changes_nothing():
    agent.when(stop).says("The agent assistant is stopped: Odd answers.")
    agent.given(stopped).when(stop).then()


def test_only_an_agent_that_exists_is_stopped():
    agent.when(RevokePassport(agent="reorder")).refused("unknown_agent", "reorder")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rung": Rung.SIGN}, "not_earned"),
        ({"functions": ()}, "no_function"),
        ({"limit": Decimal(-1)}, "negative_limit"),
    ],
)
def test_a_passport_that_cannot_be_is_refused(wrong, code):
    agent.when(IssuePassport(**dict(NARROW) | wrong)).refused(code)


def test_widening_is_always_separated_and_stopping_never():
    assert {kind.separated for kind in (IssuePassport, WithdrawPassport, ReinstatePassport)} == {
        "always"
    }
    assert RevokePassport.separated == "never"


def test_what_is_undone_is_not_what_came_later():
    undo = issued.undo()
    agent.given(issued, stopped).when(undo).refused("not_standing", "undo that first")
    agent.given(issued, PassportIssued(**dict(WIDE), earlier=NARROW)).when(undo).refused(
        "not_standing"
    )


def test_the_undo_of_a_passport_brings_back_a_stop():
    [again] = agent.given(stopped).when(issue).events
    assert str(again).startswith("The agent assistant works again: it may read and draft in ")
    assert passport.fold([stopped, again]).revoked is False
    [back] = agent.given(stopped, again).when(again.undo()).events
    after = passport.fold([stopped, again, back])
    assert (after.badge, after.revoked, after.reason) == (None, True, "Odd answers.")


def test_a_stopped_agent_is_a_row_and_one_that_works_as_shipped_is_none():
    [row] = agents.fold({}, facts_of("passport-assistant", stopped)).values()
    assert (row.stopped, row.reason, row.functions) == (True, "Odd answers.", ASSISTANT.functions)
    works = passport.decide(passport.fold([stopped]), ReinstatePassport(agent="assistant"))
    assert agents.fold({}, facts_of("passport-assistant", stopped, *works)) == {}
    shipped = {row.agent for row in SHIPPED_ROWS}
    assert {"assistant", "receivables-agent", "procurement-agent"} <= shipped


def test_an_agent_that_is_kept_to_one_function_says_so():
    kept = WIDE.model_copy(update={"drafts": ("inventory",)})
    told = agent.when(IssuePassport(**dict(kept))).events
    assert str(told[0]) == (
        "The agent assistant may read and draft in inventory, procurement, "
        "drafting in inventory alone, in drafts of at most 2,000."
    )


def test_rows_are_those_that_the_deciders_know():
    rows = agents.fold({}, facts_of("passport-assistant", issued, stopped))
    [row] = rows.values()
    assert isinstance(row, AgentRow)
    assert (row.functions, row.owner, row.shipped) == (("inventory",), "ada", False)


PASSPORTS: tuple[PassportCommand, ...] = (
    issue,
    IssuePassport(**dict(WIDE)),
    IssuePassport(**dict(ASSISTANT)),
    stop,
    ReinstatePassport(agent="assistant"),
)
BUYER = {"role": "buyer", "function": "procurement"}
GRANTS: tuple[AuthorityCommand, ...] = (
    GrantAuthority(**BUYER, rung=Rung.SIGN, limit=Decimal(9_000)),
    GrantAuthority(**BUYER, rung=Rung.DRAFT),
    GrantAuthority(role="staff", function="*", rung=Rung.NONE),
    GrantAuthority(role="owner", function="*", rung=Rung.DRAFT),
    GrantAuthority(role="owner", function="procurement", rung=Rung.SIGN, limit=Decimal(1)),
    RestoreAuthority(grant=Grant(**BUYER, rung=Rung.DRAFT), earlier=None),
    RestoreAuthority(
        grant=Grant(**BUYER, rung=Rung.DRAFT),
        earlier=Grant(role="owner", function="*", rung=Rung.NONE),
    ),
)


def happened(decider: AnyDecider, tried: list[Command]) -> list[Event]:
    events: list[Event] = []
    for command in tried:
        try:
            events += decider.decide(decider.fold(events), command)
        except Refused:
            continue
    return events


@settings(deadline=None, max_examples=60)
@given(tried=st.lists(st.sampled_from(PASSPORTS), max_size=10))
def test_whatever_happened_to_an_agent_its_row_says_what_the_gate_reads(
    tried: list[PassportCommand],
) -> None:
    events = happened(passport, list(tried))
    state = passport.fold(events)
    rows = agents.fold({}, facts_of("passport-assistant", *events))
    row = next(iter(rows.values()), SHIPPED_ROWS[0])
    held = state.held_by("assistant")
    assert held is not None
    assert (row.stopped, row.functions, row.limit) == (state.revoked, held.functions, held.limit)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_governance_is_taken_back_last_fact_first(data: st.DataObject) -> None:
    for decider, tried, projection, stream in (
        (passport, PASSPORTS, agents, "passport-assistant"),
        (authority, GRANTS, grants, "authority-tenant"),
    ):
        commands: list[Command] = data.draw(st.lists(st.sampled_from(tried), max_size=8))
        events = happened(decider, commands)
        undone: list[Event] = []
        for event in reversed(events):
            state = decider.fold([*events, *undone])
            undone += decider.decide(state, event.undo())
        assert decider.fold([*events, *undone]) == decider.initial
        assert projection.fold({}, facts_of(stream, *events, *undone)) == {}
        assert all(str(event).endswith(".") for event in (*events, *undone))


@settings(deadline=None, max_examples=60)
@given(tried=st.lists(st.sampled_from(GRANTS), max_size=10))
def test_whatever_is_granted_the_owner_signs_everything_and_rows_are_what_stands(
    tried: list[AuthorityCommand],
) -> None:
    events = happened(authority, list(tried))
    state = authority.fold(events)
    for function in ("procurement", "governance"):
        held = state.of(("owner",), function, "PlacePurchaseOrder")
        assert held is not None
        assert (held.rung, held.limit) == (Rung.SIGN, None)
    rows = grants.fold({}, facts_of("authority-tenant", *events))
    assert {(r.role, r.function, r.action, r.rung) for r in rows.values()} == {
        (*grant.key, int(grant.rung)) for grant in state.granted
    }
