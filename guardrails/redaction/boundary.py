"""A8 · The boundary: what a model is sent, and what comes back from it, for one conversation."""

import re
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from pydantic import BaseModel

from domain.kernel import Sensitivity
from guardrails.call import Verdict
from guardrails.redaction.amounts import amounts, priced
from guardrails.redaction.arguments import Filled, filled
from guardrails.redaction.classes import Exit, Inner, unknown
from guardrails.redaction.names import CODE, DOCUMENT, NameIndex
from guardrails.redaction.policy import (
    CREDENTIALS,
    Endpoint,
    Policy,
    Treatment,
    Where,
    check,
)
from guardrails.redaction.spans import Span, kept, repeated, united
from guardrails.redaction.streaming import Restoring, restored
from guardrails.redaction.vault import Vault, escaped

STRUCK = "(secret left out)"
PERSON = "person"
LETTERS = re.compile(r"[^A-Z]")
SHORT = 200  # Characters; longer texts are seldom the same.
LONGEST = 12  # Letters of a kind in a pseudonym.


class Finds(Protocol):
    """Whatever finds names or sensitive values in free text."""

    def found(self, text: str) -> list[Span]: ...


@dataclass(frozen=True)
class Boundary:
    """One conversation's way to one endpoint: its vault, its tenant's names and its policy."""

    policy: Policy
    endpoint: Endpoint
    vault: Vault
    detectors: Finds
    names: Finds = field(default_factory=NameIndex)
    inner: Inner = unknown
    currency: str = ""
    """Of the business, for amounts that stand in a table without their own."""
    seen: dict[str, str] = field(default_factory=dict)
    """Short texts as they went out: a table says the same city and status in every row."""

    @cached_property
    def where(self) -> Where:
        return self.policy.where(self.endpoint)

    @cached_property
    def exit(self) -> Exit:
        return Exit(self.policy, self.where, self._searched, self._pseudonym, self.inner)

    def allowed(self, function: str = "") -> Verdict:
        """Whether anything may be sent at all; ask before a tier is chosen."""
        return check(self.policy, self.endpoint, function)

    def outbound(
        self, content: Mapping[str, Any], model: type[BaseModel], unsaid: Collection[str] = ()
    ) -> dict[str, Any]:
        """A tool's result as the model may read it, by the declared class of every field.

        What is `unsaid` does not go out at all; it may still tell what stands in a table.
        """
        if self.masks_amounts:
            content = priced(content, self.currency, lambda said: self.vault.token("AMOUNT", said))
        told = {name: value for name, value in content.items() if name not in unsaid}
        return self.exit.message(model, told)

    def outbound_text(self, text: str) -> str:
        """What somebody typed, or what stands in a document, as the model may read it."""
        return self._searched(text)

    async def inbound(self, stream: AsyncIterator[str]) -> AsyncIterator[str]:
        """The words of a model with the values in them, for the screen of who is asking."""
        restoring = Restoring(self.vault.values)
        async for chunk in stream:
            if shown := restoring.feed(chunk):
                yield shown
        if rest := restoring.close():
            yield rest

    def restoring(self) -> Restoring:
        """The same for a stream that is fed by hand; it counts what it could not resolve."""
        return Restoring(self.vault.values)

    def inbound_text(self, text: str) -> str:
        return restored(text, self.vault.values)

    def inbound_arguments(self, schema: Mapping[str, Any], arguments: Mapping[str, Any]) -> Filled:
        """The arguments of a call with the values in the fields that may take them."""
        return filled(schema, arguments, self.vault.values)

    @cached_property
    def masks_amounts(self) -> bool:
        """Whether prices and costs go out as pseudonyms."""
        told = self.policy.treatment(Sensitivity.INTERNAL, self.where)
        return told is Treatment.PSEUDONYM

    def _searched(self, text: str) -> str:
        safe = escaped(text)
        if self.where is Where.LOCAL or not safe:
            return safe
        if text not in self.seen:
            told = self._replaced(safe, self._spans(safe))
            if len(text) > SHORT:
                return told
            self.seen[text] = told
        return self.seen[text]

    def _spans(self, text: str) -> list[Span]:
        named = self.names.found(text)
        documents = [span for span in named if span.kind == DOCUMENT]
        hidden = [span for span in named if span.kind in self._hidden]
        detected = kept(self.detectors.found(text), documents)
        found = [*hidden, *detected, *kept(repeated(text, detected), documents)]
        return united([*found, *amounts(text)] if self.masks_amounts else found)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        return self.policy.hidden | {kind + CODE for kind in self.policy.hidden}

    def _replaced(self, text: str, spans: list[Span]) -> str:
        parts, last = [], 0
        for span in spans:
            parts += [text[last : span.start], self._token(text[span.start : span.end], span)]
            last = span.end
        return "".join((*parts, text[last:]))

    def _token(self, value: str, span: Span) -> str:
        if span.kind in CREDENTIALS:
            return STRUCK
        kind = "CODE" if span.kind.endswith(CODE) else LETTERS.sub("", span.kind.upper())[:LONGEST]
        return self.vault.token(kind, span.name or value, span.identity)

    def _pseudonym(self, value: str) -> str:
        """A whole field about a person: as what it is found to be, or else as a person."""
        text = escaped(value)
        spans = self._spans(text)
        whole = len(spans) == 1 and (spans[0].start, spans[0].end) == (0, len(text))
        return self._token(text, spans[0] if whole else Span(0, len(text), PERSON))
