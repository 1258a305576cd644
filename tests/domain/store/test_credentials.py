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
