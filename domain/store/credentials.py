"""Passwords and tokens on Postgres: what must be erasable is not an event."""

import secrets
from typing import Any

from domain.store.connections import Connection, Connections
from domain.store.naming import checked

PASSWORD = """
select password_hash from es.credentials where tenant = $1 and user_name = $2
"""
SET_PASSWORD = """
insert into es.credentials (tenant, user_name, password_hash) values ($1, $2, $3)
on conflict (tenant, user_name) do update
   set password_hash = excluded.password_hash, changed_at = clock_timestamp()
"""
ADD_TOKEN = """
insert into es.tokens (tenant, token_id, token_hash, user_name, audience)
values ($1, $2, $3, $4, $5) on conflict do nothing
"""
OWNER = "select user_name, audience from es.token_owner($1, $2)"
REVOKE = """
update es.tokens set revoked_at = clock_timestamp()
 where tenant = $1 and token_id = $2 and revoked_at is null returning token_id
"""
TOKENS = """
select token_id as id, user_name as "user", audience, created_at as made_at,
       last_used_at as used_at
  from es.tokens
 where tenant = $1 and revoked_at is null order by created_at
"""
FORGET_CODES = "delete from es.link_codes where tenant = $1 and user_name = $2"
ADD_CODE = """
insert into es.link_codes (tenant, code_hash, user_name, until)
values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4)) on conflict do nothing
"""
TAKE_CODE = """
delete from es.link_codes where tenant = $1 and code_hash = $2
returning user_name, until > clock_timestamp() as stands
"""


class PostgresCredentials:
    """Keeps the contract of `Credentials`."""

    def __init__(self, connections: Connections) -> None:
        self.connections = connections

    async def password_hash(self, tenant: str, user: str) -> str | None:
        found = await self.connections.fetch(tenant, PASSWORD, tenant, user)
        return found[0]["password_hash"] if found else None

    async def set_password_hash(self, tenant: str, user: str, password_hash: str) -> None:
        await self.connections.change(tenant, SET_PASSWORD, tenant, user, password_hash)

    async def add_token(self, tenant: str, user: str, token_hash: str, audience: str) -> str:
        token_id = secrets.token_hex(6)
        await self.connections.change(
            tenant, ADD_TOKEN, tenant, token_id, token_hash, user, audience
        )
        return token_id

    async def revoke_token(self, tenant: str, token_id: str) -> bool:
        return bool(await self.connections.change(tenant, REVOKE, tenant, token_id))

    async def tokens_of(self, tenant: str) -> list[dict[str, Any]]:
        return [dict(record) for record in await self.connections.fetch(tenant, TOKENS, tenant)]

    async def token_owner(self, tenant: str, token_hash: str) -> tuple[str, str] | None:
        async def ask(connection: Connection) -> tuple[str, str] | None:
            found = await connection.fetchrow(OWNER, checked(tenant), token_hash)
            return (found["user_name"], found["audience"]) if found else None

        return await self.connections.run(ask, again=True)

    async def add_code(self, tenant: str, user: str, code_hash: str, seconds: int) -> None:
        """The newest code of a person is the only one."""
        await self.connections.change(tenant, FORGET_CODES, tenant, user)
        await self.connections.change(tenant, ADD_CODE, tenant, code_hash, user, float(seconds))

    async def take_code(self, tenant: str, code_hash: str) -> str:
        """Whose code it was, once; empty where it is unknown, used or too old."""
        found = await self.connections.change(tenant, TAKE_CODE, tenant, code_hash)
        return str(found[0]["user_name"]) if found and found[0]["stands"] else ""
