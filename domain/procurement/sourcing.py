"""Sourcing: the terms on which one supplier supplies one item."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from domain.kernel import (
    Amount,
    Command,
    Decider,
    Event,
    Internal,
    Message,
    Money,
    Refused,
    Unit,
)
from domain.kernel.differences import changed, differences
from domain.kernel.part import part
from domain.kernel.words import Code, Label, Name, Reason, ended, figure

LeadDays = Annotated[int, Field(ge=0, le=1000)]


class Terms(Message):
    """The price of one unit, what must and may be ordered at once, and how long it takes."""

    price: Internal[Money]
    unit: Unit
    min_order: Internal[Amount] = Decimal(0)
    max_order: Internal[Amount] = Field(default=Decimal(0), description="0 is no maximum")
    lead_days: Internal[LeadDays] = 0
    supplier_code: Label = ""

    def __str__(self) -> str:
        least = f", at least {figure(self.min_order)} {self.unit}" if self.min_order > 0 else ""
        most = f", at most {figure(self.max_order)} {self.unit}" if self.max_order > 0 else ""
        lead = f", in {self.lead_days} days" if self.lead_days else ""
        return f"at {self.price} per {self.unit}{least}{most}{lead}"


class Pair(Message):
    """Who supplies what: the key of the terms, with the names."""

    supplier: Code
    supplier_name: Name
    item: Code
    item_name: Name


class Paid(Message):
    """What was last paid according to the system that the terms come from, if it knows."""

    last_price: Internal[Money | None] = None
    last_on: Internal[date | None] = None


class Agreement(Pair, Terms, Paid):
    """Everything that is agreed about one item of one supplier."""


class AgreeSourcing(Agreement, Command):
    pass


class WithdrawSourcing(Command):
    """Take back an agreement as if it had not been made; terms that were used are ended instead."""


class ChangeSourcing(Command):
    """Change what is given; None leaves it as it is."""

    price: Internal[Money | None] = None
    unit: Unit | None = None
    min_order: Internal[Amount | None] = None
    max_order: Internal[Amount | None] = None
    lead_days: Internal[LeadDays | None] = None
    supplier_code: Label | None = None


class EndSourcing(Command):
    reason: Reason


class ReinstateSourcing(Command):
    pass


class SourcingAgreed(Agreement, Event):
    def __str__(self) -> str:
        return f"{self.supplier_name} supplies {self.item_name} {part(Terms, self)}."

    def undo(self) -> Command:
        return WithdrawSourcing()


class SourcingWithdrawn(Agreement, Event):
    """What was agreed, and the ended agreement that is the last one again."""

    earlier: Agreement | None = None

    def __str__(self) -> str:
        return (
            f"The agreement that {self.supplier_name} supplies {self.item_name} at {self.price} "
            f"per {self.unit} is withdrawn."
        )

    def undo(self) -> Command:
        return AgreeSourcing(**dict(part(Agreement, self)))


class SourcingChanged(Pair, Event):
    before: Terms
    after: Terms

    def __str__(self) -> str:
        what = differences(self.before, self.after)
        return f"{self.supplier_name} supplies {self.item_name} on other terms: {what}."

    def undo(self) -> Command:
        return ChangeSourcing(**dict(self.before))


class SourcingEnded(Pair, Event):
    reason: Reason

    def __str__(self) -> str:
        what = f"{self.supplier_name} no longer supplies {self.item_name}"
        return f"{what}: {ended(self.reason)}."

    def undo(self) -> Command:
        return ReinstateSourcing()


class SourcingReinstated(Pair, Event):
    terms: Terms
    reason: Reason

    def __str__(self) -> str:
        return f"{self.supplier_name} supplies {self.item_name} again, {self.terms}."

    def undo(self) -> Command:
        return EndSourcing(reason=self.reason)


SourcingCommand = (
    AgreeSourcing | WithdrawSourcing | ChangeSourcing | EndSourcing | ReinstateSourcing
)
SourcingEvent = (
    SourcingAgreed | SourcingWithdrawn | SourcingChanged | SourcingEnded | SourcingReinstated
)


@dataclass(frozen=True)
class Sourcing:
    """What was agreed last; it stays known after it ended, so that it can be reinstated."""

    agreed: Agreement | None = None
    terms: Terms | None = None
    ended: str = ""
    before: "Sourcing | None" = None

    @property
    def in_force(self) -> Terms | None:
        return None if self.ended else self.terms


def decide(sourcing: Sourcing, command: SourcingCommand) -> list[SourcingEvent]:
    match command:
        case AgreeSourcing() if sourcing.in_force:
            reason = (
                f"Not agreed. {command.supplier_name} supplies {command.item_name} already, "
                f"{sourcing.in_force}: change these terms."
            )
            raise Refused(reason, "already_agreed")
        case AgreeSourcing():
            possible(command)
            return [SourcingAgreed(**dict(command))]
        case _ if sourcing.agreed is None or sourcing.terms is None:
            raise Refused("No terms have been agreed here: agree them first.", "unknown_terms")
        case WithdrawSourcing():
            return [withdrawn(sourcing, sourcing.agreed)]
        case _:
            pair = part(Pair, sourcing.agreed)
            return decide_agreed(sourcing, pair, sourcing.terms, command)


def withdrawn(sourcing: Sourcing, agreed: Agreement) -> SourcingWithdrawn:
    if sourcing.in_force != part(Terms, agreed):
        who = f"{agreed.supplier_name} and {agreed.item_name}"
        reason = (
            f"Not withdrawn. The terms for {who} have changed since they were agreed: end them."
        )
        raise Refused(reason, "has_history")
    earlier = latest(sourcing.before) if sourcing.before else None
    return SourcingWithdrawn(**dict(agreed), earlier=earlier)


def latest(sourcing: Sourcing) -> Agreement | None:
    """The agreement with the terms as they were changed to."""
    if sourcing.agreed is None or sourcing.terms is None:
        return None
    return sourcing.agreed.model_copy(update=dict(sourcing.terms))


def decide_agreed(
    sourcing: Sourcing,
    pair: Pair,
    terms: Terms,
    command: ChangeSourcing | EndSourcing | ReinstateSourcing,
) -> list[SourcingEvent]:
    who = f"{pair.supplier_name} and {pair.item_name}"
    match command:
        case ReinstateSourcing() if not sourcing.ended:
            raise Refused(f"The terms for {who} have not ended.", "not_ended")
        case ReinstateSourcing():
            return [SourcingReinstated(**dict(pair), terms=terms, reason=sourcing.ended)]
        case _ if sourcing.ended:
            reason = f"The terms for {who} have ended ({ended(sourcing.ended)}): reinstate them."
            raise Refused(reason, "ended")
        case EndSourcing(reason=reason):
            return [SourcingEnded(**dict(pair), reason=reason)]
        case ChangeSourcing():
            after = possible(Terms(**changed(terms, command)))
            if after == terms:
                raise Refused(f"Not changed. The terms for {who} are so already.", "no_change")
            return [SourcingChanged(**dict(pair), before=terms, after=after)]


def possible(terms: Terms) -> Terms:
    """The terms, unless nobody could order on them."""
    if min(terms.price.amount, terms.min_order, terms.max_order) < 0:
        raise Refused("Not agreed. A price or quantity is below zero.", "negative")
    if 0 < terms.max_order < terms.min_order:
        most, least = figure(terms.max_order), figure(terms.min_order)
        reason = f"Not agreed. At most {most} and at least {least} {terms.unit} cannot both be."
        raise Refused(reason, "impossible_terms")
    return terms


def evolve(sourcing: Sourcing, event: SourcingEvent) -> Sourcing:
    match event:
        case SourcingAgreed():
            before = sourcing if sourcing.agreed else None
            return Sourcing(part(Agreement, event), part(Terms, event), before=before)
        case SourcingWithdrawn():
            return sourcing.before or Sourcing()
        case SourcingChanged(after=after):
            return replace(sourcing, terms=after)
        case SourcingEnded(reason=reason):
            return replace(sourcing, ended=reason)
        case SourcingReinstated():
            return replace(sourcing, ended="")


def key_of(supplier: str, item: str) -> str:
    """The key of the stream; a dot in the supplier's code would make it ambiguous."""
    return f"{supplier.replace('.', '%2E')}.{item}"


sourcing = Decider(
    name="sourcing",
    commands=SourcingCommand,
    events=SourcingEvent,
    initial=Sourcing(),
    decide=decide,
    evolve=evolve,
)
