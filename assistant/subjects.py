"""Subjects: the order, supplier and item last spoken of, which “that order” can mean."""

import re
from collections.abc import Mapping
from typing import Any

POINTING = {
    "purchase_order": re.compile(r"\b(?:that|this|the same)(?: purchase)? order\b", re.IGNORECASE),
    "supplier": re.compile(r"\b(?:that|this|the same) supplier\b", re.IGNORECASE),
    "item": re.compile(r"\b(?:that|this|the same) item\b", re.IGNORECASE),
}
STREAMS = {"purchase_order": "purchase_order-"}


def resolved(text: str, subjects: Mapping[str, str]) -> str:
    """The sentence with what it points at by name; nothing is replaced that was not spoken of."""
    for kind, pointing in POINTING.items():
        if kind in subjects:
            text = pointing.sub(subjects[kind].replace("\\", ""), text)
    return text


def spoken_of(
    schema: Mapping[str, Any], arguments: Mapping[str, str], labels: Mapping[str, str]
) -> dict[str, str]:
    """The records that were named in a call, by kind."""
    kinds = {
        name: field.get("x-slot", {}).get("kind", "")
        for name, field in schema.get("properties", {}).items()
    }
    return {
        kinds[name]: labels.get(name, value)
        for name, value in arguments.items()
        if kinds.get(name) in POINTING
    }


def foreseen(content: Mapping[str, Any]) -> dict[str, str]:
    """The documents a draft would make, when there is exactly one of a kind."""
    streams = [fact["stream"] for fact in content.get("preview", {}).get("facts", ())]
    found: dict[str, str] = {}
    for kind, prefix in STREAMS.items():
        numbers = {stream.removeprefix(prefix) for stream in streams if stream.startswith(prefix)}
        if len(numbers) == 1:
            [found[kind]] = numbers
    return found
