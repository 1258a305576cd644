"""Commands ask, events tell, and a refusal explains itself."""

from collections.abc import Generator, Mapping, Set
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict

from domain.kernel.measures import Money

Separation = Literal["never", "above_limit", "always"]


class Message(BaseModel):
    """A value that never changes after it is made, and accepts no field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_subject: ClassVar[str] = ""
    """What kind of person its personal fields are about (A8)."""
    subject_in: ClassVar[str] = ""
    """The field that says which one; where none is named, the stream's key does."""

    @classmethod
    def unchecked(cls, values: dict[str, Any], given: Set[str]) -> Self:
        """A message of all these values, which were checked before.

        `model_construct` looks each field up again, and takes longer than checking would.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", values)
        object.__setattr__(made, "__pydantic_fields_set__", given)
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    def __iter__(self) -> Generator[tuple[str, Any], None, None]:
        """The fields, as in `dict(command)`; there is never anything beside them to look for."""
        yield from self.__dict__.items()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same but for these values; what is inside of it never changes, and is shared."""
        changes, given = update or {}, self.__pydantic_fields_set__
        if not changes.keys() <= given:
            given = given | changes.keys()
        return self.unchecked({**self.__dict__, **changes}, given)


class Refused(Exception):
    """A business rule said no: the reason is written for the person, the code for programs.

    What is said `inside` names other people's records: only those who work here are told it.
    """

    def __init__(
        self,
        reason: str,
        code: str = "refused",
        evidence: Message | None = None,
        inside: str = "",
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.evidence = evidence
        self.inside = inside


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

    @property
    def purse(self) -> str:
        """The record whose money that is, where several facts may be about the same money."""
        return ""

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
