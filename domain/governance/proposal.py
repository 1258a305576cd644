"""A proposal: steps somebody wants taken, with where each value came from and who must sign."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from domain.kernel import Message, Step

OriginKind = Literal["typed", "record", "default", "chosen", "conversation", "document", "tool"]


class Planned(Message):
    """A step at rest: plain enough to be stored for as long as the decision takes."""

    stream: str
    command: str
    arguments: dict[str, Any]

    @classmethod
    def of(cls, step: Step) -> "Planned":
        name, arguments = type(step.command).__name__, step.command.model_dump(mode="json")
        return cls(stream=step.stream, command=name, arguments=arguments)


class Origin(Message):
    """Where the value of one argument came from, for the person who signs it."""

    field: str
    value: str
    source: str
    kind: OriginKind = "typed"


class Requirement(Message):
    """Whose signatures a draft needs: how many, from which roles, and whether from a third hand."""

    signatures: int = 1
    independent: bool = False
    roles: tuple[str, ...] = ()
    reason: str = ""


class Proposal(Message):
    """Everything a draft holds: the steps, the words for its card, its preview and its hands."""

    title: str
    kind: str
    function: str
    by: tuple[str, ...]
    agent: str = ""
    delegator: str = ""
    because: str = ""
    tool: str = ""
    asked: dict[str, Any] = Field(default_factory=dict)
    steps: tuple[Planned, ...]
    origins: tuple[Origin, ...] = ()
    requirement: Requirement = Requirement()
    preview: dict[str, Any] = Field(default_factory=dict)
    digest: str = ""
    expires_at: datetime
    reverses: str = ""
    trace: str = ""
