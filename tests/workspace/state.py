"""The workspace of the fake Slack: who is in it, which channels it has, what was said in them."""

import asyncio
import contextlib
import itertools
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.workspace.files import Kept
    from tests.workspace.views import Shown, Trigger

Json = dict[str, Any]
Clock = Callable[[], float]

TEAM, DOMAIN = "T0BELLAVIER", "bellavier"
APP, BOT, BOT_USER = "A0COUNTERSIGN", "B0COUNTERSIGN", "U0COUNTERSIGN"


class No(Exception):
    """Slack says `ok: false` with this code, as it would to the product."""

    def __init__(self, code: str, *why: str, **more: Any) -> None:
        super().__init__(code, *why)
        self.code, self.why, self.more = code, why, more


@dataclass
class Person:
    """Somebody of a workspace; the same id in another team is somebody else."""

    id: str
    name: str
    team: str = TEAM
    tz: str = "Europe/Rome"
    deleted: bool = False
    bot: bool = False

    def shown(self) -> Json:
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "real_name": self.name.title(),
            "deleted": self.deleted,
            "is_bot": self.bot,
            "tz": self.tz,
            "tz_offset": 3600,
            "locale": "en-GB",
            "profile": {"real_name": self.name.title(), "display_name": self.name},
        }


@dataclass
class Channel:
    """A channel or a direct conversation (`kind` is public, private or im)."""

    id: str
    name: str
    kind: str = "public"
    user: str = ""
    joined: bool = True
    """Whether the app is in it."""
    archived: bool = False
    members: set[str] = field(default_factory=set)

    def shown(self) -> Json:
        direct = {"is_im": True, "user": self.user} if self.kind == "im" else {"name": self.name}
        flags = {"is_archived": self.archived, "is_member": self.joined}
        return {"id": self.id, "is_private": self.kind != "public", **flags, **direct}


