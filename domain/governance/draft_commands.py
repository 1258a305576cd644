"""The commands of a draft: what can be wanted of a proposal from its first version to its end."""

from datetime import date, datetime

from domain.governance.proposal import Proposal, Requirement
from domain.kernel import Command


class ProposeDraft(Proposal, Command):
    """Put a proposal up for signature."""


class ReviseDraft(Proposal, Command):
    """Replace the proposal: a new version, for which earlier signatures do not count."""

    version: int


class SignDraft(Command):
    """One person's yes to one version under one digest, with what is required at this moment."""

    version: int
    digest: str
    signer: str
    role: str
    hands: tuple[str, ...]
    requirement: Requirement
    at: datetime
    stood_in_for: str = ""


class ExecuteDraft(Command):
    """What its signers signed in advance by a standing order, done now; no hand is added here."""

    version: int
    digest: str
    agent: str
    standing_order: str
    ordered_on: date
    signers: tuple[str, ...]
    requirement: Requirement
    at: datetime


class RejectDraft(Command):
    version: int
    reason: str
    by: str
    at: datetime


class ExpireDraft(Command):
    at: datetime


class EscalateDraft(Command):
    """The house's clock: the time that this step may wait is over."""

    step: int
    to: str
    hours: int
    at: datetime


class SupersedeDraft(Command):
    successor: str


class MarkUndone(Command):
    reversal: str


class MarkRestored(Command):
    reversal: str


DraftCommand = (
    ProposeDraft
    | ReviseDraft
    | SignDraft
    | ExecuteDraft
    | RejectDraft
    | ExpireDraft
    | EscalateDraft
    | SupersedeDraft
    | MarkUndone
    | MarkRestored
)
