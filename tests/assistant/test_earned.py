"""What an agent has earned is executed within its limits; everything else waits for a person."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from assistant.earned import Settled
from domain.command_handler import execution
from domain.governance.member import DisableMember, EnableMember, GiveRole, TakeRole, member
from domain.governance.passport import (
    IssuePassport,
    ReinstatePassport,
    RevokePassport,
    passport,
)
from domain.governance.proposal import Origin
from domain.governance.switch import SwitchOff, SwitchOn, switch
from domain.governance.track_record import earned
from tests.assistant.earning import AGENT, POINT, Trial, model_origin, order
from tests.trade import TODAY, house_in, in_memory

LOOKED_AT = execution.looked_at


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one draft in ten that is left to a person has a test of its own."""
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)


@pytest.fixture
async def trial() -> Trial:
    trial = Trial(await house_in(in_memory()))
    await trial.begin()
    return trial


async def test_what_is_earned_is_executed_and_says_by_whose_order(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    card = await trial.draft()
    settled = await trial.settle(card)
    assert settled.executed, settled
    assert settled.standing_order == "STO-1"
    facts = await trial.handler.history(f"draft-{card.draft}")
    assert str(facts[-1].event) == (
        "Version 1 is executed under standing order STO-1, signed by owner on 20 Nov 2026."
    )
    assert facts[-1].cause.by == (AGENT, "owner")
    done = await trial.handler.came_of(card.draft)
    assert {*done[0].cause.by} == {"buyer", AGENT, "owner"}


async def test_what_was_overtaken_waits_and_breaks_off_no_shift(trial: Trial) -> None:
    ordered = order(150)
    card = await trial.draft(ordered)
    await trial.happened(ordered.stream, ordered.command)
    settled = await trial.earned.after(trial.tenant, card.draft, trial.now, "t")
    assert (settled.draft, settled.executed) == (card.draft, False)
    assert "PO-150" in settled.reason
    assert (await trial.handler.draft(card.draft)).status == "waiting"


async def test_a_second_run_executes_nothing_again(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    card = await trial.draft()
    both = await asyncio.gather(trial.settle(card), trial.settle(card))
    again = await trial.settle(card)
    assert all(settled.executed for settled in (*both, again))
    assert (await trial.orders()).used[0].count == 1
    assert len(await trial.handler.came_of(card.draft)) == 1


async def test_without_an_order_or_a_record_a_person_signs(trial: Trial) -> None:
    card = await trial.draft()
    waits = await trial.settle(card)
    assert (waits.executed, waits.code) == (False, "no_order")
    await trial.give(POINT)  # The numbers in the draft are not those of the record.
    waits = await trial.settle(card)
    assert (waits.executed, waits.code) == (False, "not_earned")
    assert "and 20 are needed" in waits.reason
    assert (await trial.handler.draft(card.draft)).status == "waiting"


async def test_a_rung_is_lost_at_the_next_act_and_the_record_says_why(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    await trial.reject(await trial.draft())
    assert (await trial.settle(await trial.draft())).executed  # 20 of 21 are 95 %.
    await trial.reject(await trial.draft())
    waits = await trial.settle(await trial.draft())
    assert waits.code == "not_earned"
    assert "20 of 22 drafts signed as drafted, 90.9 %" in waits.reason
    assert not (await trial.orders()).standing
    last = (await trial.handler.history(f"standing_order-{AGENT}"))[-1].event
    assert str(last).startswith("STO-1 of the agent reorder lapses")
    assert last.counted.rejected == 2
    assert (await trial.settle(await trial.draft())).code == "no_order"
    assert await trial.earned.review(trial.business, trial.now) == []


async def test_one_executed_draft_that_is_undone_takes_the_rung_away(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    done = await trial.draft()
    assert (await trial.settle(done)).executed
    await trial.undo(done.draft)
    assert await trial.earned.review(trial.business, trial.now) == ["STO-1"]
    assert (await trial.settle(await trial.draft())).code == "no_order"


async def test_what_was_executed_is_no_evidence_for_itself(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    for _ in range(3):
        assert (await trial.settle(await trial.draft())).executed
    record = await trial.handler.track_record(AGENT, POINT, TODAY)
    assert (record.decided, record.executed) == (20, 3)
    season = TODAY + timedelta(days=91)
    assert (await trial.handler.track_record(AGENT, POINT, season)).decided == 0


async def test_a_draft_that_a_person_corrected_counts_against_it(trial: Trial) -> None:
    await trial.signed(20)
    for _ in range(2):
        card = await trial.draft()
        await trial.revise(card)
        await trial.sign(card)
    record = await trial.handler.track_record(AGENT, POINT, TODAY)
    assert (record.signed, record.edited) == (20, 2)
    assert not earned(record).earned


async def test_stopping_the_agent_ends_its_orders_in_the_same_moment(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    card = await trial.draft()
    await trial.happened(passport.stream(AGENT), RevokePassport(agent=AGENT))
    assert not (await trial.orders()).standing
    await trial.happened(passport.stream(AGENT), ReinstatePassport(agent=AGENT))
    assert (await trial.settle(card)).code == "no_order"


async def test_the_signer_of_the_order_must_still_have_the_authority(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    await trial.happened(member.stream("owner"), DisableMember())
    gone = await trial.settle(await trial.draft())
    assert (gone.executed, gone.code) == (False, "A1")
    await trial.happened(member.stream("owner"), EnableMember())
    assert (await trial.settle(await trial.draft())).executed
    await trial.happened(member.stream("owner"), GiveRole(role="artisan"), TakeRole(role="owner"))
    lesser = await trial.settle(await trial.draft())
    assert (lesser.executed, lesser.code) == (False, "A4")


async def test_a_passport_or_a_switch_holds_it_up(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    await trial.happened(switch.stream("drafting"), SwitchOff(capability="drafting"))
    assert (await trial.settle(await trial.draft())).code == "A10"
    await trial.happened(switch.stream("drafting"), SwitchOn(capability="drafting"))
    only = IssuePassport(agent=AGENT, functions=("procurement",), owner="owner")
    await trial.happened(passport.stream(AGENT), only)
    assert (await trial.settle(await trial.draft())).code == "A5"


async def test_limits_hold_for_each_draft_and_for_a_day(trial: Trial) -> None:
    numbers = iter(range(100, 150))
    await trial.signed(20, lambda: order(next(numbers)))
    await trial.give(daily_count=2, limit=Decimal(450))

    async def ordered(quantity: int = 20) -> Settled:
        return await trial.settle(await trial.draft(order(next(numbers), quantity)))

    assert (await ordered(22)).code == "above_limit"  # €451.00
    assert (await ordered()).executed
    assert (await ordered()).executed
    third = await ordered()
    assert third.code == "day_used_up"
    assert "(2 for €820.00 today)" in third.reason
    trial.now += timedelta(days=1)
    assert (await ordered()).executed


async def test_many_at_once_never_exceed_a_day(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT, daily_count=3)
    cards = [await trial.draft() for _ in range(12)]
    settled = await asyncio.gather(*(trial.settle(card) for card in cards))
    done = [each for each in settled if each.executed]
    assert 1 <= len(done) <= 3
    assert {each.code for each in settled if not each.executed} <= {"day_used_up", "crowded"}
    assert (await trial.orders()).used[0].count == len(done)


@pytest.mark.parametrize(
    "told",
    [
        {"model": "small-1"},
        {"origins": (model_origin(),)},
        {"origins": (Origin(field="price", value="2", source="offer.pdf", kind="document"),)},
        {"origins": (Origin(field="price", value="2", source="said", severity="care"),)},
    ],
)
async def test_what_a_model_or_a_paper_had_a_part_in_waits(trial: Trial, told: Any) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    waits = await trial.settle(await trial.draft(**told))
    assert (waits.executed, waits.code) == (False, "needs_person")


async def test_a_doubt_a_correction_and_a_moved_world_wait(trial: Trial) -> None:
    numbers = iter(range(100, 150))
    await trial.signed(20, lambda: order(next(numbers)))
    await trial.give()
    doubtful = await trial.draft(order(150, 3))  # Below the smallest order that was agreed.
    assert (await trial.settle(doubtful)).code == "needs_person"
    corrected = await trial.draft(order(151))
    newer = await trial.revise(corrected, order(151, 21))
    assert (await trial.settle(newer)).code == "needs_person"
    held = await trial.draft(order(152))
    stale = held.model_copy(update={"digest": "0" * 64})
    assert (await trial.settle(stale)).code == "moved"


async def test_signed_in_spite_of_a_red_flag_is_no_praise(trial: Trial) -> None:
    await trial.signed(20)
    red = (Origin(field="price", value="2", source="said", severity="stop"),)
    await trial.signed(1, origins=red)
    record = await trial.handler.track_record(AGENT, POINT, TODAY)
    assert (record.signed, record.flagged) == (20, 1)
    assert "1 signed in spite of a red flag, and none may be" in earned(record).reason


async def test_under_l4_drafts_wait_to_be_signed_together(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT, l4=True)
    cards = [await trial.draft(), await trial.draft()]
    assert (await trial.settle(cards[0])).code == "submitted"
    assert await trial.earned.submitted(trial.business) == {"STO-1": [c.draft for c in cards]}


async def test_one_draft_in_ten_is_left_to_a_person(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    monkeypatch.setattr(execution, "looked_at", lambda draft: True)
    assert (await trial.settle(await trial.draft())).code == "looked_at"


def test_about_every_tenth_draft_is_looked_at_and_always_the_same_ones() -> None:
    chosen = [n for n in range(1_000) if LOOKED_AT(f"D-{n}")]
    assert 70 < len(chosen) < 130
    assert chosen == [n for n in range(1_000) if LOOKED_AT(f"D-{n}")]
