"""A canary: whatever is sent to a model is searched for what must never be in it."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from guardrails.redaction import Vault
from guardrails.redaction.names import folded, ordinary

SHORTEST = 4
LONG = 8  # Without its spaces a shorter value stands in other words too: NORD in "on order".


def nothing_leaks(request: Any, vault: Vault, secrets: Iterable[str] = ()) -> None:
    """Fail with the names of what is in a request and must not be."""
    found = leaked(request, vault, secrets)
    assert not found, f"Sent to a model, and must not be: {sorted(found)}"


def leaked(request: Any, vault: Vault, secrets: Iterable[str] = ()) -> set[str]:
    """The hidden values and secrets that stand in a request, however they are spaced."""
    written = json.dumps(request, default=readable, ensure_ascii=False)
    said = [folded(text).text for text in (*texts_in(request), written)]
    hidden = {value for value in (*vault.values.values(), *secrets) if tells(value)}
    return {value for value in hidden if any(stands_in(value, text) for text in said)}


def stands_in(value: str, text: str) -> bool:
    plain = folded(value).text
    if len(plain) >= LONG:
        return squeezed(plain) in squeezed(text)
    return re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text) is not None


def squeezed(text: str) -> str:
    return "".join(text.split())


def tells(value: str) -> bool:
    """Whether it says something of somebody wherever it stands; "Owner" does not."""
    return len(value) >= SHORTEST and not ordinary(value)


def readable(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def texts_in(request: Any) -> Iterable[str]:
    """Every text of a request as it is read, which JSON may spell otherwise."""
    match request:
        case str():
            yield request
        case Mapping():
            for key, value in request.items():
                yield from (*texts_in(key), *texts_in(value))
        case list() | tuple():
            for part in request:
                yield from texts_in(part)
        case other:
            yield readable(other)
