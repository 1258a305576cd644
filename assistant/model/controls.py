"""The controls of a turn with a model: what the loop asks of each, and what it does without one."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

from assistant.model.message import Usage
from assistant.rules import Rules
from assistant.said import Said
from guardrails.caller import Caller

BYTES_TO_A_TOKEN = 3.6
"""Of instructions and schemas; an estimate, corrected by what the provider counts."""
FOR_PEOPLE = ("columns", "chart")
"""Parts of a reply that say how to show it; no model is told them."""
AT_LEAST_BYTES = 2
"""Of a whole request with figures in it: the estimate that a budget can rely on."""


@dataclass(frozen=True)
class ModelCall:
    """One request to a model, before it is sent."""

    caller: Caller
    agent: str
    tier: int
    model: str
    local: bool
    """Whether it stays on this machine."""
    region: str
    """Where else it runs, as far as anybody said so."""
    trace: str
    input_tokens: int
    """An estimate on the safe side."""
    output_tokens: int
    """The most that it may answer."""
    rules: Rules | None = None
    """What the record says just now; None: whoever needs it reads it."""
    notices: list[tuple[str, str]] = field(default_factory=list, compare=False)
    """What a control wants the person to know beside the answer: a key, so that it is told once,
    and the sentence."""


@dataclass(frozen=True)
class ToolCall:
    """One tool that the model wants used, before it reaches the gate."""

    tool: str
    kind: str
    arguments: Mapping[str, Any]
    origins: Mapping[str, str]


@dataclass(frozen=True)
class Ruling:
    """What the scope says of a tool call; it may make a call stricter, never freer."""

    verdict: Literal["allow", "downgrade", "deny"] = "allow"
    reason: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where values came from, for the card, where the scope knows better than the loop."""


class Stopped(Exception):
    """A control does not let the model be asked; the text is for the person."""

    def __init__(self, control: str, reason: str, key: str = "") -> None:
        super().__init__(reason)
        self.control = control
        self.key = key
        """What stays the same while the reason does, so that it is told once; empty: each time."""


class Owed(NamedTuple):
    """A request that was made, and what it did use."""

    reservation: str
    usage: Usage


class Budget(Protocol):
    """A3: what a request may cost is set aside before it, and settled by what it did cost."""

    async def reserve(self, call: ModelCall, owed: Owed | None = None) -> str:
        """The name of the reservation; raises Stopped when there is nothing left.

        What is owed for the request before is settled by the way, where nothing is raised.
        """

    async def reconcile(self, owed: Owed) -> None:
        """Once or more for each reservation; the second time changes nothing."""


class Breakers(Protocol):
    """A10: whether the model may be asked at this moment, and what came of it."""

    async def before(self, call: ModelCall) -> None:
        """Raises Stopped while a breaker is open or somebody threw the kill switch."""

    async def after(self, call: ModelCall, usage: Usage, trouble: str) -> None:
        """`trouble` is the kind of the failure, empty where there was none."""

    async def using(
        self, call: ModelCall, made: list[tuple[str, str]], tool: str, arguments: str
    ) -> None:
        """Before each tool that the model wants used; raises Stopped when it goes in a circle.

        `made` are the uses before it in this turn, and gets this one.
        """


class Unresolved(Exception):
    """An argument holds a pseudonym that does not belong there; the text says which and why."""


class Restorer(Protocol):
    """Puts real values back into a text that comes in pieces."""

    def feed(self, text: str) -> str: ...

    def rest(self) -> str: ...


class Crossing(Protocol):
    """A8, for one conversation and one endpoint: the only way out to a model, and back."""

    def outward(self, text: str) -> str: ...

    def outward_reply(self, tool: str, content: Any) -> Any:
        """What a tool answered, whole, or the reason why it did not."""

    def inward(self, tool: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """With the real values; raises Unresolved where one cannot be put in."""

    def restorer(self) -> Restorer: ...


class Boundary(Protocol):
    async def crossing(self, call: ModelCall, said: Said) -> Crossing:
        """Raises Stopped where nothing may go there."""


class Bounds(Protocol):
    """A11, for one request: what it may touch, fixed before anything untrusted is read."""

    def judge(self, call: ToolCall) -> Ruling: ...

    def read(self, tool: str, content: Any) -> None:
        """A reply has come into what the model knows."""

    def refused(self, tool: str) -> None:
        """The rules refused a call that was let through, and nothing came of it."""

    def ordered(self, says: Sequence[str]) -> bool:
        """Whether the person's own words order for all what one of these sentences does."""


class Scope(Protocol):
    async def bounds(self, said: Said, tools: Mapping[str, str]) -> Bounds:
        """From the person's own words and the kinds of the tools they may use."""


@dataclass(frozen=True)
class Controls:
    """Whatever is not given, is not asked."""

    budget: Budget | None = None
    breakers: Breakers | None = None
    boundary: Boundary | None = None
    scope: Scope | None = None
    rules: Callable[[ModelCall], Awaitable[Rules]] | None = None
    """Read once before each request, for all controls that go by them."""


class Open:
    """The crossing where nothing is hidden: without a boundary, and to read along in tests."""

    def outward(self, text: str) -> str:
        return text

    def outward_reply(self, tool: str, content: Any) -> Any:
        return content

    def inward(self, tool: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return dict(arguments)

    def restorer(self) -> Restorer:
        return Plain()


class Plain:
    def feed(self, text: str) -> str:
        return text

    def rest(self) -> str:
        return ""


class Anything:
    """The bounds where no scope is set: the gate and the signature still stand behind them."""

    def judge(self, call: ToolCall) -> Ruling:
        return Ruling()

    def read(self, tool: str, content: Any) -> None:
        """Nothing depends on it."""

    def refused(self, tool: str) -> None:
        """Nothing was counted."""

    def ordered(self, says: Sequence[str]) -> bool:
        return True
