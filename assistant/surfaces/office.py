"""The office behind the front desk: what programs may ask, in the objects that they rely on."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic_core import to_json

from assistant.settings import Settings
from assistant.surfaces.front import Answer, Caller, Front, Outcome, QueueView

if TYPE_CHECKING:
    from assistant.accounts import Accounts
    from assistant.agents.runner import Runner
    from assistant.approvals import Approvals
    from assistant.capturing.reread import Reread
    from assistant.feedback import Feedback
    from assistant.following import Following
    from assistant.linking import Linking
    from assistant.outbound.carriage import Carriage
    from assistant.outbound.outbox import Outbox
    from assistant.privacy import Privacy
    from assistant.surfaces.slack.room import Stores
    from domain.customers.letter import Letter
    from mcp_servers.client import Connections
    from mcp_servers.visit import House as Visits


class Office(Front, Protocol):
    """The same desk for the terminal and for `/api`, with whole objects instead of views."""

    async def ask(
        self,
        caller: Caller,
        text: str,
        conversation: str,
        *,
        as_of: datetime | None = None,
        **told: Any,
    ) -> Answer: ...

    async def capture(
        self, caller: Caller, content: bytes, name: str, conversation: str, said: str = ""
    ) -> Answer: ...

    async def draft_object(self, caller: Caller, draft_id: str) -> dict[str, Any] | None: ...

    async def sees(self, caller: Caller, draft_id: str) -> bool: ...

    async def queue(self, caller: Caller, function: str = "") -> QueueView: ...

    async def queue_objects(self, caller: Caller) -> list[dict[str, Any]]: ...

    async def history(self, caller: Caller, stream: str) -> list[dict[str, Any]]: ...

    async def trace(self, caller: Caller, trace_id: str) -> dict[str, Any]: ...

    async def menu(self, caller: Caller) -> list[dict[str, Any]]: ...

    async def phrases(self, caller: Caller) -> list[dict[str, Any]]: ...


class Library(Protocol):
    """What the pages read; nothing here can draft or sign."""

    async def original(self, caller: Caller, file: str) -> tuple[str, bytes] | None:
        """A file that something was drafted from: its name and its content, as it came."""
        ...

    async def reread(self, caller: Caller, file: str) -> "Reread | None":
        """The same file, read once more; None where there is none, or nothing to look at."""
        ...

    async def letter(self, caller: Caller, draft: str) -> "Letter | None":
        """The letter that a draft would let leave; None where it is about something else."""
        ...

    async def now(self, caller: Caller) -> datetime: ...

    async def house(self, caller: Caller) -> str: ...

    async def names(self, caller: Caller) -> list[dict[str, Any]]: ...

    async def function(self, caller: Caller, name: str) -> dict[str, Any]: ...

    async def traces(self, caller: Caller) -> list[dict[str, Any]]: ...

    async def trace(self, caller: Caller, trace_id: str) -> dict[str, Any]: ...

    async def history(self, caller: Caller, stream: str) -> list[dict[str, Any]]: ...

    async def phrases(self, caller: Caller) -> list[dict[str, Any]]: ...


class Checkpoints(Protocol):
    """How far each subscriber has come with the events, and what it had to put aside."""

    async def lags(self, tenant: str) -> Sequence[Any]: ...

    async def parked(self, tenant: str) -> Sequence[Any]: ...

    async def retry_parked(
        self, tenant: str, subscriber: str, position: int | None = None
    ) -> list[int]: ...


class Watch(Protocol):
    """What a monitoring system may know: figures, and nothing of what the record says."""

    async def figures(self) -> Sequence[Any]: ...


class Upkeep(Protocol):
    """What is done to the record itself, and never to what it says."""

    async def tenants(self) -> list[str]: ...

    async def profile(self, tenant: str) -> dict[str, Any] | None: ...

    async def open_tenant(self, tenant: str, profile: Mapping[str, Any]) -> None: ...

    async def rebuild(self, tenant: str) -> None: ...

    def verify(
        self, tenant: str, told: Callable[[int, int], None] = ..., anchors: Path | None = None
    ) -> AsyncIterator[str]: ...

    async def texts_gone(self, tenant: str) -> int: ...

    async def anchor(self, file: Path | None = None) -> int: ...

    async def enter(
        self, tenant: str, trace: str, entries: Sequence[Mapping[str, Any]], durable: bool
    ) -> None: ...

    @property
    def checkpoints(self) -> Checkpoints: ...

    @property
    def watch(self) -> Watch: ...


@dataclass(frozen=True)
class House:
    """Everything that is open while the program runs."""

    settings: Settings
    office: Office
    library: Library
    accounts: "Accounts"
    approvals: "Approvals"
    visits: "Visits"
    tools: "Connections"
    following: "Following"
    upkeep: Upkeep
    feedback: "Feedback"
    """What people say of answers."""
    privacy: "Privacy"
    agents: "Runner"
    linking: "Linking"
    owner: Callable[[str], Awaitable[tuple[str, str, str] | None]]
    """Tenant, user and audience of a bearer token that stands."""
    outbox: "Outbox | None" = None
    """What takes signed letters away; without a mail server nothing does, and they wait."""
    carriage: "Carriage | None" = None
    """What asks the carrier; without one nothing does, and a person types the number."""
    slack: "Stores | None" = None
    """What the surface in Slack keeps beside the events."""


class Keeper(Protocol):
    """The composition root, as the terminal sees it: it opens and closes the house."""

    @property
    def settings(self) -> Settings: ...

    @property
    def unavailable(self) -> type[Exception]:
        """What is raised when the database cannot be reached; its text is for people."""
        ...

    def open(self) -> AbstractAsyncContextManager[House]: ...

    async def up(self, host: str, port: int | None, origins: Sequence[str]) -> None:
        """Serve until somebody stops it."""
        ...

    async def migrate(self, phase: Literal["pre", "post", "all"]) -> list[str]: ...

    async def backup(self, file: Path) -> None: ...

    async def restore(self, file: Path, instead: bool) -> int:
        """Put back a copy; `instead` of what is in the database, or into an empty one.

        Answers how many people stayed forgotten whom the copy still knew.
        """
        ...


def decided(outcome: Outcome) -> dict[str, Any]:
    """A decision for programs: the draft as it stands now, and what became of the decision."""
    words = {"ok": outcome["ok"], "code": outcome["code"], "message": outcome["message"]}
    return {**(outcome.get("draft") or {}), **words}


def for_programs(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer without the part that says how to show it."""
    return {name: value for name, value in answer.items() if name != "view"}


def error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}


def as_json(value: Any) -> bytes:
    """Exact and plain: decimals as text, times in ISO form."""
    return to_json(value, fallback=str)
