"""What people do in the fake Slack, as the payloads that Slack sends of it."""

import secrets
from collections.abc import Mapping
from typing import Any

from tests.workspace.files import Kept, share
from tests.workspace.forms import filled, pressed
from tests.workspace.state import (
    APP,
    BOT_USER,
    DOMAIN,
    TEAM,
    Json,
    NotThere,
    ResponseUrl,
    Said,
    Workspace,
)
from tests.workspace.views import Shown, Trigger


class People(Workspace):
    """Everybody's hands: each method returns a payload, which `deliver` sends.

    `team` and `enterprise` say that somebody is of another workspace that has the app too; a
    person whose own `team` is another one is a guest in a shared channel of this workspace.
    """

    def trigger(self, user: str, view: str = "") -> str:
        known = f"{secrets.randbelow(10**9)}.{secrets.randbelow(10**9)}.{secrets.token_hex(8)}"
        self.triggers[known] = Trigger(user, self.clock(), view)
        return known

    def response_url(self, channel: str, user: str, original: Said | None = None) -> str:
        known = secrets.token_urlsafe(12)
        self.urls[known] = ResponseUrl(channel, user, self.clock(), original)
        return f"{self.root}/actions/{TEAM}/{known}"

    def who(self, user: str, team: str = "", enterprise: str | None = None) -> Json:
        """The person of an interaction, with the workspace that Slack vouches for."""
        person = self.people.get(user)
        name = person.name if person else user.lower()
        home = team or (person.team if person else TEAM)
        team = team or TEAM
        org = self.enterprise if enterprise is None else enterprise
        grid = {"enterprise_id": org, "enterprise_name": "Bellavier Group"} if org else {}
        return {
            "user": {"id": user, "username": name, "name": name, "team_id": home},
            "team": {"id": team, "domain": DOMAIN} | grid,
            "enterprise": {"id": org, "name": "Bellavier Group"} if org else None,
            "is_enterprise_install": False,
            "api_app_id": APP,
            "token": "legacy-verification-token",
        }

    def found(self, channel: str, ts: str, user: str) -> Said:
        """The message that somebody sees there; raises NotThere where there is none."""
        for said in self.said:
            if (said.channel, said.ts) == (channel, ts) and said.to in ("", user):
                if said.deleted:
                    raise NotThere(f"the message {ts} was deleted")
                return said
        raise NotThere(f"{user} sees no message {ts} in {channel}")

    def click(
        self,
        channel: str,
        ts: str,
        action: str,
        *,
        user: str,
        value: str | None = None,
        block_id: str = "",
        state: Mapping[str, Any] | None = None,
        team: str = "",
        enterprise: str | None = None,
    ) -> Json:
        """Somebody clicks; the button is the stored message's own, or NotThere is raised."""
        said = self.found(channel, ts, user)
        deed = pressed(said.blocks, action, value, block_id) | {"action_ts": self.now()}
        place: Json = {"type": "message", "message_ts": ts, "channel_id": channel}
        place |= {"is_ephemeral": bool(said.to)}
        place |= {"thread_ts": said.thread_ts} if said.thread_ts else {}
        message = {} if said.to else {"message": said.shown()}
        return (
            {"type": "block_actions", "container": place, "trigger_id": self.trigger(user)}
            | self.who(user, team, enterprise)
            | {"channel": {"id": channel, "name": self.channels[channel].name}}
            | {"state": {"values": filled(said.blocks, state or {})}, "actions": [deed]}
            | {"response_url": self.response_url(channel, user, said)}
            | message
        )

    def open_view(self, view: str) -> Shown:
        shown = self.views.get(view)
        if shown is None or shown.closed:
            raise NotThere(f"no view {view} is open; open are {self.modals()}")
        return shown

    def modals(self, user: str = "") -> list[Shown]:
        """The forms that are open, the uppermost last."""
        shown = self.views.values()
        open_ones = [each for each in shown if not each.closed and each.view["type"] == "modal"]
        return [each for each in open_ones if user in ("", each.user)]

    def click_in_view(
        self,
        view: str,
        action: str,
        *,
        value: str | None = None,
        block_id: str = "",
        team: str = "",
        enterprise: str | None = None,
    ) -> Json:
        """Somebody clicks in a modal or at home (`fake.homes[user].id`)."""
        shown = self.open_view(view)
        deed = pressed(shown.view["blocks"], action, value, block_id) | {"action_ts": self.now()}
        return (
            {"type": "block_actions", "container": {"type": "view", "view_id": view}}
            | {"trigger_id": self.trigger(shown.user, view), "view": shown.shown()}
            | self.who(shown.user, team, enterprise)
            | {"actions": [deed]}
        )

    def submit(
        self,
        view: str,
        values: Mapping[str, Any] | None = None,
        *,
        team: str = "",
        enterprise: str | None = None,
    ) -> Json:
        """Somebody fills in a form, by action_id or block_id, then sends it."""
        shown = self.open_view(view)
        if "submit" not in shown.view:
            raise NotThere(f"the view {view} has nothing to send it with")
        shown.state = filled(shown.view["blocks"], values or {}, shown.state)
        trigger = self.trigger(shown.user, view)
        sent = {"type": "view_submission", "view": shown.shown(), "response_urls": []}
        return sent | {"trigger_id": trigger} | self.who(shown.user, team, enterprise)

    def close(self, view: str, *, team: str = "", enterprise: str | None = None) -> Json:
        """Somebody closes a form; Slack says so where the view asked to be told."""
        shown = self.open_view(view)
        shown.closed = True
        sent = {"type": "view_closed", "view": shown.shown(), "is_cleared": False}
        return sent | self.who(shown.user, team, enterprise)

    def command(
        self,
        text: str,
        *,
        user: str,
        channel: str,
        command: str = "/countersign",
        team: str = "",
        enterprise: str | None = None,
    ) -> Json:
        """Somebody types a slash command."""
        who = self.who(user, team, enterprise)
        org = who["enterprise"] or {}
        grid = {f"enterprise_{name}": value for name, value in org.items()}
        return {
            "token": who["token"],
            "team_id": who["team"]["id"],
            "team_domain": DOMAIN,
            "channel_id": channel,
            "channel_name": self.channels[channel].name,
            "user_id": user,
            "user_name": who["user"]["name"],
            "command": command,
            "text": text,
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.response_url(channel, user),
            "trigger_id": self.trigger(user),
        } | grid

    def shortcut(self, callback_id: str, *, user: str, team: str = "") -> Json:
        """Somebody chooses a global shortcut."""
        sent = {"type": "shortcut", "callback_id": callback_id, "action_ts": self.now()}
        return sent | {"trigger_id": self.trigger(user)} | self.who(user, team)

    def message_shortcut(self, callback_id: str, channel: str, ts: str, *, user: str) -> Json:
        """Somebody chooses a shortcut in the menu of a message."""
        said = self.found(channel, ts, user)
        sent: Json = {"type": "message_action", "callback_id": callback_id, "action_ts": self.now()}
        sent |= {"message_ts": ts, "message": said.shown(), "trigger_id": self.trigger(user)}
        sent |= {"channel": {"id": channel, "name": self.channels[channel].name}}
        return sent | {"response_url": self.response_url(channel, user, said)} | self.who(user)

    def drop(
        self,
        channel: str,
        user: str,
        content: bytes,
        name: str,
        *,
        text: str = "",
        thread: str = "",
        mimetype: str = "",
    ) -> Said:
        """Somebody drops a file; `message_event`, `mention_event`, `file_shared` tell of it."""
        kept = Kept(self.name("F"), name, self.root, user, len(content), mimetype=mimetype)
        kept.content, kept.complete, kept.shared = content, True, [channel]
        self.files[kept.id] = kept
        return share(self, channel, user, [kept], text, thread)

    def says(self, channel: str, user: str, text: str, *, thread: str = "") -> Said:
        """Somebody writes; `message_event` or `mention_event` tell the app of it."""
        return self.put(channel, user, text, thread_ts=thread)

    def mentions(self, channel: str, user: str, text: str, *, thread: str = "") -> Said:
        """Somebody writes to the app by its name."""
        return self.says(channel, user, f"<@{BOT_USER}> {text}", thread=thread)
