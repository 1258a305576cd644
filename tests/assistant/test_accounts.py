"""Accounts know people by password or token, and read their roles at the moment of the act."""

from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from assistant.accounts import TooManyTries, demo_password
from assistant.throttle import FREE, LONGEST, Throttle
from domain import catalog
from domain.governance.member import ROLES
from domain.kernel import Refused
from domain.store.memory import MemoryStore
from tests.assistant.conftest import approvals_of

SHOP, DEMO, HERE, THERE = "atelier", "bellavier", "127.0.0.1", "203.0.113.7"
SECRET = "a long enough secret"
BY = ("owner",)


async def test_a_new_business_has_one_user_for_each_role(accounts):
    assert {row.user: row.roles for row in await accounts.everybody(SHOP)} == {
        role: (role,) for role in ROLES
    }


async def test_a_business_with_users_of_its_own_is_left_alone(accounts):
    await accounts.add("other", "ida", "Ida", ("owner",), BY)
    await accounts.settle("other")
    assert [row.user for row in await accounts.everybody("other")] == ["ida"]


@pytest.mark.parametrize(
    ("shown", "tenant", "users"),
    [(True, DEMO, {*ROLES}), (False, DEMO, {"owner"}), (True, SHOP, {"owner"})],
)
async def test_a_demo_that_was_built_earlier_gets_the_roles_that_came_later(
    accounts, shown, tenant, users
):
    store = MemoryStore(catalog.PROJECTIONS)
    early = replace(accounts, record=store, write=approvals_of(store).record, demo=shown)
    await early.add(tenant, "owner", "Olga", ("owner",), BY)
    for _ in range(2):
        await early.settle(tenant)
    assert {row.user: row.name for row in await early.everybody(tenant)} == {
        user: user.capitalize() for user in users
    } | {"owner": "Olga"}


async def test_the_right_password_opens_and_a_wrong_one_does_not(accounts):
    await accounts.set_password(SHOP, "buyer", SECRET)
    caller = await accounts.sign_in(SHOP, "buyer", SECRET, THERE)
    assert (caller.user, caller.roles, caller.tenant) == ("buyer", ("buyer",), SHOP)
    assert await accounts.sign_in(SHOP, "buyer", "something else", THERE) is None


async def test_the_password_of_one_business_does_not_open_another(accounts):
    await accounts.set_password(SHOP, "buyer", SECRET)
    assert await accounts.sign_in(DEMO, "buyer", SECRET, HERE) is None


@pytest.mark.parametrize("tenant", [SHOP, "nowhere", "no such 'name'", ""])
@pytest.mark.parametrize("user", ["nobody", "o'brien; drop table", "", "x" * 5000])
async def test_an_unknown_name_gets_the_same_answer_as_a_wrong_password(accounts, tenant, user):
    assert await accounts.sign_in(tenant, user, SECRET, THERE) is None


async def test_a_disabled_user_cannot_sign_in_until_enabled_again(accounts):
    await accounts.set_password(SHOP, "buyer", SECRET)
    await accounts.disable(SHOP, "buyer", BY)
    assert await accounts.sign_in(SHOP, "buyer", SECRET, HERE) is None
    await accounts.enable(SHOP, "buyer", BY)
    assert await accounts.sign_in(SHOP, "buyer", SECRET, HERE)


async def test_roles_are_those_of_this_moment(accounts):
    await accounts.give(SHOP, "buyer", "manager", BY)
    assert (await accounts.caller(SHOP, "buyer", "chat")).roles == ("buyer", "manager")
    await accounts.take(SHOP, "buyer", "buyer", BY)
    assert (await accounts.caller(SHOP, "buyer", "chat")).roles == ("manager",)


async def test_the_last_owner_stays_owner(accounts):
    with pytest.raises(Refused, match="only owner"):
        await accounts.disable(SHOP, "owner", BY)
    with pytest.raises(Refused, match="only owner"):
        await accounts.take(SHOP, "owner", "owner", BY)
    await accounts.give(SHOP, "manager", "owner", BY)
    await accounts.disable(SHOP, "owner", BY)


async def test_a_password_that_is_too_short_is_refused(accounts):
    with pytest.raises(Refused, match="8 to 1024"):
        await accounts.set_password(SHOP, "buyer", "short")


async def test_a_password_is_for_somebody_who_exists(accounts):
    with pytest.raises(Refused, match="no user called ghost"):
        await accounts.set_password(SHOP, "ghost", SECRET)


async def test_a_password_kept_with_weaker_parameters_is_hashed_again(accounts, vault):
    old = PasswordHasher(time_cost=1, memory_cost=16, parallelism=2).hash(SECRET)
    vault.passwords[SHOP, "buyer"] = old
    assert await accounts.sign_in(SHOP, "buyer", SECRET, HERE)
    assert vault.passwords[SHOP, "buyer"] != old
    assert await accounts.sign_in(SHOP, "buyer", SECRET, HERE)


