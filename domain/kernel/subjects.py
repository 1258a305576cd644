"""Data subjects: whose personal data a message holds, so that it can be forgotten (A8)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar, get_args, get_origin

from pydantic import Field

from domain.kernel.messages import Message
from domain.kernel.sensitivity import Sensitivity, sensitivity_of

FORGOTTEN = "forgotten"
"""What stands where personal data stood, once its key is destroyed."""
EVERY = "*"
CUSTOMER = "customer"
"""Whose name and addresses they are: a consumer, or the person whom we know at a dealer."""
Path = tuple[str, ...]


@dataclass(frozen=True)
class Held:
    """A field that holds personal data, what kind of person it is about, and what names them."""

    path: Path
    kind: str
    field: Any
    named_in: str = ""
    """The field beside it that says who it is; without one, the key of the record does."""

    @property
    def needs(self) -> set[str]:
        """The outermost fields of the message that are read to know the text and whose it is."""
        return {self.path[0], self.named_in} if len(self.path) == 1 else {self.path[0]}

    def whose(self, beside: Any, key: str) -> str:
        """The data subject, from the fields beside it or the key of the record."""
        return subject(self.kind, beside[self.named_in] if self.named_in else key)


class Repeating(Message):
    """A message that repeats what others say, as a draft does.

    `personal` is the personal data among it: the texts, by data subject.
    """

    repeats: ClassVar[tuple[Path, ...]] = ()
    """Where such a text may stand as a whole value."""
    tells: ClassVar[tuple[Path, ...]] = ()
    """Where it may stand inside a sentence."""

    personal: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@cache
def held_by(message: type[Message], kind: str = "") -> tuple[Held, ...]:
    """The personal fields of a type of message, and of the messages inside it."""
    kind, named_in = message.data_subject or kind, message.subject_in
    found = []
    for name, field in message.model_fields.items():
        if sensitivity_of(field) is Sensitivity.PERSONAL:
            found.append(Held((name,), kind, field, named_in))
        for path, inner in _messages_in(field.annotation):
            found += [replace(h, path=(name, *path, *h.path)) for h in held_by(inner, kind)]
    return tuple(found)


def _messages_in(annotation: Any) -> Iterator[tuple[Path, type[Message]]]:
    if isinstance(annotation, type) and issubclass(annotation, Message):
        yield (), annotation
        return
    origin = get_origin(annotation)
    many = (EVERY,) if origin in (tuple, list, dict, frozenset, set) else ()
    for part in get_args(annotation):
        for path, message in _messages_in(part):
            yield (*many, *path), message


def subject(kind: str, key: str) -> str:
    """A data subject's name in its tenant, as in supplier-contact:BRENNER."""
    return f"{kind}:{key}"


def key_of(stream: str) -> str:
    """What a stream is called without the name of its decider."""
    name, _, key = stream.partition("-")
    return key or name


def personal_in(message: Message, key: str) -> Iterator[tuple[str, str]]:
    """Each data subject of a message with a text about them; `key` names the record.

    The name of the record itself is left out: it stands in the open as the name of a stream.
    """
    for held in held_by(type(message)):
        *inside, last = held.path
        for holder in _holders(message, tuple(inside)):
            text = getattr(holder, last)
            if isinstance(text, str) and text not in ("", FORGOTTEN, key):
                yield held.whose(vars(holder), key), text


def _holders(value: Any, path: Path) -> Iterator[Any]:
    """The messages that a path leads to."""
    if not path:
        yield from (value,) if value is not None else ()
    elif path[0] == EVERY:
        for part in value.values() if isinstance(value, dict) else value or ():
            yield from _holders(part, path[1:])
    elif value is not None:
        yield from _holders(getattr(value, path[0]), path[1:])
