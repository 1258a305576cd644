"""Leading: a model's words on their way to a person lead nowhere but to allowed hosts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.model.controls import Crossing, Restorer
from guardrails.injection.cleaning import clean
from guardrails.injection.links import bared, settled, worded


@dataclass(frozen=True)
class Leading:
    """The same crossing, in which what comes back has only links that may be followed."""

    crossing: Crossing
    hosts: Collection[str]

    def outward(self, text: str) -> str:
        return self.crossing.outward(text)

    def outward_reply(self, tool: str, content: Any) -> Any:
        return self.crossing.outward_reply(tool, content)

    def inward(self, tool: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return self.crossing.inward(tool, arguments)

    def restorer(self) -> Restorer:
        return Held(self.crossing.restorer(), self.hosts)


@dataclass
class Held:
    """Holds back what could still become an address until all of it has come.

    Codes for a terminal and what nobody sees go before anything is shown: this is read while it
    is written.
    """

    restorer: Restorer
    hosts: Collection[str]
    coming: str = ""

    def feed(self, text: str) -> str:
        coming = self.coming + clean(self.restorer.feed(text))
        shown, self.coming = settled(coming, self.hosts)
        return bared(coming.removesuffix(self.coming), shown)

    def rest(self) -> str:
        left, self.coming = self.coming + clean(self.restorer.rest()), ""
        return worded(left, self.hosts)
