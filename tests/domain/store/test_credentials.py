"""Passwords and tokens: both keepers give the same answers."""

import pytest

from domain.store.credentials import PostgresCredentials
from domain.store.memory import MemoryCredentials


@pytest.fixture(params=["memory", "postgres"])
def credentials(request, postgres):
    if request.param == "memory":
        return MemoryCredentials()
    return PostgresCredentials(postgres.connections)


async def test_the_last_password_counts(credentials, tenant):
    assert await credentials.password_hash(tenant, "ana") is None
    await credentials.set_password_hash(tenant, "ana", "one")
    await credentials.set_password_hash(tenant, "ana", "two")
    assert await credentials.password_hash(tenant, "ana") == "two"
    assert await credentials.password_hash(f"{tenant}-other", "ana") is None


async def test_a_token_speaks_for_its_owner_until_it_is_revoked(credentials, tenant):
    token = await credentials.add_token(tenant, "ana", f"hash-{tenant}", "mcp")
    assert await credentials.token_owner(tenant, f"hash-{tenant}") == ("ana", "mcp")
    assert await credentials.token_owner(f"{tenant}-other", f"hash-{tenant}") is None
    assert await credentials.token_owner(tenant, f"hash-{tenant}-guess") is None
    [listed] = await credentials.tokens_of(tenant)
    assert (listed["id"], listed["user"], listed["audience"]) == (token, "ana", "mcp")
    assert await credentials.tokens_of(f"{tenant}-other") == []
    assert not await credentials.revoke_token(f"{tenant}-other", token)
    assert await credentials.revoke_token(tenant, token)
    assert not await credentials.revoke_token(tenant, token)
    assert await credentials.tokens_of(tenant) == []
    assert await credentials.token_owner(tenant, f"hash-{tenant}") is None


async def test_a_code_is_taken_once_and_only_by_its_own_business(credentials, tenant):
    await credentials.add_code(tenant, "ana", f"code-{tenant}", 600)
    assert await credentials.take_code(f"{tenant}-other", f"code-{tenant}") == ""
    assert await credentials.take_code(tenant, f"code-{tenant}-guess") == ""
    assert await credentials.take_code(tenant, f"code-{tenant}") == "ana"
    assert await credentials.take_code(tenant, f"code-{tenant}") == ""


async def test_the_newest_code_of_a_person_is_the_only_one(credentials, tenant):
    await credentials.add_code(tenant, "ana", "first", 600)
    await credentials.add_code(tenant, "ben", "his", 600)
    await credentials.add_code(tenant, "ana", "second", 600)
    assert await credentials.take_code(tenant, "first") == ""
    assert await credentials.take_code(tenant, "second") == "ana"
    assert await credentials.take_code(tenant, "his") == "ben"


async def test_a_code_that_is_too_old_opens_nothing(credentials, tenant):
    await credentials.add_code(tenant, "ana", "late", 0)
    assert await credentials.take_code(tenant, "late") == ""