@dataclass
class Said:
    """A message as it stands, with everything that it was before."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    files: list[Json] = field(default_factory=list)
    metadata: Json = field(default_factory=dict)
    own: bool = False
    """Whether the app said it."""
    to: str = ""
    """Who alone sees it, of an ephemeral message."""
    edits: int = 0
    deleted: bool = False
    stream: str = ""
    """Of a streamed message: streaming, stopped or expired."""
    chunks: list[Json] = field(default_factory=list)
    """What came in the stream, in order."""
    before: list[tuple[str, list[Json]]] = field(default_factory=list)
    """Its earlier text with its earlier blocks."""

    def becomes(self, text: str, blocks: list[Json]) -> None:
        self.before.append((self.text, self.blocks))
        self.text, self.blocks, self.edits = text, blocks, self.edits + 1

    def shown(self) -> Json:
        """The message as Slack puts it into an answer or a payload."""
        said: Json = {"type": "message", "user": self.user, "ts": self.ts, "team": TEAM}
        said |= {"text": self.text, "blocks": self.blocks} if self.blocks else {"text": self.text}
        said |= {"thread_ts": self.thread_ts} if self.thread_ts else {}
        said |= {"files": self.files} if self.files else {}
        said |= {"metadata": self.metadata} if self.metadata else {}
        said |= {"edited": {"user": self.user, "ts": self.ts}} if self.edits else {}
        return said | ({"bot_id": BOT, "app_id": APP} if self.own else {})

    @property
    def words(self) -> str:
        """Everything that can be read in it, a line for each text."""
        return "\n".join([self.text, *readable(self.blocks)])

    @property
    def buttons(self) -> list[tuple[str, str]]:
        """Its buttons from above, each with its value."""
        found = [part for part in parts(self.blocks) if part.get("type") == "button"]
        return [(each["action_id"], each.get("value", "")) for each in found]

    @property
    def tasks(self) -> dict[str, Json]:
        """The tasks of a stream by their id, each as it was told last."""
        return {chunk["id"]: chunk for chunk in self.chunks if chunk["type"] == "task_update"}


def parts(whole: Any) -> Iterator[Json]:
    """Every object in blocks, from the outside in."""
    if isinstance(whole, dict):
        yield whole
    inside = whole.values() if isinstance(whole, dict) else whole if isinstance(whole, list) else ()
    for each in inside:
        yield from parts(each)


def readable(blocks: list[Json]) -> Iterator[str]:
    for part in parts(blocks):
        for name in ("text", "alt_text"):
            if isinstance(part.get(name), str):
                yield part[name]


@dataclass
class ResponseUrl:
    """Where the app may answer what somebody did."""

    channel: str
    user: str
    at: float
    original: Said | None = None
    used: int = 0


class NotThere(AssertionError):
    """Nobody could do this in Slack: the button, the form or the choice is not there."""


class Workspace:
    """Everybody and everything in it; `said` is every message in the order it came."""

    def __init__(self, clock: Clock = time.time, enterprise: str = "") -> None:
        self.clock, self.enterprise, self.root = clock, enterprise, ""
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.said: list[Said] = []
        self.files: dict[str, Kept] = {}
        self.views: dict[str, Shown] = {}
        self.homes: dict[str, Shown] = {}
        self.triggers: dict[str, Trigger] = {}
        self.urls: dict[str, ResponseUrl] = {}
        self.reactions: list[tuple[str, str, str]] = []
        self.statuses: list[tuple[str, str, str]] = []
        """What the app said it was doing: channel, thread, words."""
        self.titles: dict[tuple[str, str], str] = {}
        self.prompts: dict[str, list[Json]] = {}
        self.sessions: dict[tuple[str, str], str] = {}
        self.downloads: list[tuple[str, str]] = []
        """Addresses that were fetched, each with its Authorization."""
        self.count = itertools.count(1)
        self.waiting: list[asyncio.Event] = []

    def look(self) -> None:
        """Whoever waits for something looks again."""
        for waiting in self.waiting:
            waiting.set()

    async def until(self, wanted: Callable[[], Any], seconds: float = 5) -> Any:
        """Waits until it is so, then returns it; it looks after every call, and now and then."""
        looking = asyncio.Event()
        self.waiting.append(looking)
        try:
            async with asyncio.timeout(seconds):
                while not (found := wanted()):
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(looking.wait(), 0.01)
                    looking.clear()
        finally:
            self.waiting.remove(looking)
        return found

    def now(self) -> str:
        """The next timestamp: no two messages have the same."""
        return f"{int(self.clock())}.{next(self.count):06d}"

    def name(self, kind: str) -> str:
        """An id such as Slack makes them: `V0000000A1`."""
        return f"{kind}{next(self.count):05d}{secrets.token_hex(3).upper()}"

    def person(self, name: str, team: str = TEAM, **more: Any) -> str:
        """Somebody joins; the id is returned."""
        person = Person("U0" + re.sub(r"\W", "", name).upper(), name, team, **more)
        self.people[person.id] = person
        for channel in self.channels.values():
            if channel.kind == "public":
                channel.members.add(person.id)
        return person.id

    def channel(self, name: str, kind: str = "public", joined: bool = True) -> str:
        """A channel with everybody in it; the id is returned."""
        known = "C0" + re.sub(r"\W", "", name).upper()
        members = set(self.people)
        self.channels[known] = Channel(known, name, kind, joined=joined, members=members)
        return known

    def direct(self, user: str) -> str:
        """The direct conversation of somebody with the app; the id is returned."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.user == user:
                return channel.id
        known = "D0" + user.removeprefix("U0")
        self.channels[known] = Channel(known, "directmessage", "im", user, members={user})
        return known

    def archive(self, channel: str) -> None:
        self.channels[channel].archived = True

    def put(self, channel: str, user: str, text: str, **more: Any) -> Said:
        """A message is said."""
        said = Said(channel, self.now(), user, text, **more)
        self.said.append(said)
        return said

    def messages(self, channel: str = "", thread: str = "") -> list[Said]:
        """What everybody in the channel sees now, oldest first."""
        return [
            said
            for said in self.said
            if not said.to and not said.deleted
            if channel in ("", said.channel) and thread in ("", said.thread_ts)
        ]

    def own(self, channel: str = "", thread: str = "") -> list[Said]:
        """What the app said that everybody in the channel sees now, oldest first."""
        return [said for said in self.messages(channel, thread) if said.own]

    def saying(self, channel: str, word: str) -> list[Said]:
        """What of it has these words somewhere in its text or its blocks."""
        return [said for said in self.own(channel) if word in f"{said.text} {said.blocks}"]

    def told(self, user: str) -> list[Said]:
        """The ephemeral messages that somebody was shown, oldest first."""
        return [said for said in self.said if said.to == user and not said.deleted]

    def message(self, channel: str, ts: str) -> Said:
        """Raises No where there is none, or none any more."""
        for said in self.said:
            if (said.channel, said.ts) == (channel, ts) and not said.deleted:
                return said
        raise No("message_not_found", f"{channel} {ts}")

    def delete(self, channel: str, ts: str) -> None:
        """Somebody deletes a message by hand."""
        self.message(channel, ts).deleted = True
