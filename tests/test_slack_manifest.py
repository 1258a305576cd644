"""What Slack is told of the app fits what the app asks, hears, may be asked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.fake_slack import FakeSlack
from tests.workspace.methods import METHODS

ROOT = Path(__file__).parent.parent
SURFACE = ROOT / "assistant" / "surfaces" / "slack"
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(SURFACE.rglob("*.py"))}
PAGE = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
TEXT = (ROOT / "docs" / "slack-manifest.yaml").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = yaml.safe_load(TEXT)
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
SCOPES = MANIFEST["oauth_config"]["scopes"]["bot"]
EVENTS = SETTINGS["event_subscriptions"]["bot_events"]

BEHIND = {
    "chat_stream": {"chat.startStream", "chat.appendStream", "chat.stopStream"},
    "files_upload_v2": {"files.getUploadURLExternal", "files.completeUploadExternal"},
}
"""What the SDK calls where its helpers are used."""
OF_EVENTS = {"app_mention": "app_mentions:read", "message.im": "im:history"}
"""What must be granted to hear of an event; the others need nothing, or what chatting needs."""
ALWAYS = {"assistant:write", "commands", "files:read"}
"""For the agent's view, for the slash command, for downloading what was dropped."""


def asked() -> set[str]:
    """The methods of the Web API that the surface calls."""
    named = {name for text in SOURCES.values() for name in re.findall(r"client\.(\w+_\w+)", text)}
    found = {name.replace("_", "."): name for name in named}
    plain = {method for method in found if method in METHODS}
    return plain.union(*(BEHIND.get(name, set()) for name in named))


def needed() -> set[str]:
    scopes = {METHODS[method].scope for method in asked()} - {""}
    return scopes | ALWAYS | {OF_EVENTS[event] for event in EVENTS if event in OF_EVENTS}


whole = pytest.mark.skipif(
    SURFACE / "app.py" not in SOURCES, reason="The app that listens to Slack is not here yet."
)


@whole
def test_the_app_is_granted_what_it_needs_and_nothing_else() -> None:
    assert set(SCOPES) == needed()
    assert sorted(SCOPES) == SCOPES


@whole
def test_every_event_that_comes_is_heard_and_every_event_that_is_heard_comes() -> None:
    handled = set(
        re.findall(r'"((?:app|agent|message|file|member|team)_?\w*)"', SOURCES[SURFACE / "app.py"])
    )
    assert [event for event in EVENTS if event.partition(".")[0] not in handled] == []
    listened = re.findall(r'\.event\("(\w+)"\)', SOURCES[SURFACE / "app.py"])
    coming = {event.partition(".")[0] for event in EVENTS}
    assert [event for event in listened if event not in coming] == []


@whole
def test_the_command_that_is_typed_is_the_one_that_is_answered() -> None:
    [command] = FEATURES["slash_commands"]
    assert f'command("{command["command"]}")' in SOURCES[SURFACE / "app.py"]


def test_it_is_an_agent_and_no_longer_an_assistant() -> None:
    assert "agent_view" in FEATURES and "assistant_view" not in FEATURES
    assert "assistant_" not in TEXT.replace("assistant:write", "")
    prompts = FEATURES["agent_view"]["suggested_prompts"]
    assert 0 < len(prompts) <= 4
    assert all(set(prompt) == {"title", "message"} for prompt in prompts)


def test_names_and_texts_are_as_long_as_slack_takes_them() -> None:
    shown = MANIFEST["display_information"]
    assert len(shown["name"]) <= 35 and len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-f]{6}", shown["background_color"])
    assert len(FEATURES["bot_user"]["display_name"]) <= 80
    [command] = FEATURES["slash_commands"]
    assert len(command["command"]) <= 32 and len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000


KNOWN: dict[str, set[str]] = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "features": {"agent_view", "app_home", "bot_user", "slash_commands"},
    "settings": {
        "event_subscriptions",
        "interactivity",
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    },
}


def test_nothing_in_it_is_unknown_to_slack() -> None:
    assert set(MANIFEST) == KNOWN[""]
    assert set(FEATURES) == KNOWN["features"] and set(SETTINGS) == KNOWN["settings"]
    assert all(re.fullmatch(r"[a-z_]+(?::[a-z.]+)*|commands", scope) for scope in SCOPES)
    assert len(EVENTS) == len(set(EVENTS)) and sorted(EVENTS) == EVENTS


def addresses(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, each in part.items():
            if name.endswith("url"):
                yield each
            yield from addresses(each)
    elif isinstance(part, list):
        for each in part:
            yield from addresses(each)


def test_one_address_takes_everything_and_it_is_one_to_be_replaced() -> None:
    found = list(addresses(MANIFEST))
    assert set(found) == {"https://erp.example/slack/events"} and len(found) == 3
    host = urlsplit(found[0]).netloc
    assert host.endswith(".example") and f"`{host}`" in PAGE


def test_everything_is_switched_on_that_the_app_is_used_with() -> None:
    assert FEATURES["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert SETTINGS["interactivity"]["is_enabled"] and SETTINGS["socket_mode_enabled"]
    # One workspace is one business, and its token is not rotated behind our back.
    assert not SETTINGS["org_deploy_enabled"] and not SETTINGS["token_rotation_enabled"]


def test_the_page_says_why_each_permission_is_wanted() -> None:
    assert [scope for scope in SCOPES if f"`{scope}`" not in PAGE] == []
    assert [event for event in EVENTS if f"`{event}`" not in PAGE] == []


async def test_with_these_permissions_the_fake_lets_every_call_through() -> None:
    async with FakeSlack().served() as fake:
        fake.scopes = frozenset(SCOPES)
        refused = [name for name in asked() if METHODS[name].scope not in {"", *fake.scopes}]
        assert refused == []
