"""The events of the fake Slack: what was said, opened, shared or stopped, in Slack's envelope."""

from typing import Any

from tests.workspace.people import People
from tests.workspace.state import APP, BOT_USER, TEAM, Json, Said

TYPES = {"public": "channel", "private": "group", "im": "im"}


class Events(People):
    """Everything that Slack tells an app of without being asked."""

    def event(
        self,
        kind: str,
        fields: Json | None = None,
        *,
        team: str = TEAM,
        enterprise: str | None = None,
    ) -> Json:
        """Any event in its envelope; each has an id of its own."""
        org = self.enterprise if enterprise is None else enterprise
        known = {"enterprise_id": org or None, "team_id": team, "user_id": BOT_USER}
        return {
            "token": "legacy-verification-token",
            "type": "event_callback",
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": org or None,
            "api_app_id": APP,
            "event": {"event_ts": self.now()} | (fields or {}) | {"type": kind},
            "event_id": self.name("Ev"),
            "event_time": int(self.clock()),
            "authorizations": [known | {"is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": (fields or {}).get("user_team", team) != team,
        } | ({"enterprise_id": org} if org else {})

    def message_event(self, said: Said, *, team: str = TEAM, **who: Any) -> Json:
        """message.im, message.channels or message.groups, by where it was said."""
        kind = TYPES[self.channels[said.channel].kind]
        sent = self.spoken(said, team) | {"channel_type": kind}
        sent |= {"subtype": "file_share"} if said.files else {}
        return self.event("message", sent, team=team, **who)

    def mention_event(self, said: Said, *, team: str = TEAM, **who: Any) -> Json:
        """app_mention: somebody wrote the app's name in a channel."""
        return self.event("app_mention", self.spoken(said, team), team=team, **who)

    def spoken(self, said: Said, team: str) -> Json:
        """A message as an event has it; a guest's comes with the guest's own team."""
        person = self.people.get(said.user)
        home = person.team if person and team == TEAM else team
        guest = {"user_team": home, "source_team": home} if home != team else {}
        beside = {"channel": said.channel, "event_ts": said.ts, "team": home}
        return said.shown() | beside | {"client_msg_id": f"client-{said.ts}"} | guest

    def mention(self, channel: str, user: str, text: str, *, thread: str = "", **who: Any) -> Json:
        """Somebody writes to the app by its name, with the event of it."""
        return self.mention_event(self.mentions(channel, user, text, thread=thread), **who)

    def dm(self, user: str, text: str, *, thread: str = "", **who: Any) -> Json:
        """Somebody writes to the app directly, with the event of it."""
        said = self.says(self.direct(user), user, text, thread=thread)
        return self.message_event(said, **who)

    def file_shared(self, said: Said, **who: Any) -> Json:
        """file_shared, which names the file only."""
        known = said.files[0]["id"]
        about = {"file_id": known, "file": {"id": known}, "user_id": said.user}
        return self.event("file_shared", about | {"channel_id": said.channel}, **who)

    def home_opened(self, user: str, tab: str = "home", **who: Any) -> Json:
        """app_home_opened: the home tab, or `messages` where the agent's view is opened."""
        home = self.homes.get(user)
        about: Json = {"user": user, "channel": self.direct(user), "tab": tab}
        about |= {"view": home.shown()} if home and tab == "home" else {}
        return self.event("app_home_opened", about, **who)

    def stopped(self, user: str, channel: str, thread: str, **who: Any) -> Json:
        """agent_session_stopped: somebody pressed stop; Slack ends the streams of the thread."""
        running = [s for s in self.messages(channel, thread) if s.stream == "streaming"]
        for said in running:
            said.stream = "stopped"
        about: Json = {"user": user, "channel": channel, "thread_ts": thread}
        about |= {"streaming_message_ts": [said.ts for said in running]}
        return self.event("agent_session_stopped", about, **who)

    def uninstalled(self) -> Json:
        return self.event("app_uninstalled")

    def deleted(self, said: Said) -> Json:
        """message_deleted; the message is gone when this returns."""
        said.deleted = True
        kind = TYPES[self.channels[said.channel].kind]
        gone: Json = {"previous_message": said.shown(), "deleted_ts": said.ts, "hidden": True}
        gone |= {"channel": said.channel, "channel_type": kind, "ts": self.now()}
        return self.event("message", gone | {"subtype": "message_deleted"})

    def challenge(self) -> Json:
        """What Slack asks of a new address."""
        return {"type": "url_verification", "challenge": self.name("challenge"), "token": "t"}
