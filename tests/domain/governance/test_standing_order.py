"""A rung is given for a record, one after the other; its limits hold, and it is lost at once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.governance.authority import Rung
from domain.governance.draft import Draft, decide
from domain.governance.draft_commands import ExecuteDraft
from domain.governance.order_events import (
    EndStandingOrder,
    GiveStandingOrder,
    LapseStandingOrders,
    RestoreStandingOrder,
    StandingOrderEnded,
    StandingOrderGiven,
    StandingOrderLapsed,
    StandingOrderUsed,
    UseStandingOrder,
)
from domain.governance.passport import PassportRevoked
from domain.governance.proposal import Proposal, Requirement
from domain.governance.standing_order import Orders, standing_order
from domain.governance.track_record import (
    RATE,
    SAMPLE,
    SUBMITTED,
    TrackRecord,
    earned,
    fate_of,
    record_of,
    share_of,
)
from domain.kernel import Cause, Fact, Refused
from domain.policies import stopping
from tests.domain.earned_lives import DAY, EXECUTION, HIGHER, RECORD, TERMS, USE

COUNTS = st.integers(0, 60)
RECORDS = st.builds(
    RECORD.model_copy,
    update=st.fixed_dictionaries(
        {name: COUNTS for name in ("signed", "edited", "rejected", "executed", "submitted")}
        | {name: st.sampled_from((0, 0, 0, 1)) for name in ("undone", "flagged")}
    ),
)
DAYS = st.integers(0, 3).map(lambda n: DAY + timedelta(days=n))


def after(*commands: Any) -> Orders:
    state = Orders()
    for command in commands:
        for event in standing_order.decide(state, command):
            state = standing_order.evolve(state, event)
    return state


def refused(state: Orders, command: Any) -> str:
    with pytest.raises(Refused) as refusal:
        standing_order.decide(state, command)
    return refusal.value.code


FOURTH, FIFTH = GiveStandingOrder(**TERMS), GiveStandingOrder(**HIGHER)
EXECUTES = after(FOURTH, FIFTH)


@given(record=RECORDS)
def test_a_rung_is_never_earned_without_the_sample_and_the_rate(record: TrackRecord) -> None:
    verdict = earned(record)
    good = record.decided >= SAMPLE and record.signed >= RATE * record.decided
    assert verdict.earned == (good and not record.undone and not record.flagged)
    assert verdict.reason


@given(record=RECORDS)
def test_what_was_executed_says_nothing_in_its_own_favour(record: TrackRecord) -> None:
    without = record.model_copy(update={"executed": 0})
    assert earned(record).earned == earned(without).earned


@given(record=RECORDS)
def test_one_more_rejection_never_earns_anything(record: TrackRecord) -> None:
    worse = record.model_copy(update={"rejected": record.rejected + 1})
    if record.decided >= SAMPLE:
        assert earned(record).earned or not earned(worse).earned


@given(record=RECORDS, rung=st.sampled_from((Rung.SIGN, Rung.EXECUTE_WITHIN_LIMITS)))
def test_no_order_is_given_without_its_record_and_no_rung_is_skipped(
    record: TrackRecord, rung: Rung
) -> None:
    command = GiveStandingOrder(**TERMS | {"rung": rung, "evidence": record, "number": "STO-9"})
    for before in (Orders(), after(FOURTH)):
        try:
            [event] = standing_order.decide(before, command)
        except Refused as refusal:
            assert refusal.code in ("not_earned", "rung_skipped")
            continue
        assert isinstance(event, StandingOrderGiven) and earned(record).earned
        if rung == Rung.EXECUTE_WITHIN_LIMITS:
            assert before.standing and record.submitted >= SUBMITTED


@settings(deadline=None)
@given(uses=st.lists(st.tuples(DAYS, st.integers(0, 700)), max_size=25), ended=st.booleans())
def test_the_limits_of_a_day_hold_whatever_is_asked(
    uses: list[tuple[date, int]], ended: bool
) -> None:
    state, done = EXECUTES, []
    for n, (day, amount) in enumerate(uses):
        command = UseStandingOrder(
            command="PlacePurchaseOrder", draft=f"D-{n}", day=day, amount=Decimal(amount)
        )
        if ended and n == 5:  # An end and another beginning give no second helping.
            order = state.standing[0]
            end = EndStandingOrder(agent="reorder", command="PlacePurchaseOrder")
            for step in (end, RestoreStandingOrder(order=order)):
                for event in standing_order.decide(state, step):
                    state = standing_order.evolve(state, event)
        try:
            events = standing_order.decide(state, command)
        except Refused as refusal:
            assert refusal.code in ("above_limit", "day_used_up", "day_over")
            continue
        done += events
        for event in events:
            state = standing_order.evolve(state, event)
    for day in {event.day for event in done}:
        mine = [event.amount for event in done if event.day == day]
        assert len(mine) <= 3 and sum(mine) <= 1_200 and max(mine) <= 500


def test_an_order_is_for_what_can_be_covered_and_within_bounds() -> None:
    paying = TERMS | {"function": "receivables", "command": "ReceiveCustomerPayment"}
    assert refused(Orders(), GiveStandingOrder(**paying)) == "never_covered"
    power = TERMS | {"function": "governance", "command": "GiveStandingOrder"}
    assert refused(Orders(), GiveStandingOrder(**power)) == "never_covered"
    crossed = TERMS | {"daily_amount": Decimal(499)}
    assert refused(Orders(), GiveStandingOrder(**crossed)) == "limits_crossed"
    sixth = TERMS | {"rung": Rung.AUTONOMOUS}
    assert refused(Orders(), GiveStandingOrder(**sixth)) == "no_such_rung"
    other = TERMS | {"agent": "somebody"}
    assert refused(Orders(), GiveStandingOrder(**other)) == "other_record"


def test_under_l4_nothing_is_executed_and_before_its_first_day_neither() -> None:
    use = UseStandingOrder(**USE, draft="D-1")
    assert refused(after(FOURTH), use) == "submitted"
    early = UseStandingOrder(**USE | {"day": DAY - timedelta(days=1)}, draft="D-1")
    assert refused(EXECUTES, early) == "not_yet"
    assert refused(Orders(), use) == "no_order"


def test_ending_takes_one_hand_and_giving_another_one() -> None:
    assert EndStandingOrder.separated == "never"
    assert GiveStandingOrder.separated == RestoreStandingOrder.separated == "always"
    end = EndStandingOrder(agent="reorder", command="PlacePurchaseOrder")
    assert isinstance(standing_order.decide(EXECUTES, end)[0], StandingOrderEnded)
    assert refused(after(FOURTH, FIFTH, end), end) == "no_order"


def test_each_event_is_taken_back_to_the_state_before() -> None:
    for state, command in (
        (Orders(), FOURTH),
        (after(FOURTH), FIFTH),
        (EXECUTES, EndStandingOrder(agent="reorder", command="PlacePurchaseOrder")),
        (EXECUTES, LapseStandingOrders(agent="reorder", reason="the agent was stopped")),
    ):
        [event] = standing_order.decide(state, command)
        there = standing_order.evolve(state, event)
        [back] = standing_order.decide(there, event.undo())
        assert standing_order.evolve(there, back) == state
        [again] = standing_order.decide(state, back.undo())
        assert standing_order.evolve(state, again).standing == there.standing


def test_a_stopped_agent_loses_all_of_its_orders() -> None:
    fact = Fact("passport-reorder", 1, PassportRevoked(agent="reorder"), Cause(("admin",)))
    [step] = stopping.lapse(fact)
    assert step.stream == "standing_order-reorder"
    events = standing_order.decide(EXECUTES, step.command)
    assert [type(event) for event in events] == [StandingOrderLapsed]
    assert standing_order.decide(Orders(), step.command) == []


def test_the_money_of_a_day_is_at_stake_once_drafts_are_executed() -> None:
    four, five = (
        standing_order.decide(s, c)[0] for s, c in ((Orders(), FOURTH), (after(FOURTH), FIFTH))
    )
    assert four.at_stake is None
    assert five.at_stake.amount == Decimal(1_200)


def test_sentences_say_who_may_do_what_within_which_limits() -> None:
    [event] = standing_order.decide(after(FOURTH), FIFTH)
    assert str(event) == (
        "Under STO-2 the agent reorder executes “place purchase order” in procurement: at most "
        "€500.00 each, 3 and €1,200.00 a day, from 20 Nov 2026. Its record: 23 of 24 drafts signed "
        "as drafted, 95.8 %."
    )
    [used] = standing_order.decide(EXECUTES, UseStandingOrder(**USE, draft="D-7"))
    assert isinstance(used, StandingOrderUsed)
    assert str(used) == "D-7 is executed under STO-2 on 20 Nov 2026, for €410.00."


@pytest.mark.parametrize(
    ("status", "version", "flags", "order", "fate"),
    [
        ("signed", 1, 0, "", "signed"),
        ("signed", 2, 0, "", "edited"),
        ("signed", 1, 1, "", "flagged"),
        ("signed", 1, 0, "STO-1", "executed"),
        ("undone", 1, 0, "STO-1", "undone"),
        ("undone", 1, 0, "", "undone"),
        ("rejected", 2, 1, "", "rejected"),
        ("expired", 1, 0, "", None),
        ("superseded", 1, 0, "", None),
        ("waiting", 1, 0, "", None),
    ],
)
def test_what_a_decision_says_of_the_agent(
    status: str, version: int, flags: int, order: str, fate: str | None
) -> None:
    group = {"status": status, "version": version, "red_flags": flags, "standing_order": order}
    assert fate_of(group) == fate
    found = record_of("a", "b", (DAY, DAY), [group | {"drafts": 3, "last": None}])
    assert {n: c for n, c in found.model_dump().items() if c == 3} == ({fate: 3} if fate else {})


def test_a_share_is_cut_and_never_rounded_up() -> None:
    assert (share_of(949, 1000), share_of(19, 20), share_of(2, 3)) == ("94.9", "95", "66.6")


def waiting(**other: Any) -> Draft:
    known: dict[str, Any] = {
        "title": "Order 20 locks",
        "kind": "Purchase order",
        "function": "procurement",
        "by": ("buyer", "assistant"),
        "agent": "assistant",
        "steps": (),
        "expires_at": EXECUTION.at + timedelta(days=1),
    }
    return Draft(Proposal(**known | other), 1, "waiting")


def test_an_approval_in_advance_names_the_order_and_those_who_signed_it() -> None:
    [event] = decide(waiting(), EXECUTION)
    assert (event.standing_order, event.signers) == ("STO-2", ("olga",))
    assert "executed under standing order STO-2, signed by olga on 20 Nov 2026" in str(event)


@pytest.mark.parametrize(
    ("draft", "changed"),
    [
        (waiting(agent=""), {}),
        (waiting(agent="other"), {}),
        (waiting(reverses="D-1"), {}),
        (waiting(), {"agent": ""}),
        (waiting(), {"signers": ()}),
        (waiting(), {"signers": ("assistant",)}),
        (waiting(), {"requirement": Requirement(independent=True, roles=("owner",))}),
        (waiting(), {"requirement": Requirement(signatures=2, roles=("owner",))}),
        (waiting(), {"requirement": Requirement()}),
        (waiting(), {"at": EXECUTION.at + timedelta(days=2)}),
        (waiting(), {"version": 2}),
        (Draft(waiting().proposal, 1, "rejected"), {}),
    ],
)
def test_nothing_else_is_ever_executed(draft: Draft, changed: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        decide(draft, ExecuteDraft(**dict(EXECUTION) | changed))
