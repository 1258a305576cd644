"""Discretion: a secret, such as an account number, leaves the house only as its last characters."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from domain.catalog import EVENTS, PROJECTIONS
from domain.kernel import Sensitivity
from domain.kernel.sensitivity import sensitivity_of
from domain.preview import Change, DraftCard, Foreseen
from tools.toolkit import Tool

SHOWN = 4
UNKNOWN = "not an argument"
LISTED = 20  # A longer list of arguments is a file, which the draft itself holds.
ROWS: dict[str, type[BaseModel]] = {projection.name: projection.row for projection in PROJECTIONS}


def discreet(card: DraftCard) -> DraftCard:
    """The card as it may be shown; its digest still covers the whole of what is signed."""
    facts = tuple(told(fact) for fact in card.preview.facts)
    changes = tuple(shown(change) for change in card.preview.changes)
    preview = card.preview.model_copy(update={"facts": facts, "changes": changes})
    return card.model_copy(update={"preview": preview})


def told(fact: Foreseen) -> Foreseen:
    return fact.model_copy(update={"fields": masked(EVENTS[fact.type], fact.fields)})


def shown(change: Change) -> Change:
    row = ROWS[change.table]
    before, after = (side and masked(row, side) for side in (change.before, change.after))
    return change.model_copy(update={"before": before, "after": after})


def unsaid(tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as the ledger may keep them: no secret, and of a whole file its length."""
    known = tool.arguments.model_fields
    said = masked(tool.arguments, arguments)
    return {name: measured(value) if name in known else UNKNOWN for name, value in said.items()}


def measured(value: Any) -> Any:
    many = isinstance(value, list | tuple) and len(value) > LISTED
    return f"{len(value):,} records" if many else value


def masked(model: type[BaseModel], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a message, with what is secret in it or in its parts cut to its ending."""
    if not secretive(model):
        return dict(fields)
    return {name: masked_field(model, name, value) for name, value in fields.items()}


def masked_field(model: type[BaseModel], name: str, value: Any) -> Any:
    declared = model.model_fields.get(name)
    if declared is None:
        return value
    if sensitivity_of(declared) is Sensitivity.SECRET:
        return ending(value)
    inner = models_in(declared.annotation)
    match value:
        case dict() if inner:
            return masked(inner[0], value)
        case list() | tuple() if inner:
            return [masked(inner[0], part) if isinstance(part, dict) else part for part in value]
        case plain:
            return plain


@cache
def secretive(model: type[BaseModel]) -> bool:
    """Whether a message, or a part of it, declares anything secret; most declare nothing."""
    return any(
        sensitivity_of(field) is Sensitivity.SECRET
        or any(map(secretive, models_in(field.annotation)))
        for field in model.model_fields.values()
    )


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The message types in an annotation, however optional or repeated they are."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def ending(value: Any) -> Any:
    """The last characters of a secret, but never more than half of a short one."""
    text = "".join(value.split()) if isinstance(value, str) else ""
    return f"…{text[-min(SHOWN, len(text) // 2) :]}" if len(text) > 1 else "…" if value else value
