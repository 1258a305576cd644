"""What an agent has earned is put before an owner by itself, and nobody else can sign it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from assistant import rungs
from assistant.rungs import Rungs
from assistant.waiting import Waiting
from domain import catalog
from domain.command_handler import execution
from domain.governance import track_record
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.governance.passport import RevokePassport, passport
from domain.governance.switch import SwitchOff, switch
from domain.store.memory import MemoryStore
from domain.store.postgres import PostgresStore
from guardrails.call import Answer
from mcp_servers.client import connected
from tests.assistant.earning import AGENT, POINT, Trial
from tests.assistant.test_earned_by_chance import founded, signed_now
from tests.domain.store.conftest import Server, server  # noqa: F401 — a fixture, used by name.
from tests.trade import NOON, TENANT, house_in


class Days:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> Any:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(autouse=True)
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one draft in ten that is left to a person has a test of its own."""
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)


@pytest.fixture
async def trial() -> Trial:
    trial = Trial(await house_in(MemoryStore(catalog.PROJECTIONS, Days())))
    await trial.begin()
    return trial


async def review(trial: Trial) -> list[str]:
    async with connected(trial.house) as tools:
        return await Rungs(trial.approvals, tools).review(trial.business, trial.now)


async def proposals(trial: Trial, *statuses: str) -> list[DraftRow]:
    asked = drafts.where(DraftRow.command == "GiveStandingOrder", limit=100)
    rows = (await trial.handler.rows(asked)).rows
    return [row for row in rows if row.status in (statuses or OPEN)]


async def signed_by(trial: Trial, draft: str, role: str) -> Answer:
    return await trial.sign(await trial.handler.card(draft), role)


async def no(trial: Trial, draft: str) -> None:
    await trial.reject(await trial.handler.card(draft))


