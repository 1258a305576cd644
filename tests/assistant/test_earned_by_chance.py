"""Whatever people decide, in whatever order: no act without its record, none beyond its limits."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import catalog
from domain.command_handler import CommandHandler, execution
from domain.governance import track_record
from domain.governance.draft_events import DraftApproved
from domain.governance.member import AddMember
from domain.governance.order_events import StandingOrderUsed
from domain.inventory.unit import RegisterUnit
from domain.kernel import Cause, Step
from domain.procurement.supplier import RegisterSupplier
from domain.store.postgres import PostgresStore
from guardrails.gate import Gate
from mcp_servers.visit import House
from tests.assistant.earning import POINT, Trial, giving, order, standing_order
from tests.domain.store.conftest import Server, server  # noqa: F401 — a fixture, used by name.
from tests.steps import on
from tests.trade import ROLES, TENANT, TODAY, in_memory

FEW = 4
"""A sample that short histories reach; the numbers of the house have tests of their own."""
ACTS = st.lists(
    st.sampled_from(("sign", "sign", "sign", "settle", "settle", "reject", "correct", "undo")),
    min_size=6,
    max_size=30,
)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execution, "looked_at", lambda draft: False)
    monkeypatch.setattr(track_record, "SAMPLE", FEW)


async def founded(store: Any, tenant: str = TENANT) -> Trial:
    """No more of a business than an order needs."""
    await store.open_tenant(tenant, {"currency": "EUR", "timezone": "UTC"})
    known = [on(AddMember(user=r, name=r.capitalize(), roles=(r,)), r) for r in ROLES]
    known.append(on(RegisterUnit(code="EA", name="each"), "EA"))
    known.append(on(RegisterSupplier(supplier="OST", name="Ostermark", currency="EUR"), "OST"))
    handler = CommandHandler(store, tenant)
    await handler.record(known, Cause(("demo",)))
    gate = Gate(store.enter, lambda: 0.0)
    trial = Trial(House(lambda name: CommandHandler(store, name), gate, lambda: TODAY), tenant)
    await trial.begin()
    return trial


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_no_act_without_its_record_in_any_history(acts: list[str]) -> None:
    asyncio.run(lived(acts))


async def lived(acts: list[str]) -> None:
    """The counts are kept beside, by a rule that is written down a second time."""
    trial = await founded(in_memory())
    await trial.give(POINT, daily_count=50)
    counts: Counter[str] = Counter()
    executed: list[str] = []
    lost = False
    for act in acts:
        card = None if act == "undo" else await trial.draft()
        match act:
            case "sign":
                await trial.sign(card)
                counts["signed"] += 1
            case "reject":
                await trial.reject(card)
                counts["against"] += 1
            case "correct":
                await trial.sign(await trial.revise(card))
                counts["against"] += 1
            case "undo" if executed:
                await trial.undo(executed.pop())
                counts["undone"] += 1
            case "settle":
                decided = counts.total()
                good = decided >= FEW and counts["signed"] * 100 >= 95 * decided
                earned = good and not counts["undone"] and not lost
                settled = await trial.settle(card)
                assert settled.executed == earned, (counts, settled)
                lost = lost or not earned
                executed += [card.draft] if settled.executed else []


@pytest.fixture
async def both(server: Server) -> AsyncIterator[Trial]:  # noqa: F811
    events = tuple(catalog.EVENTS.values())
    store = await PostgresStore.open(server.dsn, events, catalog.PROJECTIONS, server.revive)
    yield await founded(store, f"t-{uuid4().hex}")
    await store.close()


async def test_many_processes_at_once_never_exceed_a_day_on_postgres(both: Trial) -> None:
    numbers = iter(range(100, 160))
    await both.signed(FEW, lambda: order(next(numbers)))
    both.now = await signed_now(both)
    await both.give(daily_count=5, daily_amount=Decimal(1_700), starts=both.now.date())
    cards = [await both.draft(order(next(numbers))) for _ in range(12)]
    every = [card for card in cards for _ in range(2)]  # Each of them is run twice.
    settled = await asyncio.gather(*(both.settle(card) for card in every))
    used = await happened(both, f"{standing_order.name}-reorder", StandingOrderUsed)
    assert 1 <= len(used) <= 4  # Four of €410.00 fit into €1,700.00, five do not.
    assert sum(event.amount for event in used) <= Decimal(1_700)
    done = {each.draft for each in settled if each.executed}
    assert done == {event.draft for event in used} and len(used) == len(done)
    for card in cards:
        approved = await happened(both, f"draft-{card.draft}", DraftApproved)
        assert len(approved) == (card.draft in done)
        assert len(await both.handler.came_of(card.draft)) == (card.draft in done)
    assert await both.earned.review(both.business, both.now) == []


async def signed_now(trial: Trial) -> Any:
    """The store has a clock of its own; the days of the act are those of its record."""
    [row] = (await trial.handler.history(f"draft-{'D-1'}"))[:1]
    return row.recorded_at


async def happened(trial: Trial, stream: str, kind: type) -> list[Any]:
    return [f.event for f in await trial.handler.history(stream) if isinstance(f.event, kind)]


async def test_an_order_signed_elsewhere_and_forged_into_the_record_covers_nothing(
    both: Trial,
) -> None:
    await both.signed(FEW)
    both.now = await signed_now(both)
    for rung in (4, 5):
        step = Step(standing_order.stream("reorder"), giving(POINT, rung=rung))
        await both.handler.record([step], Cause(("reorder",), draft="D-1"))
    waits = await both.settle(await both.draft())
    assert not waits.executed
