"""What is brought to the command handler: an intent to propose, or a decision on a draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.command_handler.mentioned import repeated
from domain.governance.proposal import Origin, Planned, Proposal
from domain.kernel import Fact, Money, Refused, Step
from domain.preview import Preview


@dataclass(frozen=True, kw_only=True)
class Intent:
    """Steps to propose, the words for their card, and the hands that propose them."""

    steps: tuple[Step, ...]
    title: str
    kind: str
    function: str
    by: tuple[str, ...]
    expires_at: datetime
    agent: str = ""
    model: str = ""
    """The model that chose to draft this; empty where a person or the phrasebook did."""
    delegator: str = ""
    because: str = ""
    tool: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    most: Money | None = None
    """What an agent may draft at most, by its passport (A5)."""
    reverses: str = ""
    replaces: str = ""
    """An open draft that this one stands in for: it can no longer be signed."""
    trace: str = ""
    customer: str = ""
    """The account of whoever drafts this from outside."""
    occasion: str = ""
    key: str = ""
    """The same key never drafts twice; empty where the caller has none."""

    def must_allow(self, amounts: Iterable[Money]) -> None:
        """Refuse what is larger than the agent may draft; a foreign amount is never below it."""
        most = self.most
        if most is None:
            return
        if any(money.currency != most.currency or money.amount > most.amount for money in amounts):
            raise Refused(
                f"Not drafted. The passport of {self.agent} ends at {most}: draft it yourself.",
                "above_passport",
            )

    def proposal(self, preview: Preview, facts: Sequence[Fact]) -> Proposal:
        return Proposal(
            personal=repeated(self.steps, facts, preview.changes),
            title=self.title,
            kind=self.kind,
            function=self.function,
            by=self.by,
            agent=self.agent,
            delegator=self.delegator,
            because=self.because,
            model=self.model,
            tool=self.tool,
            asked=dict(self.asked),
            steps=tuple(map(Planned.of, self.steps)),
            origins=self.origins,
            requirement=preview.requirement,
            preview=preview.model_dump(mode="json"),
            digest=preview.digest,
            expires_at=self.expires_at,
            reverses=self.reverses,
            trace=self.trace,
            customer=self.customer,
            occasion=self.occasion,
        )


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One person's yes to what was shown: this draft, this version, this digest, at this time."""

    draft: str
    version: int
    digest: str
    signer: str
    role: str
    hands: tuple[str, ...]
    at: datetime
    trace: str = ""
    stood_in_for: str = ""
    """Who is away, and on whose authority it is given; empty for the signer's own."""


@dataclass(frozen=True, kw_only=True)
class Execution:
    """What an agent drafted, to be done under its standing order if that still covers it."""

    draft: str
    version: int
    digest: str
    day: date
    at: datetime
    trace: str = ""


@dataclass(frozen=True)
class Signed:
    """What a signature brought about: the facts recorded, or none while others must sign."""

    facts: tuple[Fact, ...]
    approved: bool