async def test_each_wrong_try_after_the_free_ones_waits_longer(accounts, clock):
    for _ in range(FREE):
        assert await accounts.sign_in(SHOP, "buyer", "wrong", THERE) is None
    with pytest.raises(TooManyTries) as first:
        await accounts.sign_in(SHOP, "buyer", "wrong", THERE)
    clock.now += first.value.wait
    assert await accounts.sign_in(SHOP, "buyer", "wrong", THERE) is None
    with pytest.raises(TooManyTries) as second:
        await accounts.sign_in(SHOP, "buyer", "wrong", THERE)
    assert second.value.wait == 2 * first.value.wait


async def test_a_guesser_elsewhere_does_not_lock_out_the_real_user(accounts):
    await accounts.set_password(SHOP, "buyer", SECRET)
    for _ in range(FREE):
        await accounts.sign_in(SHOP, "buyer", "wrong", THERE)
    assert await accounts.sign_in(SHOP, "buyer", SECRET, HERE)


async def test_an_unknown_user_is_made_to_wait_like_a_known_one(accounts):
    for _ in range(FREE):
        await accounts.sign_in(SHOP, "nobody", "wrong", THERE)
    with pytest.raises(TooManyTries):
        await accounts.sign_in(SHOP, "nobody", "wrong", THERE)


async def test_a_right_password_forgives_the_wrong_ones_before(accounts):
    await accounts.set_password(SHOP, "buyer", SECRET)
    for _ in range(3 * FREE):
        await accounts.sign_in(SHOP, "buyer", "wrong", THERE)
        assert await accounts.sign_in(SHOP, "buyer", SECRET, THERE)


def test_nobody_waits_longer_than_the_longest_wait():
    throttle = Throttle(lambda: 0.0)
    for _ in range(1000):
        throttle.failed("key")
    assert throttle.wait("key") == LONGEST


async def test_the_demo_sign_ins_open_the_demo_from_this_machine(accounts):
    for role in ROLES:
        for address in (HERE, "::1", "::ffff:127.0.0.1"):
            assert await accounts.sign_in(None, role, demo_password(role), address)


@pytest.mark.parametrize("address", [THERE, "10.0.0.4", "", "not an address"])
async def test_the_demo_sign_ins_are_refused_from_other_machines(accounts, address):
    assert await accounts.sign_in(DEMO, "owner", demo_password("owner"), address) is None


async def test_the_demo_sign_ins_open_no_other_business(accounts):
    assert await accounts.sign_in(SHOP, "owner", demo_password("owner"), HERE) is None


async def test_a_demo_user_with_a_password_of_their_own_has_only_that(accounts):
    await accounts.set_password(DEMO, "owner", SECRET)
    assert await accounts.sign_in(DEMO, "owner", demo_password("owner"), HERE) is None
    assert await accounts.sign_in(DEMO, "owner", SECRET, THERE)


async def test_a_token_opens_the_door_it_was_made_for_and_no_other(accounts):
    _, secret = await accounts.issue(SHOP, "buyer", "mcp")
    assert (await accounts.caller_of_token(secret, "mcp")).surface == "mcp"
    assert await accounts.caller_of_token(secret, "api") is None


async def test_a_token_is_kept_as_a_hash_only(accounts, vault):
    _, secret = await accounts.issue(SHOP, "buyer", "api")
    assert secret.startswith("cs_")
    assert secret not in repr(vault)


async def test_a_revoked_token_opens_nothing(accounts):
    token_id, secret = await accounts.issue(SHOP, "buyer", "api")
    await accounts.revoke(SHOP, token_id)
    assert await accounts.caller_of_token(secret, "api") is None
    with pytest.raises(Refused, match="no token"):
        await accounts.revoke(SHOP, token_id)


async def test_nobody_revokes_a_token_of_another_business(accounts):
    token_id, secret = await accounts.issue(SHOP, "buyer", "api")
    with pytest.raises(Refused, match="no token"):
        await accounts.revoke(DEMO, token_id)
    assert await accounts.caller_of_token(secret, "api")


async def test_the_token_of_a_disabled_user_opens_nothing(accounts):
    _, secret = await accounts.issue(SHOP, "buyer", "api")
    await accounts.disable(SHOP, "buyer", BY)
    assert await accounts.caller_of_token(secret, "api") is None


@pytest.mark.parametrize("secret", ["", "cs_", "cs_forged", "Bearer", "x" * 10_000])
async def test_a_forged_token_opens_nothing(accounts, secret):
    assert await accounts.caller_of_token(secret, "api") is None


@pytest.mark.parametrize("name", ["", "Ada", "a b", "a/b", "é", "x" * 64, "-a"])
async def test_a_user_name_that_cannot_be_typed_safely_is_refused(accounts, name):
    with pytest.raises(Refused, match="no user name"):
        await accounts.add(SHOP, name, "Ada", ("buyer",), BY)


async def test_a_role_that_nobody_has_heard_of_is_refused(accounts):
    with pytest.raises(Refused, match="king"):
        await accounts.add(SHOP, "ada", "Ada", ("king",), BY)
