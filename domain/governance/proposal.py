"""A proposal: steps somebody wants taken, with where each value came from and who must sign."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Literal

from pydantic import Field

from domain.kernel import Message, Repeating, Step
from domain.kernel.subjects import EVERY, Path

OriginKind = Literal[
    "typed",
    "record",
    "default",
    "chosen",
    "conversation",
    "document",
    "tool",
    "connector",
    "model",
]
FORESEEN: tuple[Path, ...] = (
    ("facts", EVERY, "fields"),
    ("changes", EVERY, "before"),
    ("changes", EVERY, "after"),
)
"""Where a preview repeats the values of facts and of rows, and where it tells of them."""
SAID: tuple[Path, ...] = (
    ("facts", EVERY, "sentence"),
    ("doubts", EVERY, "bold"),
    ("doubts", EVERY, "text"),
)


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
    severity: Literal["", "care", "stop"] = ""
    """How hard a signer must look: stop where nobody vouches for a target."""


def unvouched(origins: Iterable[Origin]) -> bool:
    """Whether one of these values is red: nobody vouches for where it leads."""
    return any(origin.severity == "stop" for origin in origins)


class Requirement(Message):
    """Whose signatures a draft needs: how many, from which roles, and whether from a third hand."""

    signatures: int = 1
    independent: bool = False
    roles: tuple[str, ...] = ()
    reason: str = ""


class Proposal(Repeating):
    """Everything a draft holds: the steps, the words for its card, its preview and its hands."""

    repeats: ClassVar[tuple[Path, ...]] = (
        ("steps", EVERY, "arguments"),
        *(("preview", *path) for path in FORESEEN),
    )
    tells: ClassVar[tuple[Path, ...]] = (
        *((name,) for name in ("title", "because", "asked")),
        *(("origins", EVERY, name) for name in ("value", "source")),
        *(("preview", *path) for path in SAID),
    )

    title: str
    kind: str
    function: str
    by: tuple[str, ...]
    agent: str = ""
    model: str = ""
    """The model that chose to draft it; empty where a person or the phrasebook did."""
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
    customer: str = ""
    """The account of whoever drafted it from outside; empty where somebody of the house did."""
    occasion: str = ""
    """What gave an agent reason to draft, under a name that is the same whenever it looks."""

    @property
    def apart(self) -> frozenset[str]:
        """Who may not sign besides those who drafted it: they made what it is checked against."""
        doubts = self.preview.get("doubts", ())
        return frozenset(hand for doubt in doubts for hand in doubt.get("apart", ()))
