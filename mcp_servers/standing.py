"""Standing: what a caller may do at one moment, as the record says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from domain.governance.authority import Authority
from domain.governance.passport import Badge, Passport, PassportEvent, passport
from domain.governance.switch import Switch, SwitchEvent, switch
from domain.kernel import Fact

GATED = ("model", "drafting")  # The others are asked by whoever reads documents, or connects.


@dataclass(frozen=True)
class Standing:
    """What the caller may do at this moment, and the currency of the business."""

    authority: Authority
    badge: Badge | None
    revoked: bool
    currency: str
    off: Mapping[str, str]
    """The capabilities that are switched off, each with its reason."""
    out_of_budget: str


def passport_of(agent: str, history: Sequence[Fact]) -> Passport:
    """The agent's passport as recorded, or the shipped one where nothing is; people have none."""
    held: Passport = passport.fold(cast(PassportEvent, fact.event) for fact in history)
    return replace(held, badge=held.held_by(agent)) if agent else Passport()


def off_of(read: Mapping[str, Sequence[Fact]]) -> dict[str, str]:
    """The capabilities that are switched off as recorded, each with its reason."""
    off = {}
    for capability in GATED:
        facts = read.get(switch.stream(capability), ())
        found: Switch = switch.fold(cast(SwitchEvent, fact.event) for fact in facts)
        if found.off:
            off[capability] = found.reason
    return off
