"""Shapes: a field's declared type, taken apart once and asked for every value that it holds."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from domain.kernel import Sensitivity

STRICTEST = tuple(Sensitivity)
FIGURES = (bool, int, float, Decimal, date, time, timedelta, Enum, UUID)
"""Types whose text is no free text: there is nothing to look for in it."""
SEQUENCES = (list, tuple, set, frozenset)
COLLECTIONS = (dict, list, tuple, set, frozenset)
EITHER = (Union, UnionType)


class Shape:
    """One annotation; what follows from it alone is worked out when it is first asked for."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation

    @cached_property
    def bare(self) -> "tuple[Shape, Sensitivity | None]":
        """Without its marks and without `| None`; and the strictest of the marks."""
        annotation, marks = self.annotation, list[Sensitivity]()
        while True:
            origin, parts = get_origin(annotation), get_args(annotation)
            if origin is Annotated:
                annotation = parts[0]
                marks += [part for part in parts[1:] if isinstance(part, Sensitivity)]
            elif origin in EITHER and type(None) in parts and len(parts) == 2:
                [annotation] = [part for part in parts if part is not type(None)]
            else:
                inner = self if annotation is self.annotation else Shape(annotation)
                return inner, max(marks, key=STRICTEST.index, default=None)

    def parts(self, count: int) -> "list[Shape]":
        """The shapes of the parts of a list or tuple of this length."""
        if isinstance(self.row, Shape):
            return [self.row] * count
        return self.row if len(self.row) == count else [ANYTHING] * count

    @cached_property
    def row(self) -> "Shape | list[Shape]":
        """Of each part, or of one after the other where they differ."""
        for each in (self.annotation, *get_args(self.annotation)):
            if get_origin(each) is tuple and Ellipsis not in get_args(each):
                return [Shape(part) for part in get_args(each)]
            if get_origin(each) in SEQUENCES:
                return Shape(get_args(each)[0])
        return ANYTHING

    @cached_property
    def values(self) -> "Shape":
        """Of what a mapping holds under its keys."""
        for each in (self.annotation, *get_args(self.annotation)):
            origin = get_origin(each)
            if isinstance(origin, type) and issubclass(origin, Mapping):
                return Shape(get_args(each)[1])
        return ANYTHING

    @cached_property
    def messages(self) -> list[type[BaseModel]]:
        """The messages of which a value itself, and no part of it, may be one."""
        return direct_models(self.annotation)

    @cached_property
    def takes_plain(self) -> bool:
        """Whether something else than messages may stand there."""
        annotation = self.annotation
        either = get_origin(annotation) in EITHER
        each = get_args(annotation) if either else (annotation,)
        return any(not models_in(part) for part in each)

    @cached_property
    def is_open(self) -> bool:
        return is_open(self.annotation)

    @cached_property
    def is_figure(self) -> bool:
        return is_figure(self.annotation)


def direct_models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (*EITHER, Annotated):
        return [each for part in get_args(annotation) for each in direct_models(part)]
    return []


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def is_open(annotation: Any) -> bool:
    """Whether anything at all may stand there."""
    if annotation in (Any, object) or isinstance(annotation, TypeVar):
        return True
    if isinstance(annotation, type) and annotation in COLLECTIONS:
        return True
    return any(is_open(part) for part in get_args(annotation) if part is not Ellipsis) and (
        get_origin(annotation) is not Literal
    )


def is_figure(annotation: Any) -> bool:
    """Whether its text is a number, a date or one of a few words, and never free text."""
    if get_origin(annotation) is Literal:
        return True
    if isinstance(annotation, type):
        return issubclass(annotation, FIGURES)
    return bool(get_args(annotation)) and all(
        part is type(None) or is_figure(part) for part in get_args(annotation)
    )


ANYTHING = Shape(Any)
TEXT = Shape(str)
