"""A canary: whatever is sent to a model is searched for what must never be in it."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from guardrails.redaction import Vault
from guardrails.redaction.names import folded

SHORTEST = 4


def texts_in(request: Any) -> Iterable[str]:
    """Every text of a request, as it is and as JSON writes it."""
    match request:
        case str():
            yield request
        case bytes():
            yield request.decode("utf-8", "replace")
        case Mapping():
            for key, value in request.items():
                yield from (*texts_in(key), *texts_in(value))
        case list() | tuple():
            for part in request:
                yield from texts_in(part)
        case None | bool() | int() | float():
            yield json.dumps(request)
        case other:
            yield json.dumps(other, default=str, ensure_ascii=False)


def squeezed(text: str) -> str:
    """A text as it is searched: no capitals, no space, no accents typed apart."""
    return "".join(folded(text).text.split())


def leaked(request: Any, vault: Vault, secrets: Iterable[str] = ()) -> set[str]:
    """The hidden values and secrets that stand in a request, however they are spaced."""
    said = [squeezed(text) for text in texts_in(request)]
    said.append(squeezed(json.dumps(request, default=str, ensure_ascii=False)))
    hidden = {value for value in (*vault.values.values(), *secrets) if len(value) >= SHORTEST}
    return {value for value in hidden if any(squeezed(value) in text for text in said)}


def nothing_leaks(request: Any, vault: Vault, secrets: Iterable[str] = ()) -> None:
    """Fail with the names of what is in a request and must not be."""
    found = leaked(request, vault, secrets)
    assert not found, f"Sent to a model, and must not be: {sorted(found)}"
