"""The methods of Slack's Web API that the fake answers, each with its scope and its limit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.workspace import chat, files, streams, views
from tests.workspace.state import BOT, BOT_USER, DOMAIN, TEAM, Json

if TYPE_CHECKING:
    from tests.fake_slack import FakeSlack


@dataclass(frozen=True)
class Method:
    answer: Callable[["FakeSlack", Json], Json]
    scope: str
    """What the app must have been granted; nothing for the methods that need nothing."""
    tier: int
    """How often it may be called: see rates.py."""


def who_am_i(slack: "FakeSlack", args: Json) -> Json:
    org = {"enterprise_id": slack.enterprise} if slack.enterprise else {}
    return {
        "url": f"https://{DOMAIN}.slack.example/",
        "team": "Bellavier",
        "user": "countersign",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    } | org


def connect(slack: "FakeSlack", args: Json) -> Json:
    return {"url": slack.socket.address()}


METHODS = {
    "agents.sessions.rename": Method(streams.rename, "chat:write", 3),
    "agents.sessions.setStatus": Method(streams.session, "chat:write", 3),
    "apps.connections.open": Method(connect, "connections:write", 1),
    "assistant.threads.setStatus": Method(streams.status, "chat:write", 5),
    "assistant.threads.setSuggestedPrompts": Method(streams.prompts, "assistant:write", 3),
    "assistant.threads.setTitle": Method(streams.title, "assistant:write", 3),
    "auth.test": Method(who_am_i, "", 5),
    "chat.appendStream": Method(streams.append, "chat:write", 4),
    "chat.delete": Method(chat.delete, "chat:write", 3),
    "chat.getPermalink": Method(chat.permalink, "", 5),
    "chat.postEphemeral": Method(chat.ephemeral, "chat:write", 4),
    "chat.postMessage": Method(chat.post, "chat:write", 5),
    "chat.startStream": Method(streams.start, "chat:write", 2),
    "chat.stopStream": Method(streams.stop, "chat:write", 2),
    "chat.update": Method(chat.update, "chat:write", 3),
    "conversations.info": Method(chat.channel_info, "channels:read", 3),
    "conversations.members": Method(chat.members, "channels:read", 4),
    "conversations.open": Method(chat.converse, "im:write", 3),
    "conversations.replies": Method(chat.replies, "channels:history", 3),
    "files.completeUploadExternal": Method(files.complete, "files:write", 4),
    "files.getUploadURLExternal": Method(files.ask_for_place, "files:write", 4),
    "files.info": Method(files.about, "files:read", 4),
    "reactions.add": Method(chat.react, "reactions:write", 3),
    "users.info": Method(chat.user_info, "users:read", 4),
    "views.open": Method(views.open_modal, "", 4),
    "views.publish": Method(views.publish, "", 4),
    "views.push": Method(views.push, "", 4),
    "views.update": Method(views.update, "", 4),
}
