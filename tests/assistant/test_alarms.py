"""What the assistant reports of itself stands in the queue of those who govern it."""

from decimal import Decimal
from typing import Any

import pytest

from assistant.records import Tenant
from assistant.shortfalls import shortfalls
from assistant.waiting import Waiting
from domain.governance.budget import NoteUse, SetBudget, budget
from domain.governance.ceiling import Ceiling
from domain.governance.incident import CloseIncident, OpenIncident, stream_of
from domain.governance.switch import SwitchOff, switch
from domain.kernel import Cause, Command, Step
from tests.trade import NOON, TENANT, TODAY, caller, house_in, in_memory

BUSINESS = Tenant(TENANT, "Bellavier", "EUR", "UTC")
OUTAGE = {"kind": "outage", "whose": "business"}
STREAM = budget.stream("business")


@pytest.fixture
async def house() -> Any:
    return await house_in(in_memory())


async def happened(house: Any, stream: str, *commands: Command) -> None:
    for command in commands:
        await house.handler(TENANT).record([Step(stream, command)], Cause(("countersign",)))


async def told(house: Any, role: str = "admin") -> list[str]:
    records = house.handler(TENANT)
    authority, *_ = await records.authority()
    found = await shortfalls(records, caller(role, agent=""), authority, TODAY)
    return [each.title for each in found if "model" in each.title]


def used(share: int, period: str = "2026-11") -> NoteUse:
    return NoteUse(whose="business", period=period, share=share)


async def test_80_and_100_hundredths_reach_an_admin_and_the_later_one_stands(house: Any) -> None:
    assert await told(house) == []
    await happened(house, STREAM, used(80))
    assert await told(house) == ["The model budget of the business for this month is used to 80 %"]
    await happened(house, STREAM, used(100))
    assert await told(house) == ["The model budget of the business for this month is used up"]


async def test_the_day_and_the_month_are_told_apart_and_yesterday_is_over(house: Any) -> None:
    await happened(house, STREAM, used(80, "2026-11-20"), used(80, "2026-11"))
    assert len(await told(house)) == 2
    await happened(house, STREAM, used(100, "2026-11-19"))
    assert len(await told(house)) == 1


async def test_a_new_budget_takes_the_alert_away(house: Any) -> None:
    larger = SetBudget(whose="business", ceiling=Ceiling(month=Decimal(90), currency="EUR"))
    await happened(house, STREAM, used(80), larger)
    assert await told(house) == []


async def test_an_open_incident_stands_there_until_it_is_closed(house: Any) -> None:
    stream = stream_of("outage", "business")
    await happened(house, stream, OpenIncident(**OUTAGE, detail="No answer to 3 calls."))
    assert await told(house) == ["Incident: the provider of the model is away, the business"]
    await happened(house, stream, CloseIncident(**OUTAGE))
    assert await told(house) == []


async def test_what_is_switched_off_comes_first(house: Any) -> None:
    await happened(house, STREAM, used(80))
    off = SwitchOff(capability="model", reason="Odd answers")
    await happened(house, switch.stream("model"), off)
    assert (await told(house))[0] == "The language model is switched off"


async def test_who_does_not_govern_is_not_bothered(house: Any) -> None:
    await happened(house, STREAM, used(100))
    assert await told(house, "buyer") == []
    assert await told(house, "owner") != []


async def test_they_are_rows_of_the_queue(house: Any) -> None:
    await happened(house, STREAM, used(100))
    view = await Waiting(house.handler).view(caller("admin", agent=""), NOON, BUSINESS)
    [row] = [each for each in view["rows"] if "model" in each["title"]] or [view["lead"]]
    assert row["says"] == "What did the model save us this month?"
