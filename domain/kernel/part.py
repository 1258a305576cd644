"""A part of a message: the same fields under a narrower type."""

from typing import TypeVar

from domain.kernel.messages import Message

M = TypeVar("M", bound=Message)


def part(of: type[M], whole: Message) -> M:
    """What `whole` says of the fields of `of`; nothing is checked again, since it was once."""
    values = {name: getattr(whole, name) for name in of.model_fields}
    return of.unchecked(values, set(values))
