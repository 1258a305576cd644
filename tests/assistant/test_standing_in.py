"""Whoever stands in sees and signs for the absent, and never around a second hand."""

from datetime import timedelta
from typing import Any

import pytest

from tests.assistant.attended import away, drafted, mine, signed, tools, view
from tests.trade import NOON, TENANT, caller, house_in, in_memory


@pytest.fixture
async def house() -> Any:
    return await house_in(in_memory())


async def test_a_stand_in_signs_for_the_absent_up_to_their_limit(house: Any) -> None:
    draft = await drafted(house, role="staff")
    assert (await signed(house, draft, "buyer")).code == "A4", "8,200 are above a buyer's limit"
    await away(house, "manager", "buyer")
    answer = await signed(house, draft, "buyer")
    assert answer.outcome == "answered" and answer.content["approved"]
    history = await house.handler(TENANT).history(f"draft-{draft}")
    said = [str(fact.event) for fact in history]
    assert "buyer signs version 1 as manager for manager." in said
    assert {"buyer", "manager"} <= {*history[-1].cause.by}


async def test_an_absence_that_is_over_lends_nothing(house: Any) -> None:
    draft = await drafted(house, role="staff")
    await away(house, "manager", "buyer")
    later = NOON + timedelta(days=5)
    assert (await signed(house, draft, "buyer", later)).outcome in ("denied", "refused")


async def test_nobody_signs_their_own_draft_through_a_stand_in(house: Any) -> None:
    draft = await drafted(house, role="owner")
    await away(house, "owner", "manager")
    answer = await signed(house, draft, "manager")
    assert (answer.outcome, answer.code) == ("denied", "A13")
    assert draft not in [row.draft for row in await mine(house, "manager")]


async def test_what_always_needs_a_third_hand_is_never_signed_on_lent_authority(
    house: Any,
) -> None:
    account = {"supplier": "CONTI", "account": "IT60X0542811101000000123456"}
    use = house.visit(caller("staff")).use
    answer = await use(tools("draft_bank_details_change"), account)
    await away(house, "owner", "buyer")
    denied = await signed(house, answer.content["draft"], "buyer")
    assert (denied.outcome, denied.code) == ("denied", "A4")


async def test_a_circle_of_absences_lends_nothing(house: Any) -> None:
    draft = await drafted(house, role="staff")
    await away(house, "manager", "buyer")
    await away(house, "buyer", "manager")
    assert (await signed(house, draft, "buyer")).code == "A4"


async def test_a_stand_in_sees_what_waits_for_the_absent(house: Any) -> None:
    draft = await drafted(house, role="staff")
    await away(house, "manager", "artisan")
    found = await view(house, "artisan")
    assert found["notice"] == "You stand in for manager."
    assert draft in [row.draft for row in await mine(house, "artisan")]


async def test_whoever_is_to_stand_in_does_not_sign_for_it(house: Any) -> None:
    use = house.visit(caller("manager")).use
    asked = {"stand_in": "buyer", "first": "2026-11-23", "last": "2026-11-27"}
    draft = str((await use(tools("draft_absence"), asked)).content["draft"])
    assert (await signed(house, draft, "buyer")).code == "A13"
    assert (await signed(house, draft, "manager")).outcome == "answered"
