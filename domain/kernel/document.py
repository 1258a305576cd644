"""A document: the file that a fact was read from, and what whoever signs should know of that."""

from typing import Annotated

from pydantic import StringConstraints

from domain.kernel.messages import Message
from domain.kernel.sensitivity import Internal
from domain.kernel.words import ONE_LINE, Label

Remark = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=ONE_LINE)]


class Document(Message):
    """It is found again under `file`; `name` is what its sender called it."""

    file: Label
    name: Label
    unsure: Internal[tuple[Remark, ...]] = ()
    """Values that were read with less certainty, each with its place."""
    remarks: Internal[tuple[Remark, ...]] = ()
    """What was hidden in it, or left unread."""
    pressing: Internal[tuple[Remark, ...]] = ()
    """Words in it, or beside it, that press for haste or for secrecy."""
