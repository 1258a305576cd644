"""People: who clicked or wrote, from what Slack signed, and with whose authority that is."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.surfaces.front import Caller
from assistant.surfaces.slack.wire import Account

Enter = Callable[[str, str, Sequence[Mapping[str, Any]], bool], Awaitable[None]]


class Links(Protocol):
    """Which member acts through which account, and how one begins to."""

    @property
    def page(self) -> str: ...

    async def caller(self, tenant: str, account: str) -> Caller | None: ...

    async def link(self, tenant: str, account: str, code: str) -> Caller: ...

    async def unlink(self, tenant: str, account: str) -> None: ...

    async def accounts_of(self, tenant: str, user: str) -> Sequence[Any]: ...


@dataclass(frozen=True)
class People:
    """One workspace has the people of one business; no payload says which business that is."""

    tenant: str
    links: Links
    enter: Enter

    async def who(self, account: Account) -> Caller | None:
        """The member with the roles of this moment; None for whoever is not linked."""
        return await self.links.caller(self.tenant, str(account))

    async def turned_away(self, account: Account, act: str, drafts: Sequence[str] = ()) -> None:
        """A stranger's try is on the record, and nothing else comes of it."""
        entry = {
            "what": "stranger",
            "surface": "slack",
            "user": "stranger",
            "roles": [],
            "agent": "",
            "tool": act,
            "drafts": list(drafts),
            "text": str(account),
        }
        await self.enter(self.tenant, secrets.token_hex(8), [entry], True)


def of_interaction(body: Mapping[str, Any]) -> Account:
    """Who pressed a button or sent a form; in a shared channel, somebody of another workspace."""
    user, team = body["user"], body.get("team") or {}
    home = user.get("team_id") or team.get("id") or ""
    return Account(home, user["id"], enterprise_of(body, team))


def of_event(body: Mapping[str, Any]) -> Account:
    """Who wrote a message or opened the home."""
    event = body["event"]
    home = event.get("user_team") or event.get("team") or body.get("team_id") or ""
    return Account(home, event["user"], body.get("enterprise_id") or "")


def of_command(body: Mapping[str, Any]) -> Account:
    return Account(body["team_id"], body["user_id"], body.get("enterprise_id") or "")


def enterprise_of(body: Mapping[str, Any], team: Mapping[str, Any]) -> str:
    enterprise = body.get("enterprise") or {}
    return str(enterprise.get("id") or team.get("enterprise_id") or "")