async def test_what_is_earned_is_proposed_with_the_figures_that_earned_it(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    proposal = (await trial.handler.draft(draft)).proposal
    assert proposal is not None
    assert proposal.title.startswith("The agent reorder submits reorder points within")
    assert proposal.because == (
        "Reorder has earned L4 for this work. 20 of 20 drafts signed as drafted, 100 %"
    )
    assert (proposal.by, proposal.agent, proposal.model) == (("countersign",), "", "")
    assert not (await trial.orders()).standing, "proposed is not given"


async def test_an_owner_reads_in_the_queue_why_it_is_proposed(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    waiting = Waiting(trial.house.handler)
    found = await waiting.view(trial.person("owner"), trial.now, trial.business, "")
    rows = [*found["rows"], *([found["lead"]["row"]] if found["lead"] else [])]
    [row] = [row for row in rows if row["draft"] == draft]
    assert row["mine"]
    told = "Reorder has earned L4 for “set reorder point”: 20 of 20 drafts signed as drafted, 100 %"
    assert told in row["detail"]


async def test_only_an_owner_signs_it(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    for role in ("admin", "manager", "buyer"):
        answer = await signed_by(trial, draft, role)
        assert answer.outcome == "denied", role
    [row] = await proposals(trial)
    assert row.may_sign == ("owner",)
    assert (await signed_by(trial, draft, "owner")).outcome == "answered"
    [order] = (await trial.orders()).standing
    assert (order.command, order.rung) == (POINT, 4)


async def test_nothing_executes_or_signs_it_by_itself(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    waits = await trial.earned.after(TENANT, draft, trial.now, "t")
    assert (waits.executed, waits.code) == (False, "no_order")
    assert [row.draft for row in await proposals(trial)] == [draft]


@pytest.mark.parametrize("count", [0, 19])
async def test_before_the_minimum_sample_nothing_is_proposed(trial: Trial, count: int) -> None:
    await trial.signed(count)
    assert await review(trial) == []


async def test_a_rate_below_the_bar_proposes_nothing(trial: Trial) -> None:
    await trial.signed(18)
    for _ in range(2):
        await trial.reject(await trial.draft())
    assert await review(trial) == []


async def test_it_is_proposed_once(trial: Trial) -> None:
    await trial.signed(20)
    assert len(await review(trial)) == 1
    assert await review(trial) == []
    await trial.signed(5)
    trial.now += timedelta(days=1)
    assert await review(trial) == [], "while one waits there is no second one"
    assert len(await proposals(trial)) == 1


async def test_after_a_no_it_comes_again_when_people_have_judged_anew(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    await no(trial, draft)
    trial.now += timedelta(days=1)
    assert await review(trial) == []
    await trial.signed(9)
    assert await review(trial) == []
    await trial.signed(1)
    [again] = await review(trial)
    proposal = (await trial.handler.draft(again)).proposal
    assert proposal is not None
    assert "30 of 30 drafts signed as drafted" in proposal.because


async def test_a_no_to_what_a_person_had_proposed_is_a_no(trial: Trial) -> None:
    await trial.signed(20)
    async with connected(trial.house) as tools:
        asked = {"agent": AGENT, "work": POINT}
        answer = await tools.call(trial.person("admin"), "draft_standing_order", asked)
    assert await review(trial) == [], "it waits already"
    await no(trial, answer["content"]["draft"])
    assert await review(trial) == []


async def test_the_next_rung_is_proposed_ten_decisions_after_the_first(trial: Trial) -> None:
    await trial.signed(20)
    [first] = await review(trial)
    await signed_by(trial, first, "owner")
    trial.now += timedelta(days=1)
    await trial.signed(9)
    assert await review(trial) == []
    await trial.signed(1)
    [second] = await review(trial)
    assert (await signed_by(trial, second, "owner")).outcome == "answered"
    assert [order.rung for order in (await trial.orders()).standing] == [5]
    await trial.signed(10)
    trial.now += timedelta(days=1)
    assert await review(trial) == [], "nothing lies above"


async def test_what_is_proposed_is_withdrawn_when_the_measure_falls(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    for _ in range(2):
        await trial.reject(await trial.draft())
    assert await review(trial) == []
    [row] = await proposals(trial, "rejected")
    assert (row.draft, row.closed_by) == (draft, "countersign")
    assert row.reason.startswith("No longer earned: 20 of 22 drafts signed as drafted, 90.9 %")


async def test_what_stands_is_lost_in_the_same_round_and_not_proposed_again(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    for _ in range(2):
        await trial.reject(await trial.draft())
    assert await trial.earned.review(trial.business, trial.now) == ["STO-1"]
    assert await review(trial) == []


async def test_nothing_is_proposed_while_drafting_is_switched_off(trial: Trial) -> None:
    await trial.signed(20)
    await trial.happened(switch.stream("drafting"), SwitchOff(capability="drafting"))
    assert await review(trial) == []


async def test_nothing_is_proposed_for_who_was_stopped(trial: Trial) -> None:
    await trial.signed(20)
    [draft] = await review(trial)
    await trial.happened(passport.stream(AGENT), RevokePassport(agent=AGENT))
    assert await review(trial) == []
    [row] = await proposals(trial, "rejected")
    assert row.draft == draft


@pytest.fixture
async def postgres(server: Server) -> AsyncIterator[Trial]:  # noqa: F811
    events = tuple(catalog.EVENTS.values())
    store = await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)
    trial = await founded(store, f"t-{uuid4().hex}")
    yield trial
    await store.close()


async def test_two_processes_at_once_propose_it_once(
    postgres: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(track_record, "SAMPLE", 4)
    monkeypatch.setattr(rungs, "SUBMITTED", 2)
    await postgres.signed(4)
    postgres.now = await signed_now(postgres)
    both = await asyncio.gather(*(review(postgres) for _ in range(2)))
    [draft] = {each for found in both for each in found}
    assert [row.draft for row in await proposals(postgres)] == [draft]
    await no(postgres, draft)
    postgres.now += timedelta(days=1)
    await postgres.signed(1)
    assert await review(postgres) == []
    await postgres.signed(1)
    assert len(await review(postgres)) == 1
