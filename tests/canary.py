"""A canary: whatever is sent to a model is searched for what must never be in it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.model.border import Border
from assistant.model.endpoint import Endpoint
from guardrails.redaction import Boundary, Vault, Where
from guardrails.redaction.names import folded, ordinary

SHORTEST = 4
LONG = 8  # Without its spaces a shorter value stands in other words too: NORD in "on order".


@dataclass
class Canary:
    """Sits in the only door to a model, during each test, and looks at whatever passes."""

    vaults: list[Vault] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    requests: int = 0

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Everything goes on as before, and is seen: vaults, boundaries, and requests."""
        opened, bounded, sent = Vault.__init__, Border.boundary, Endpoint.message

        def opening(vault: Vault, *args: Any) -> None:
            opened(vault, *args)
            self.vaults.append(vault)

        async def bounding(border: Border, *args: Any) -> Boundary:
            boundary = await bounded(border, *args)
            self.boundaries.append(boundary)
            return boundary

        async def sending(endpoint: Endpoint, request: Any, *args: Any) -> Any:
            if not endpoint.local or self.bound_here:
                self.look(request)
            return await sent(endpoint, request, *args)

        patch.setattr(Vault, "__init__", opening)
        patch.setattr(Border, "boundary", bounding)
        patch.setattr(Endpoint, "message", sending)

    @property
    def bound_here(self) -> bool:
        """Whether a business let a model on this machine see no more than one elsewhere."""
        return any(each.endpoint.local and each.policy.alike for each in self.boundaries)

    def look(self, request: Any) -> None:
        """Neither what a vault hides nor a name that the policy hides may be in a request."""
        self.requests += 1
        here = {value for vault in self.vaults for value in leaked(request, vault)}
        text = "\n".join(texts_in(request))
        for boundary in self.boundaries:
            if boundary.where is not Where.LOCAL:
                spans = boundary.names.found(text)
                here |= {text[s.start : s.end] for s in spans if s.kind in boundary.policy.hidden}
        if here:
            self.found.append(f"Sent to a model, and must not be: {sorted(here)}")
            raise AssertionError(self.found[-1])


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
