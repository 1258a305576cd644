"""Linking: a person's account in Slack, tied to a member by a code that was read signed in."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.accounts import Members, fingerprint
from assistant.settings import Settings
from assistant.throttle import Throttle
from domain.governance.slack_account import (
    LinkSlackAccount,
    SlackAccountRow,
    UnlinkSlackAccount,
    slack_account,
    slack_accounts,
)
from domain.kernel import Query, Refused, Step, falling
from guardrails.caller import Caller, Surface

MINUTES = 10
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are read for another."""
LENGTH = 8
WRONG = "This code is unknown, used or older than ten minutes: read a new one at {page}."
Write = Callable[[str, Sequence[Step], tuple[str, ...]], Awaitable[None]]


class Codes(Protocol):
    """One-time codes, of which only a hash is kept."""

    async def add_code(self, tenant: str, user: str, code_hash: str, seconds: int) -> None: ...

    async def take_code(self, tenant: str, code_hash: str) -> str: ...


class People(Protocol):
    """Who is a member at this moment."""

    async def caller(self, tenant: str, user: str, surface: Surface) -> Caller | None: ...


@dataclass(frozen=True)
class Linking:
    """Links are events; who may act through one is read from the members at each click."""

    record: Members
    people: People
    codes: Codes
    write: Write
    address: str
    """The address that people open."""
    throttle: Throttle = field(default_factory=Throttle)

    @property
    def page(self) -> str:
        """Where a member reads a code."""
        return f"{self.address}/pages/slack"

    async def code(self, caller: Caller) -> str:
        """A new code for whoever is signed in; the one before it is void."""
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        await self.codes.add_code(caller.tenant, caller.user, hashed(code), 60 * MINUTES)
        return f"{code[:4]}-{code[4:]}"

    async def link(self, tenant: str, account: str, code: str) -> Caller:
        """Whose code it was acts through this account from now on, and through no other.

        Raises Refused for a code that is none, and for any code after too many of them.
        """
        if wait := self.throttle.wait((tenant, account)):
            reason = f"Too many wrong codes: wait {round(wait) or 1} s, then read a new one."
            raise Refused(reason, "too_many_tries")
        self.throttle.failed((tenant, account))
        user = await self.codes.take_code(tenant, hashed(code))
        caller = await self.people.caller(tenant, user, "slack") if user else None
        if caller is None:
            raise Refused(WRONG.format(page=self.page), "wrong_code")
        self.throttle.passed((tenant, account))
        before = await self.accounts_of(tenant, user)
        steps = [unlinked(row.account) for row in before if row.account != account]
        command = LinkSlackAccount(account=account, user=user)
        await self.write(tenant, [*steps, Step(slack_account.stream(account), command)], (user,))
        return caller

    async def unlink(self, tenant: str, account: str) -> None:
        """Raises Refused where it is linked to nobody."""
        user = await self.user(tenant, account)
        await self.write(tenant, [unlinked(account)], (user or "countersign",))

    async def caller(self, tenant: str, account: str) -> Caller | None:
        """Whoever acts through this account, with the roles of this moment; None for nobody."""
        user = await self.user(tenant, account)
        return await self.people.caller(tenant, user, "slack") if user else None

    async def user(self, tenant: str, account: str) -> str:
        row = SlackAccountRow
        found = await self.rows(tenant, slack_accounts.where(row.account == account, limit=1))
        return found[0].user if found else ""

    async def accounts_of(self, tenant: str, user: str) -> tuple[SlackAccountRow, ...]:
        """The newest first."""
        row = SlackAccountRow
        newest = (falling(row.since), row.account)
        return await self.rows(tenant, slack_accounts.where(row.user == user, order_by=newest))

    async def rows(self, tenant: str, query: Query[SlackAccountRow]) -> tuple[SlackAccountRow, ...]:
        return (await self.record.rows(tenant, query)).rows


def public(settings: Settings) -> str:
    """The address that people open, which is another one behind a proxy."""
    return next(iter(settings.others), settings.address)


def unlinked(account: str) -> Step:
    return Step(slack_account.stream(account), UnlinkSlackAccount(account=account))


def hashed(code: str) -> str:
    """However it was typed: without the dash, in small letters."""
    return fingerprint("".join(letter for letter in code.upper() if letter.isalnum()))
