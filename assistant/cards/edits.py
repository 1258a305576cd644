"""Edits: the values that may be changed on a card, and what is asked when they have been."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from assistant.cards.concealment import concealed
from assistant.cards.shown import Edit, Shown

MEASURED = re.compile(r"(?P<value>[−+-]?[\d.,' ]*\d)\s*(?P<unit>[^\d\s].*)")
IN_A_LINE = frozenset({"quantity", "price"})
Asked = Mapping[str, Any]


def edit_fields(shown: Shown, single: bool) -> list[dict[str, str]]:
    """The fields to fill in; of a `single` line, its figures are edited in their own cells."""
    return [entry(shown, edit, single) for edit in shown.edits] if shown.open else []


def entry(shown: Shown, edit: Edit, single: bool) -> dict[str, str]:
    value, unit = split(str(at(shown.proposal.asked, edit.field) or ""), edit)
    return {
        "name": edit.field,
        "label": edit.label,
        "value": value if concealed(shown, value) == value else "",
        "unit": unit,
        "type": edit.kind,
        "path": path(edit, single),
    }


def path(edit: Edit, single: bool) -> str:
    return f"lines.0.{edit.field}" if single and edit.field in IN_A_LINE else edit.field


def split(text: str, edit: Edit) -> tuple[str, str]:
    """A figure and its unit, which stays beside the field: 3 BOX, 4.20 USD."""
    found = MEASURED.fullmatch(text) if edit.kind in ("number", "money") else None
    return (found["value"], found["unit"]) if found else (text, "")


def asked_with(shown: Shown, changes: Mapping[str, str]) -> dict[str, Any]:
    """What is asked of the tool when these values, by their paths on the card, are changed.

    A path that the card did not offer changes nothing; a unit that stood beside a field is kept.
    """
    asked = deepcopy(dict(shown.proposal.asked))
    for edit in shown.edits:
        offered = (path(edit, True), path(edit, False))
        given = next((changes[name] for name in offered if name in changes), None)
        if given is not None:
            _, unit = split(str(at(asked, edit.field) or ""), edit)
            bare = re.fullmatch(r"[−+-]?[\d.,' ]+", given.strip())
            put(asked, edit.field, f"{given.strip()} {unit}".strip() if bare else given.strip())
    return asked


def at(asked: Any, dotted: str) -> Any:
    """The value at a path, or None where the path leads nowhere."""
    for part in dotted.split("."):
        match asked:
            case Mapping():
                asked = asked.get(part)
            case list() | tuple() if part.isdecimal() and int(part) < len(asked):
                asked = asked[int(part)]
            case _:
                return None
    return asked


def put(asked: dict[str, Any], dotted: str, value: str) -> None:
    *above, last = dotted.split(".")
    inner = at(asked, ".".join(above)) if above else asked
    match inner:
        case dict():
            inner[last] = value
        case list() if last.isdecimal() and int(last) < len(inner):
            inner[int(last)] = value
        case _:
            return
