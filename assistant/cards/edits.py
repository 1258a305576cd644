"""Edits: the values that may be changed on a card, and what the tool is asked when they are."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.cards.concealment import concealed
from assistant.cards.letter import WORDED_BY
from assistant.cards.lines import single_line
from assistant.cards.shown import Edit, Shown
from domain.governance.proposal import Proposal

MEASURED = re.compile(r"(?P<value>[−+-]?[\d.,' ]*\d)\s*(?P<unit>[^\d\s].*)")
BARE = re.compile(r"[−+-]?[\d.,' ]+")
IN_A_LINE = frozenset({"quantity", "price"})


def edit_fields(shown: Shown, single: bool) -> list[dict[str, str]]:
    """The fields to fill in; of a `single` line, its figures are edited in their own cells."""
    return [entry(shown, edit, single) for edit in shown.edits] if shown.open else []


def entry(shown: Shown, edit: Edit, single: bool) -> dict[str, str]:
    value, unit = measured(shown, edit)
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


def measured(shown: Shown, edit: Edit) -> tuple[str, str]:
    """A value and its unit as they were asked for, or else as the single line has them."""
    value, unit = split(str(at(shown.proposal.asked, edit.field) or ""), edit)
    known = single_line(shown).get(edit.field, ("", ""))
    return value or known[0], unit or known[1]


def with_unit(given: str, unit: str) -> str:
    """A bare figure in the unit that stood beside the field; whoever types a unit means it."""
    return f"{given} {unit}".strip() if BARE.fullmatch(given) else given


def split(text: str, edit: Edit) -> tuple[str, str]:
    """A figure and its unit, which stays beside the field: 3 BOX, 4.20 USD."""
    found = MEASURED.fullmatch(text) if edit.kind in ("number", "money") else None
    return (found["value"], found["unit"]) if found else (text, "")


def edited(shown: Shown, changes: Mapping[str, str]) -> dict[str, str]:
    """The arguments of the tool that these changes mean; they are named as on the card, or so.

    A bare figure keeps the unit that stood beside its field; what the card did not offer is left
    to the tool, which knows its own arguments.
    """
    offered = {path(edit, single): edit for edit in shown.edits for single in (True, False)}
    found: dict[str, str] = {}
    for name, given in changes.items():
        edit = offered.get(name)
        unit = measured(shown, edit)[1] if edit and edit.kind in ("number", "money") else ""
        found[edit.field if edit else name] = with_unit(given.strip(), unit)
    return found


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


OUTSIDE = ("document", "tool", "connector", "model")
"""A value of these is no better vouched for because another one was edited."""


def kept_origins(proposal: Proposal, changes: Mapping[str, str]) -> dict[str, str]:
    """What was typed, or read outside, keeps its origin; what a record says is found anew.

    So is who worded a letter, which is no argument of anybody.
    """
    kept = ("typed", "chosen", "conversation", *OUTSIDE)
    anew = {WORDED_BY, *changes}
    origins = (o for o in proposal.origins if o.kind in kept and o.field not in anew)
    return {origin.field: origin.source for origin in origins}
