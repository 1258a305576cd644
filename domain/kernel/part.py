"""A part of a message: the same fields under a narrower type."""

from functools import cache
from typing import TypeVar

from domain.kernel.messages import Message

M = TypeVar("M", bound=Message)


def part(of: type[M], whole: Message) -> M:
    """What `whole` says of the fields of `of`; nothing is checked again, since it was once."""
    names, given = fields_of(of)
    return of.unchecked({name: getattr(whole, name) for name in names}, given)


def whole(message: M) -> M:
    """The same message, with its defaults given as well: a copy then has nothing to add."""
    return part(type(message), message)


@cache
def fields_of(of: type[Message]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The fields in their order, and all of them as those that are given."""
    return tuple(of.model_fields), frozenset(of.model_fields)
