"""Phrasebooks: one for each menu of tools, made once for everybody who has this menu."""

import json
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from assistant.phrasebook import Phrasebook
from assistant.phrasebook.book import TOOLS
from assistant.phrasebook.declaration import Declaration, Kind, declaration

MENUS = 64
ONE_AT_A_TIME = Lock()
"""Most of one menu is in the next as well, and is worked out by whoever comes first."""


class Form(NamedTuple):
    """All that a phrasebook needs to know of a tool, so that equal menus are seen to be equal."""

    name: str
    kind: Kind
    input_schema: str
    says: tuple[str, ...]
    composed: bool


def phrasebook_of(tools: Iterable[Any]) -> Phrasebook:
    """Nothing of a business or a person is in it: names and settings come with each question.

    It takes seconds, so it may be called in a thread; whoever else needs one waits for it.
    """
    forms = tuple(form_of(tool) for tool in tools)
    with ONE_AT_A_TIME:
        return made(forms)


def form_of(tool: Any) -> Form:
    schema = json.dumps(tool.input_schema)
    return Form(tool.name, tool.kind, schema, tuple(tool.says), tool.composed)


@lru_cache(maxsize=MENUS)
def made(forms: tuple[Form, ...]) -> Phrasebook:
    return Phrasebook(map(declared, forms))


@lru_cache(maxsize=TOOLS)
def declared(form: Form) -> Declaration:
    """One for all menus that the tool is in, so that its examples are worked out once."""
    schema = json.loads(form.input_schema)
    return declaration(form.name, form.kind, schema, form.says, form.composed)
