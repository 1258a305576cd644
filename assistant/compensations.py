"""Compensations: which commands the undo of an event may name, read from the code of it."""

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from domain.catalog import COMMAND_BY_NAME
from domain.kernel import Event


def irreversible(event: type[Event]) -> str:
    """Why it stays as it is; empty for what can be taken back."""
    return str(getattr(event, "irreversible", ""))


def compensations(event: type[Event]) -> tuple[str, ...]:
    """The commands that its `undo` may name."""
    if irreversible(event):
        return ()
    return tuple(dict.fromkeys(commands_in(method(event, "undo"), event)))


def commands_in(written: ast.AST, event: type[Event]) -> Iterator[str]:
    known = vars(sys.modules[event.__module__])
    for node in ast.walk(written):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in COMMAND_BY_NAME:
                yield name
            case ast.Call(func=ast.Name(id=name)) if inspect.isfunction(known.get(name)):
                yield from commands_in(parsed(known[name]), event)


def method(kind: type[Any], name: str) -> ast.AST:
    return parsed(getattr(kind, name))


def parsed(code: Any) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(code)))
