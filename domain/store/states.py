"""States of deciders as JSON and back, and the fingerprint of the rule that folds them."""

import dataclasses
import hashlib
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter

from domain.kernel import AnyDecider, Sensitivity
from domain.store.sql import source

IMPORTED = re.compile(r"^\s*(?:from|import)\s+([\w.]+)", re.MULTILINE)
CLOSE = frozenset({Sensitivity.PERSONAL, Sensitivity.SECRET})


class Unreadable(Exception):
    """A state was written that today's types do not accept: fold the facts instead."""


def shape_of(decider: AnyDecider) -> Any:
    """The type of its states."""
    return type(decider.initial)


def may_be_kept(decider: AnyDecider) -> bool:
    """Whether its states may lie in a snapshot.

    What is about a person must be forgotten when the person is, so nothing of theirs may be
    written a second time; of a field that may hold anything, nobody knows whether it is.
    """
    return _plain(shape_of(decider), decider.records)


def fingerprint(decider: AnyDecider) -> str:
    """Changes with every file of the house that the rule can reach, and with the state's shape."""
    return _fingerprint(decider.name, decider.evolve, shape_of(decider))


def text_of(decider: AnyDecider, state: Any) -> str:
    """The state as JSON; Unreadable when it would come back as something else."""
    text = _adapter(shape_of(decider)).dump_json(state).decode()
    if revived(decider, text) != state:
        raise Unreadable(f"A state of {decider.name} is another one when it is read again.")
    return text


def revived(decider: AnyDecider, text: str) -> Any:
    """The state behind the JSON."""
    try:
        return _adapter(shape_of(decider)).validate_json(text)
    except (ValueError, TypeError, LookupError) as error:  # As the validators of its parts raise.
        raise Unreadable(f"A state of {decider.name} has another form than today.") from error


@lru_cache(maxsize=256)
def _adapter(state: Any) -> TypeAdapter[Any]:
    return TypeAdapter(state)


@lru_cache(maxsize=256)
def _plain(state: Any, events: tuple[type, ...]) -> bool:
    marks = [mark for of in (state, *events) for mark in _marks(of, set())]
    return not CLOSE.intersection(mark for mark in marks if isinstance(mark, Sensitivity)) and (
        Any not in marks
    )


def _marks(part: Any, seen: set[type]) -> Iterator[Any]:
    """Everything that a type is made of, and what is noted beside it."""
    yield part
    for inside in get_args(part):
        yield from _marks(inside, seen)
    kind = get_origin(part) or part
    if isinstance(kind, type) and kind not in seen:
        seen.add(kind)
        for inside in _fields(kind):
            yield from _marks(inside, seen)


def _fields(kind: type) -> list[Any]:
    """What the fields of a message or a dataclass are, with their marks."""
    if issubclass(kind, BaseModel):
        fields = kind.model_fields.values()
        return [part for field in fields for part in (field.annotation, *field.metadata)]
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        return [hints[field.name] for field in dataclasses.fields(kind)]
    return []


@lru_cache(maxsize=256)
def _fingerprint(name: str, evolve: Callable[..., Any], state: Any) -> str:
    sources: dict[str, str] = {}
    for part in (evolve, state):
        _reach(inspect.getmodule(part), sources)
    shape = json.dumps(_adapter(state).json_schema(mode="serialization"), sort_keys=True)
    told = [name, shape, *(f"{module}\n{sources[module]}" for module in sorted(sources))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _reach(module: ModuleType | None, sources: dict[str, str]) -> None:
    """The source of a module and of all that it imports from the same house."""
    if module is None or module.__name__ in sources:
        return
    sources[module.__name__] = text = source(module)
    house, *_ = module.__name__.split(".")
    named = [sys.modules.get(name) for name in IMPORTED.findall(text)]
    held = [value for value in vars(module).values() if isinstance(value, ModuleType)]
    for other in (*named, *held):
        if other is not None and other.__name__.split(".")[0] == house:
            _reach(other, sources)
