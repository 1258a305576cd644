"""Concealment: what moves money is shown by its ending alone, wherever on a card it turns up."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from assistant.cards.shown import Shown
from domain import catalog
from domain.kernel.sensitivity import Sensitivity, sensitivity_of

ENDING = 4
SHORTEST = 4  # A secret shorter than this cannot be told from an ordinary word or figure.
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![A-Za-z0-9])")


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


def concealed(shown: Shown, value: Any) -> Any:
    """The same JSON with every secret of the draft shortened, however it is spaced."""
    return hidden(value, [spaced(secret) for secret in secrets(shown)])


def secrets(shown: Shown) -> list[str]:
    """Every secret in the commands, facts and rows of all versions, the longest first."""
    told: list[Any] = [fact.event.model_dump(mode="json") for fact in shown.came_of]
    told += [written.proposal.model_dump(mode="json") for written in shown.versions]
    if shown.today is not None:
        told.append(shown.today.preview.model_dump(mode="json"))
    found = {compact(text) for text in within(told)}
    return sorted((text for text in found if len(text) >= SHORTEST), key=len, reverse=True)


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


def hidden(value: Any, patterns: list[re.Pattern[str]]) -> Any:
    match value:
        case str(text):
            for pattern in patterns:
                text = pattern.sub(lambda found: ending(found[0]), text)
            return IBAN.sub(lambda found: ending(found[0]) if real(found[0]) else found[0], text)
        case dict(fields):
            return {name: hidden(inner, patterns) for name, inner in fields.items()}
        case list(items) | tuple(items):
            return [hidden(inner, patterns) for inner in items]
        case plain:
            return plain


def ending(account: str) -> str:
    """Enough to compare with a letter, never more than half: •••• 3000."""
    bare = compact(account)
    return f"•••• {bare[-min(ENDING, len(bare) // 2) :]}"


def compact(account: str) -> str:
    return re.sub(r"[\s.-]", "", account).upper()


def real(text: str) -> bool:
    """Whether the check digits say that this is an IBAN (ISO 13616), and not a long item code."""
    bare = compact(text)
    return int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1


def spaced(secret: str) -> re.Pattern[str]:
    """The secret with any spaces, dots or dashes between its characters."""
    letters = r"[\s.-]*".join(map(re.escape, secret))
    return re.compile(rf"(?<![A-Za-z0-9]){letters}(?![A-Za-z0-9])", re.IGNORECASE)
