"""Draft events: what can have become of a proposal; none of them is ever taken back."""

from datetime import date
from typing import ClassVar

from domain.governance.proposal import Proposal
from domain.kernel import Event, Message
from domain.kernel.words import day

KEPT = "A decision stays on record; what it brought about is taken back by a draft of its own."


class DraftProposed(Proposal, Event):
    irreversible: ClassVar[str] = "A proposal changes nothing; it is rejected or left to expire."

    def __str__(self) -> str:
        return f"A draft waits for signature: {self.title}."


class DraftRevised(Proposal, Event):
    irreversible: ClassVar[str] = "A version stays on record; edit the draft again to change it."

    version: int

    def __str__(self) -> str:
        return f"The draft is edited and is now version {self.version}: {self.title}."


class Signature(Message):
    signer: str
    role: str
    version: int
    digest: str
    stood_in_for: str = ""
    """Who is away, and on whose authority it was given; empty for the signer's own."""

    @property
    def whose(self) -> frozenset[str]:
        return frozenset(filter(None, (self.signer, self.stood_in_for)))


class DraftSigned(Signature, Event):
    irreversible: ClassVar[str] = KEPT

    def __str__(self) -> str:
        whose = f" for {self.stood_in_for}" if self.stood_in_for else ""
        return f"{self.signer} signs version {self.version} as {self.role}{whose}."


class DraftApproved(Event):
    irreversible: ClassVar[str] = KEPT

    version: int
    digest: str
    signers: tuple[str, ...]
    standing_order: str = ""
    """Where nobody signed this draft: the order by which the signers had signed in advance."""
    ordered_on: date | None = None

    def __str__(self) -> str:
        signers = " and ".join(self.signers)
        if self.standing_order:
            on = f" on {day(self.ordered_on)}" if self.ordered_on else ""
            order = f"{self.standing_order}, signed by {signers}{on}"
            return f"Version {self.version} is executed under standing order {order}."
        return f"Version {self.version} is signed by {signers}."


class DraftRejected(Event):
    irreversible: ClassVar[str] = "A rejected draft can be drafted again with today's figures."

    reason: str
    by: str

    def __str__(self) -> str:
        return f"{self.by} rejects the draft: {self.reason.rstrip('.') or 'no reason given'}."


class DraftExpired(Event):
    irreversible: ClassVar[str] = "An expired draft can be drafted again with today's figures."

    def __str__(self) -> str:
        return "The draft expires; nobody signed in time."


class DraftEscalated(Event):
    """Nobody signed in the time that its kind may wait; signing is no other than before."""

    irreversible: ClassVar[str] = "That it waited stays on record; signing or rejecting ends it."

    step: int
    to: str
    hours: int

    def __str__(self) -> str:
        return f"The draft has waited {self.hours} hours and is escalated to {self.to}."


class DraftSuperseded(Event):
    irreversible: ClassVar[str] = "A replaced draft can be drafted again with today's figures."

    successor: str

    def __str__(self) -> str:
        return f"The draft is replaced by {self.successor}."


class DraftUndone(Event):
    irreversible: ClassVar[str] = KEPT

    reversal: str

    def __str__(self) -> str:
        return f"What was signed is undone by {self.reversal}."


class DraftRestored(Event):
    irreversible: ClassVar[str] = KEPT

    reversal: str

    def __str__(self) -> str:
        return f"What was signed stands again, by {self.reversal}."


DraftEvent = (
    DraftProposed
    | DraftRevised
    | DraftSigned
    | DraftApproved
    | DraftRejected
    | DraftExpired
    | DraftEscalated
    | DraftSuperseded
    | DraftUndone
    | DraftRestored
)
