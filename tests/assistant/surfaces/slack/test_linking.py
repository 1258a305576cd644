"""Whoever acts in Slack is a member who read a code signed in, with the roles of that moment."""

from typing import Any

import pytest

from assistant.linking import LETTERS
from assistant.surfaces.office import House
from domain.kernel import Refused
from tests.assistant.surfaces.conftest import TENANT

HERE, THERE = "-/T0123/U0456", "-/T9999/U0456"
BY = ("owner",)


async def code_of(house: House, user: str) -> str:
    caller: Any = await house.office.caller(TENANT, user)
    return await house.linking.code(caller)


async def linked(house: House, user: str, account: str = HERE) -> None:
    await house.linking.link(TENANT, account, await code_of(house, user))


async def test_whose_code_it_was_acts_through_the_account(house: House) -> None:
    found = await house.linking.link(TENANT, HERE, await code_of(house, "buyer"))
    assert (found.user, found.surface) == ("buyer", "slack")
    caller = await house.linking.caller(TENANT, HERE)
    assert caller is not None and caller.roles == ("buyer",)


async def test_a_code_is_read_however_it_is_typed(house: House) -> None:
    code = await code_of(house, "buyer")
    assert set(code) <= {*LETTERS, "-"}
    await house.linking.link(TENANT, HERE, f" {code.replace('-', ' ').lower()} ")
    assert await house.linking.user(TENANT, HERE) == "buyer"


async def test_a_code_links_once(house: House) -> None:
    code = await code_of(house, "buyer")
    await house.linking.link(TENANT, HERE, code)
    with pytest.raises(Refused, match="unknown, used or older") as refusal:
        await house.linking.link(TENANT, THERE, code)
    assert refusal.value.code == "wrong_code"
    assert await house.linking.caller(TENANT, THERE) is None


async def test_the_same_user_id_in_another_workspace_is_nobody(house: House) -> None:
    await linked(house, "owner")
    assert await house.linking.caller(TENANT, THERE) is None
    assert await house.linking.caller("atelier", HERE) is None


async def test_whoever_guesses_codes_has_to_wait(house: House) -> None:
    codes = []
    for number in range(20):
        with pytest.raises(Refused) as refusal:
            await house.linking.link(TENANT, HERE, f"AAAA-{number:04}")
        codes.append(refusal.value.code)
    assert codes[0] == "wrong_code" and codes[-1] == "too_many_tries"
    with pytest.raises(Refused, match="Too many wrong codes: wait"):
        await linked(house, "owner")
    await linked(house, "owner", THERE)


async def test_an_account_of_somebody_else_is_not_taken_over(house: House) -> None:
    await linked(house, "owner")
    with pytest.raises(Refused, match="linked to somebody else"):
        await linked(house, "buyer")
    assert await house.linking.user(TENANT, HERE) == "owner"


async def test_a_new_account_takes_the_place_of_the_old_one(house: House) -> None:
    await linked(house, "buyer")
    await linked(house, "buyer", THERE)
    assert await house.linking.caller(TENANT, HERE) is None
    assert [row.account for row in await house.linking.accounts_of(TENANT, "buyer")] == [THERE]


async def test_who_unlinks_or_is_disabled_does_nothing_any_more(house: House) -> None:
    await linked(house, "buyer")
    await house.accounts.disable(TENANT, "buyer", BY)
    assert await house.linking.caller(TENANT, HERE) is None
    await house.accounts.enable(TENANT, "buyer", BY)
    await house.linking.unlink(TENANT, HERE)
    assert await house.linking.caller(TENANT, HERE) is None
    with pytest.raises(Refused, match="not linked to anybody"):
        await house.linking.unlink(TENANT, HERE)


async def test_authority_is_that_of_the_moment(house: House) -> None:
    await linked(house, "buyer")
    await house.accounts.give(TENANT, "buyer", "manager", BY)
    caller = await house.linking.caller(TENANT, HERE)
    assert caller is not None and caller.roles == ("buyer", "manager")
