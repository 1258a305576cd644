"""Nobody gives an agent a rung but a person who may, and what is done leaves its traces."""

from typing import Any

import pytest

from assistant.shortfalls import shortfalls
from domain.command_handler import execution
from domain.governance.authority import Rung
from domain.governance.member import DisableMember, member
from domain.governance.standing_order import standing_order
from domain.kernel import Step
from tests.assistant.earning import AGENT, POINT, Trial, giving
from tests.trade import TODAY, caller, house_in, in_memory

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


async def test_an_order_that_no_person_signed_covers_nothing(trial: Trial) -> None:
    await trial.signed(20)
    l4 = giving(POINT, rung=Rung.SIGN)
    await trial.happened(standing_order.stream(AGENT), l4, giving(POINT))
    assert (await trial.orders()).standing
    assert (await trial.settle(await trial.draft())).code == "no_order"


async def test_nobody_signs_an_order_they_drafted_and_no_agent_any(trial: Trial) -> None:
    step = Step(standing_order.stream(AGENT), giving(POINT, rung=Rung.SIGN))
    told = {"function": "governance", "by": ("owner", AGENT), "delegator": "owner"}
    card = await trial.draft(step, **told)
    own = await trial.sign(card, "owner")
    assert (own.outcome, own.code) == ("denied", "A13")
    agent = caller("owner", user="anna", agent=AGENT, tenant=trial.tenant)
    forged = await trial.approvals.sign(agent, card.draft, 1, card.digest, trial.now, "t")
    assert (forged.outcome, forged.code) == ("denied", "A5")
    admin = await trial.sign(card, "admin")
    assert (admin.outcome, admin.code) == ("denied", "A4")
    assert not (await trial.orders()).standing
    assert (await trial.settle(card)).code == "no_order"


async def test_every_execution_and_every_denial_is_in_the_ledger(trial: Trial) -> None:
    await trial.signed(20)
    await trial.give(POINT)
    await trial.earned.settle(trial.business, await trial.draft(), trial.now, "done")
    await trial.happened(member.stream("owner"), DisableMember())
    await trial.earned.settle(trial.business, await trial.draft(), trial.now, "gone")
    ledger = trial.handler.store.ledger
    done = [entry async for entry in entries(ledger, trial.tenant, "done")]
    assert [entry["what"] for entry in done] == ["verdict", "outcome"]
    assert (done[0]["user"], done[0]["agent"], done[0]["kind"]) == ("owner", AGENT, "execute")
    assert done[0]["arguments"]["standing_order"] == "STO-1"
    [gone] = [entry async for entry in entries(ledger, trial.tenant, "gone")]
    assert (gone["verdict"], gone["control"]) == ("denied", "A1")


async def entries(ledger: Any, tenant: str, trace: str) -> Any:
    for entry in await ledger(tenant, trace):
        yield entry


async def news(trial: Trial, role: str) -> list[str]:
    authority, *_ = await trial.handler.authority()
    asked = (trial.handler, caller(role, tenant=trial.tenant), authority, TODAY)
    return [each.title for each in await shortfalls(*asked)]


async def test_a_lapse_is_news_to_those_who_govern(trial: Trial) -> None:
    await trial.give(POINT)
    await trial.earned.review(trial.business, trial.now)
    [told] = [each for each in await news(trial, "owner") if "STO-1" in each]
    assert told == "STO-1 has lapsed: people sign “set reorder point” again"
    assert not [each for each in await news(trial, "staff") if "STO-1" in each]
