"""Secrecy: the texts of messages that their fields declare secret, found whatever holds them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import from_json

from domain import catalog
from domain.kernel.sensitivity import Sensitivity, sensitivity_of

SHORTEST = 4  # A secret shorter than this cannot be told from an ordinary word or figure.


def declared(model: type[BaseModel]) -> Iterator[str]:
    """The names of the fields that a message, or a part of it, declares secret."""
    for name, field in model.model_fields.items():
        # An ending is secret to a model and made for people: on a card it stands as it is.
        if sensitivity_of(field) is Sensitivity.SECRET and not name.endswith("_ending"):
            yield name
        for inner in parts(field.annotation):
            yield from declared(inner)


def parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


MODELS: tuple[type[BaseModel], ...] = (
    *catalog.COMMAND_BY_NAME.values(),
    *catalog.EVENTS.values(),
    *(projection.row for projection in catalog.PROJECTIONS),
)
SECRET = frozenset(name for model in MODELS for name in declared(model))
"""By name, so that a draft in the form of an older schema is concealed as well."""
NAMED = re.compile("|".join(f'"{re.escape(name)}":' for name in sorted(SECRET)))
"""How the JSON of a message names one of them; most messages name none, however long they are."""


def secrets_in(messages: Iterable[BaseModel]) -> tuple[str, ...]:
    """Every secret in these messages, as it is without blanks, the longest first."""
    texts = (each.model_dump_json() for each in messages if may_name(type(each)))
    trees = (from_json(text) for text in texts if NAMED.search(text))
    found = {compact(secret) for tree in trees for secret in within(tree)}
    long_enough = (secret for secret in found if len(secret) >= SHORTEST)
    return tuple(sorted(long_enough, key=len, reverse=True))


@cache
def may_name(model: type[BaseModel]) -> bool:
    """Whether a message of this type can hold anything of such a name at all."""
    fields = model.model_fields.items()
    return any(name in SECRET or holds_anything(field.annotation) for name, field in fields)


def holds_anything(annotation: Any) -> bool:
    """Whether a field takes names that no type tells, or a message that may name a secret."""
    if annotation is Any or get_origin(annotation) in (dict, Mapping):
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return may_name(annotation)
    return any(map(holds_anything, get_args(annotation)))


def within(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                if name in SECRET and isinstance(inner, str):
                    yield inner
                yield from within(inner)
        case list() | tuple():
            for inner in value:
                yield from within(inner)


def compact(account: str) -> str:
    return re.sub(r"[\s.-]", "", account).upper()
