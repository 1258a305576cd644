"""Previews: the facts and rows on a draft's card have the fields of their events and tables."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from domain.catalog import EVENTS, PROJECTIONS
from domain.preview import Change, Foreseen

ROWS: dict[str, type[BaseModel]] = {projection.name: projection.row for projection in PROJECTIONS}


def on_card(
    model: type[BaseModel], field: str, beside: Mapping[str, Any]
) -> type[BaseModel] | None:
    """The type of an open field of a card, by the event or table that is named beside it."""
    if model is Foreseen and field == "fields":
        return EVENTS.get(beside.get("type", ""))
    if model is Change and field in ("before", "after"):
        return ROWS.get(beside.get("table", ""))
    return None
