"""Accounts: who somebody is, proved by a password or a token, and which roles they hold now."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from assistant.demo_customers import seated
from assistant.passwords import Passwords
from assistant.settings import DEMO, is_loopback
from assistant.throttle import Throttle
from domain.customers.customers import CustomerRow, customers
from domain.governance.member import (
    EVERY_ROLE,
    OUTSIDE,
    ROLES,
    AddMember,
    DisableMember,
    EnableMember,
    GiveRole,
    MemberRow,
    TakeRole,
    member,
    members,
)
from domain.kernel import Command, Page, Query, Refused, Step
from domain.kernel.query import R
from guardrails.caller import Caller, Surface

Audience = Literal["api", "mcp"]
Write = Callable[[str, Sequence[Step], tuple[str, ...]], Awaitable[None]]

PREFIX = "cs_"
TOKEN = re.compile(rf"{PREFIX}([a-z0-9][a-z0-9_-]{{0,62}})\.[A-Za-z0-9_-]+")
NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,62}")
BUSINESS = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}")
SEVERAL = 500


class Members(Protocol):
    """What accounts read of the record: the rows of the members."""

    async def rows(self, tenant: str, query: Query[R]) -> Page[R]: ...


class Secrets(Protocol):
    """What can be erased and is therefore not in the record: passwords and tokens, as hashes."""

    async def password_hash(self, tenant: str, user: str) -> str | None: ...

    async def set_password_hash(self, tenant: str, user: str, password_hash: str) -> None: ...

    async def add_token(self, tenant: str, user: str, token_hash: str, audience: str) -> str: ...

    async def revoke_token(self, tenant: str, token_id: str) -> bool: ...

    async def tokens_of(self, tenant: str) -> list[dict[str, Any]]: ...

    async def token_owner(self, tenant: str, token_hash: str) -> tuple[str, str] | None: ...

    async def add_code(self, tenant: str, user: str, code_hash: str, seconds: int) -> None: ...

    async def take_code(self, tenant: str, code_hash: str) -> str: ...


class TooManyTries(Refused):
    """Wrong passwords in a row: the next try has to wait, whoever the name belongs to."""

    def __init__(self, wait: float) -> None:
        self.wait = max(1, round(wait))
        reason = f"Too many wrong sign-ins: wait {self.wait} s, then try again."
        super().__init__(reason, "too_many_tries")


@dataclass(frozen=True)
class Accounts:
    """Members are events, and `write` records what changes them; their secrets are none."""

    record: Members
    secrets: Secrets
    write: Write
    demo: bool = False
    """Whether the demo business may be entered with the sign-ins that are printed at the start."""
    passwords: Passwords = field(default_factory=Passwords)
    throttle: Throttle = field(default_factory=Throttle)

    async def caller(self, tenant: str, user: str, surface: Surface) -> Caller | None:
        """The person with the roles of this moment; None when unknown or disabled."""
        row = await self.row(tenant, user) if spelled(tenant, user) else None
        if row is None or row.disabled:
            return None
        return Caller(tenant, row.user, row.name, row.roles, surface, customer=row.customer)

    async def sign_in(
        self, tenant: str | None, user: str, password: str, address: str, surface: Surface = "chat"
    ) -> Caller | None:
        """Whose password this is; one answer for a wrong name, password or business.

        Raises TooManyTries when this name was tried too often from this address.
        """
        business, name = (tenant or DEMO).casefold(), user.strip().casefold()
        key = (business, name, address)
        if wait := self.throttle.wait(key):
            raise TooManyTries(wait)
        self.throttle.failed(key)  # Before the slow part, or many tries at once count as none.
        found = await self.known(business, name, password, address)
        caller = await self.caller(business, name, surface) if found else None
        if caller is not None:
            self.throttle.passed(key)
        return caller

    async def known(self, tenant: str, user: str, password: str, address: str) -> bool:
        known = spelled(tenant, user)
        kept = await self.secrets.password_hash(tenant, user) if known else None
        fits = await self.passwords.fits(password, kept)
        if kept is not None:
            if fits and self.passwords.aged(kept):
                await self.set_password(tenant, user, password)
            return fits
        shown = self.demo and tenant == DEMO and user in EVERY_ROLE and is_loopback(address)
        same = hmac.compare_digest(password.encode(), demo_password(user).encode())
        if shown and same and user in OUTSIDE:
            await seated(self, tenant, user)
        return shown and same

    async def issue(self, tenant: str, user: str, audience: Audience) -> tuple[str, str]:
        """A new bearer token: its id, and the secret, which cannot be shown a second time."""
        await self.existing(tenant, user)
        secret = f"{PREFIX}{tenant}.{secrets.token_urlsafe(32)}"
        return await self.secrets.add_token(tenant, user, fingerprint(secret), audience), secret

    async def tokens(self, tenant: str) -> list[dict[str, Any]]:
        """The tokens that open something, without their secrets, the oldest first."""
        return await self.secrets.tokens_of(tenant)

    async def revoke(self, tenant: str, token_id: str) -> None:
        if not await self.secrets.revoke_token(tenant, token_id):
            raise Refused(f"There is no token {token_id} to revoke.", "unknown_token")

    async def caller_of_token(self, secret: str, audience: Audience) -> Caller | None:
        """Who shows this token; None when it is unknown, revoked, or meant for another door."""
        owner = await owner_of(self.secrets, secret)
        if owner is None or owner[2] != audience:
            return None
        tenant, user, _ = owner
        return await self.caller(tenant, user, audience)

    async def add(
        self,
        tenant: str,
        user: str,
        name: str,
        roles: Sequence[str],
        by: tuple[str, ...],
        customer: str = "",
    ) -> None:
        if NAME.fullmatch(user) is None:
            reason = f"{user!r} is no user name: use small letters, digits and . _ - + @."
            raise Refused(reason, "bad_user_name")
        await self.known_customer(tenant, customer)
        called = name or user.capitalize()
        command = AddMember(user=user, name=called, roles=tuple(roles), customer=customer)
        await self.change(tenant, user, command, by)

    async def give(
        self, tenant: str, user: str, role: str, by: tuple[str, ...], customer: str = ""
    ) -> None:
        await self.known_customer(tenant, customer)
        await self.change(tenant, user, GiveRole(role=role, customer=customer), by)

    async def known_customer(self, tenant: str, customer: str) -> None:
        """Nobody is let in for an account that there is not."""
        asked = customers.where(CustomerRow.customer == customer, limit=1, counted=False)
        if customer and (await self.record.rows(tenant, asked)).first is None:
            raise Refused(f"{tenant} has no customer {customer}.", "unknown_customer")

    async def take(self, tenant: str, user: str, role: str, by: tuple[str, ...]) -> None:
        if role == "owner":
            await self.another_owner(tenant, user)
        await self.change(tenant, user, TakeRole(role=role), by)

    async def disable(self, tenant: str, user: str, by: tuple[str, ...]) -> None:
        await self.another_owner(tenant, user)
        await self.change(tenant, user, DisableMember(), by)

    async def enable(self, tenant: str, user: str, by: tuple[str, ...]) -> None:
        await self.change(tenant, user, EnableMember(), by)

    async def set_password(self, tenant: str, user: str, password: str) -> None:
        await self.existing(tenant, user)
        hashed = await self.passwords.hashed(password)
        await self.secrets.set_password_hash(tenant, user, hashed)

    async def settle(self, tenant: str) -> None:
        """Give a new business one user for each role, until it has its own.

        The demo has one for each printed sign-in, of roles that came after it was built as well.
        """
        known = {row.user for row in await self.everybody(tenant)}
        if known and not (self.demo and tenant == DEMO):
            return
        steps = [
            Step(member.stream(role), AddMember(user=role, name=role.capitalize(), roles=(role,)))
            for role in ROLES
            if role not in known
        ]
        if steps:
            await self.write(tenant, steps, ("countersign",))

    async def everybody(self, tenant: str) -> tuple[MemberRow, ...]:
        return (await self.record.rows(tenant, members.where(limit=SEVERAL))).rows

    async def change(self, tenant: str, user: str, command: Command, by: tuple[str, ...]) -> None:
        await self.write(tenant, [Step(member.stream(user), command)], by)

    async def row(self, tenant: str, user: str) -> MemberRow | None:
        return (await self.record.rows(tenant, members.where(MemberRow.user == user))).first

    async def existing(self, tenant: str, user: str) -> MemberRow:
        row = await self.row(tenant, user)
        if row is None:
            raise Refused(f"{tenant} has no user called {user}.", "unknown_member")
        return row

    async def another_owner(self, tenant: str, user: str) -> None:
        """Refuse to leave a business in which nobody can decide anything any more."""
        owners = {
            row.user
            for row in await self.everybody(tenant)
            if "owner" in row.roles and not row.disabled
        }
        if owners == {user}:
            reason = f"{user} is the only owner of {tenant}: make somebody else owner first."
            raise Refused(reason, "last_owner")


def spelled(tenant: str, user: str) -> bool:
    """Whether these could be names at all."""
    return bool(NAME.fullmatch(user) and BUSINESS.fullmatch(tenant))


def demo_password(user: str) -> str:
    return f"{DEMO}-{user}"


async def owner_of(kept: Secrets, secret: str) -> tuple[str, str, str] | None:
    """Tenant, user and audience of a token: it names its tenant, whose hashes are looked at."""
    named = TOKEN.fullmatch(secret)
    found = await kept.token_owner(named[1], fingerprint(secret)) if named else None
    return (named[1], *found) if named and found else None


def fingerprint(secret: str) -> str:
    """A token is long and random, so that a plain hash of it is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
