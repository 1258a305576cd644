"""What is shown: a draft with everything a card says of it, gathered by the desk for one caller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from assistant.cards.secrecy import secrets_in
from domain.governance.draft import Draft
from domain.governance.draft_events import DraftProposed, DraftRevised, Signature
from domain.governance.member import OUTSIDE
from domain.governance.proposal import Proposal, Requirement
from domain.kernel import Fact, Refused
from domain.preview import DraftCard, Preview
from guardrails.call import Allowed, Verdict
from guardrails.caller import Caller


@dataclass(frozen=True)
class Edit:
    """A value that may be changed on the card: the argument of the tool, and how it is entered."""

    field: str
    label: str
    kind: Literal["number", "text", "date", "money"] = "text"


@dataclass(frozen=True)
class Written:
    """One version of a draft, and when it was written down."""

    version: int
    proposal: Proposal
    at: datetime | None

    @cached_property
    def preview(self) -> Preview:
        return Preview.model_validate(self.proposal.preview)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A draft as it stands, for the person who looks at it now."""

    draft: str
    state: Draft
    history: Sequence[Fact]
    caller: Caller
    verdict: Verdict
    """Whether the caller may sign now, as the gate judges it."""
    people: Mapping[str, str]
    """The title of every user: a card presents a person by role."""
    roles: Mapping[str, Sequence[str]]
    """The roles of everybody who can sign in."""
    now: datetime
    """Aware, in the time zone of the tenant."""
    currency: str
    today: DraftCard | None = None
    """What would come of it today; None when it is closed, or today's rules refuse."""
    refusal: str = ""
    """Why today's rules refuse, when they do."""
    came_of: Sequence[Fact] = ()
    """What was recorded when it was signed."""
    read_at: datetime | None = None
    """When the caller was shown what they tried to sign, if the world moved in between."""
    was_read: Preview | None = None
    """What they were shown then; as it was drafted, where nobody remembers another reading."""
    edits: tuple[Edit, ...] = ()
    may_edit: bool = False
    """Whether the caller may change these values."""
    may_draft: bool = False
    stands_in_for: tuple[str, ...] = ()
    """Who is away today and has the caller standing in."""
    """Whether the caller may draft here, and so reject, undo and draft again."""

    @property
    def proposal(self) -> Proposal:
        if self.state.proposal is None:
            raise Refused("There is no draft with this number.", "unknown_draft")
        return self.state.proposal

    @cached_property
    def versions(self) -> tuple[Written, ...]:
        """Every version that was proposed, the newest last."""
        found = [
            (fact.event, fact.recorded_at)
            for fact in self.history
            if isinstance(fact.event, DraftProposed | DraftRevised)
        ]
        return tuple(Written(n, event, at) for n, (event, at) in enumerate(found, 1))

    @cached_property
    def stored(self) -> Preview:
        """What the newest version showed when it was written."""
        return Preview.model_validate(self.proposal.preview)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """Every secret in the commands, facts and rows of all versions, the longest first."""
        today = [self.today.preview] if self.today else []
        facts = (fact.event for fact in self.came_of)
        return secrets_in((*facts, *(each.proposal for each in self.versions), *today))

    @property
    def preview(self) -> Preview:
        """Today's preview while the draft is open, and the stored one afterwards."""
        return self.today.preview if self.open and self.today else self.stored

    @property
    def read(self) -> Preview:
        """What a second look is compared with."""
        return self.was_read or self.stored

    @property
    def digest(self) -> str:
        """What a signature given on this card would be for."""
        return self.today.digest if self.open and self.today else self.proposal.digest

    @property
    def requirement(self) -> Requirement:
        return self.preview.requirement

    @property
    def signing(self) -> tuple[str, ...]:
        """The roles that may sign it."""
        return self.signing_of(self.requirement)

    def signing_of(self, required: Requirement) -> tuple[str, ...]:
        """Without those who buy here, unless they drafted it: they sign nothing else."""
        own = {role for user in self.proposal.by for role in self.roles.get(user, ())}
        return tuple(role for role in required.roles if role not in OUTSIDE or role in own)

    @property
    def current(self) -> bool:
        """Whether figures before and after still mean something: foreseen today, or recorded."""
        return (self.open and not self.refusal) or self.state.status == "signed"

    @property
    def overdue(self) -> bool:
        return self.state.open and self.now >= self.proposal.expires_at

    @property
    def open(self) -> bool:
        return self.state.open and not self.overdue

    @property
    def moved(self) -> bool:
        """Whether today's digest is no longer the one that was drafted and read."""
        return self.open and self.today is not None and self.today.digest != self.proposal.digest

    @property
    def standing(self) -> tuple[Signature, ...]:
        """The signatures that count for what this card shows."""
        if self.state.open:
            return self.state.counting(self.digest)
        return self.state.signatures

    @property
    def drafted(self) -> bool:
        """Whether the caller had a hand in drafting."""
        return bool({*self.caller.hands} & {*self.proposal.by, *self.proposal.apart})

    @property
    def signed(self) -> bool:
        """Whether the caller's own signature counts here, or that of whom they stand in for."""
        own = {self.caller.user, *self.stands_in_for}
        return any(own & signature.whose for signature in self.standing)

    @property
    def may_sign(self) -> bool:
        barred = self.requirement.independent and self.drafted
        allowed = isinstance(self.verdict, Allowed) and not (self.signed or barred or self.refusal)
        return self.open and allowed

    def title(self, user: str) -> str:
        return self.people.get(user, user)
