"""Commands ask, events tell, and a refusal explains itself."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from domain.kernel.measures import Money

Separation = Literal["never", "above_limit", "always"]


class Message(BaseModel):
    """A value that never changes after it is made, and accepts no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Refused(Exception):
    """A business rule said no: the reason is written for the person, the code for programs."""

    def __init__(self, reason: str, code: str = "refused", evidence: Message | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.evidence = evidence


class Command(Message):
    """An intention, in the imperative: PlacePurchaseOrder."""

    separated: ClassVar[Separation] = "never"
    """When the hand that drafted it may not sign it (A13): never, above the limit, or always."""


class Event(Message):
    """A fact, in the past tense; its `str` is a sentence anybody can read."""

    schema_version: ClassVar[int] = 1

    @property
    def at_stake(self) -> Money | None:
        """The money this fact commits us to, if any."""
        return None

    def undo(self) -> Command:
        """The command that compensates this fact, sent to the same stream."""
        raise Refused(f"This cannot be taken back: {self}", "no_undo")


@dataclass(frozen=True)
class Step:
    """A command, and the stream it is addressed to."""

    stream: str
    command: Command


def function_of(message: type[Message]) -> str:
    """The business function a command or event belongs to: the folder it lives in."""
    return message.__module__.split(".")[1]
