"""Differences: what a change changes, in words with both values."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.kernel.messages import Message
from domain.kernel.words import day, figure, listed


def differences(before: Message, after: Message) -> str:
    """Every field that differs, as in: payment days from 30 to 45 and city from none to Prato."""
    pairs = ((name, value, getattr(after, name)) for name, value in before)
    return listed(
        [f"{spoken(name)} from {shown(a)} to {shown(b)}" for name, a, b in pairs if a != b]
    )


def changed(before: Message, command: Message) -> dict[str, Any]:
    """All the fields of `before`, with those that a command gives; None leaves a field as it is."""
    given = {name: value for name, value in command if value is not None}
    return {**dict(before), **given}


def spoken(name: str) -> str:
    return name.replace("_", " ")


def shown(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None | "":
            return "none"
        case Decimal():
            return figure(value)
        case date():
            return day(value)
        case _:
            return str(value)
