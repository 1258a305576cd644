"""A vault in memory: passwords and tokens, as the database keeps them."""

import secrets
from dataclasses import dataclass, field


@dataclass
class MemoryVault:
    """Keeps the contract of `Credentials`."""

    passwords: dict[tuple[str, str], str] = field(default_factory=dict)
    tokens: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)

    async def password_hash(self, tenant: str, user: str) -> str | None:
        return self.passwords.get((tenant, user))

    async def set_password_hash(self, tenant: str, user: str, password_hash: str) -> None:
        self.passwords[tenant, user] = password_hash

    async def add_token(self, tenant: str, user: str, token_hash: str, audience: str) -> str:
        token_id = secrets.token_hex(6)
        self.tokens[token_hash] = (tenant, user, audience, token_id)
        return token_id

    async def revoke_token(self, tenant: str, token_id: str) -> bool:
        found = [
            h for h, (of, *_, known) in self.tokens.items() if (of, known) == (tenant, token_id)
        ]
        for token_hash in found:
            del self.tokens[token_hash]
        return bool(found)

    async def token_owner(self, token_hash: str) -> tuple[str, str, str] | None:
        found = self.tokens.get(token_hash)
        return found[:3] if found else None
