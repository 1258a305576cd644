"""Sensitivity: what kind of thing a field holds, which decides how far it may travel (A8)."""

from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic.fields import FieldInfo

T = TypeVar("T")


class Sensitivity(StrEnum):
    """Four classes, mildest first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SECRET = "secret"


Public = Annotated[T, Sensitivity.PUBLIC]
"""May be shown to anybody: a unit, a status, a product name."""
Internal = Annotated[T, Sensitivity.INTERNAL]
"""The business's own: prices, quantities, terms."""
Personal = Annotated[T, Sensitivity.PERSONAL]
"""About a person: a name, an address, a telephone number."""
Secret = Annotated[T, Sensitivity.SECRET]
"""Moves money or opens doors: a bank account; shown only in part."""


def sensitivity_of(field: FieldInfo) -> Sensitivity | None:
    """The class a field was declared with, or None where somebody forgot."""
    found = (mark for mark in field.metadata if isinstance(mark, Sensitivity))
    return next(found, None)
