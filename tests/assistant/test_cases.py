"""Open drafts are read once a version and rehearsed now and then; decided ones say by whom."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant import cases as reading
from assistant.approvals import Approvals
from assistant.cases import REHEARSED_EVERY, Cases
from domain.analysis.notices import Case
from domain.kernel import Step
from domain.procurement.supplier import HoldSupplier, supplier
from tests.assistant.attended import drafted, person, record, signed
from tests.trade import NOON, TENANT, house_in, in_memory


@pytest.fixture
async def house() -> Any:
    return await house_in(in_memory())


async def one(cases: Cases, draft: str, moment: datetime) -> Case:
    return next(each for each in await cases.of(TENANT, moment) if each.row.draft == draft)


async def test_what_today_comes_out_otherwise_has_drifted(house: Any) -> None:
    cases, draft = Cases(house.handler), await drafted(house)
    assert not (await one(cases, draft, NOON)).drifted
    await record(house, Step(supplier.stream("OST"), HoldSupplier(reason="Late")))
    assert not (await one(cases, draft, NOON)).drifted, "It is not rehearsed at every look."
    assert (await one(cases, draft, NOON + REHEARSED_EVERY)).drifted


async def test_what_would_come_out_the_same_has_not(house: Any) -> None:
    cases, draft = Cases(house.handler), await drafted(house)
    await one(cases, draft, NOON)
    assert not (await one(cases, draft, NOON + REHEARSED_EVERY)).drifted


async def test_a_decided_draft_says_who_decided(house: Any) -> None:
    cases, draft = Cases(house.handler), await drafted(house)
    await one(cases, draft, NOON)
    await signed(house, draft, "owner", NOON)
    found = await one(cases, draft, NOON)
    assert not found.open and "owner" in found.deciders
    assert cases.known == {}, "What is closed is not remembered."


async def test_an_undone_draft_was_decided_by_whoever_signed_its_reversal(house: Any) -> None:
    cases, draft = Cases(house.handler), await drafted(house)
    await signed(house, draft, "owner", NOON)
    approvals = Approvals(house.handler, house.gate)
    reversal = (await approvals.undo(person("buyer"), draft, NOON, "t")).content["draft"]
    await signed(house, reversal, "owner", NOON)
    found = await one(cases, draft, NOON)
    assert found.row.status == "undone" and found.deciders == {"owner"}


async def test_a_few_are_rehearsed_at_each_look_until_all_were(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "REHEARSED", 1)
    cases = Cases(house.handler)
    two = [await drafted(house), await drafted(house, quantity="401")]
    await cases.of(TENANT, NOON)
    await record(house, Step(supplier.stream("OST"), HoldSupplier(reason="Late")))
    later = NOON + REHEARSED_EVERY
    counts = []
    for n in range(3):
        found = await cases.of(TENANT, later + n * timedelta(seconds=15))
        counts.append(sum(each.drifted for each in found if each.row.draft in two))
    assert counts == [1, 2, 2]
