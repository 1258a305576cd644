"""Trouble: why a model did not answer, in five kinds that a person can be told."""

from typing import Literal

Kind = Literal["busy", "away", "cut", "refused", "slow"]
SENTENCES: dict[Kind, str] = {
    "busy": "The language model is busy: try again in a minute.",
    "away": "The language model cannot be reached.",
    "cut": "The language model broke off in the middle of its answer.",
    "refused": "The language model did not take the request: an admin should look at its settings.",
    "slow": "The language model took too long.",
}
PASSING: frozenset[Kind] = frozenset({"busy", "away", "cut"})
"""What may be gone at the next attempt; a wrong key is not, and for slowness there is no time."""


class Trouble(Exception):
    """No whole message came; `detail` is for the log and names no content."""

    def __init__(self, kind: Kind, detail: str = "", wait: float = 0.0) -> None:
        super().__init__(SENTENCES[kind])
        self.kind = kind
        self.detail = detail
        self.wait = wait
        """Seconds after which the provider wants to be asked again; 0 where it did not say."""

    @property
    def passing(self) -> bool:
        return self.kind in PASSING
