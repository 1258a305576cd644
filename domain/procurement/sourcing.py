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


class AgreeSourcing(Pair, Terms, Paid, Command):
    pass


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


class SourcingAgreed(Pair, Terms, Paid, Event):
    def __str__(self) -> str:
        return f"{self.supplier_name} supplies {self.item_name} {part(Terms, self)}."

    def undo(self) -> Command:
        return EndSourcing(reason="The agreement is taken back")


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


SourcingCommand = AgreeSourcing | ChangeSourcing | EndSourcing | ReinstateSourcing
SourcingEvent = SourcingAgreed | SourcingChanged | SourcingEnded | SourcingReinstated


@dataclass(frozen=True)
class Sourcing:
    """What was agreed last; it stays known after it ended, so that it can be reinstated."""

    pair: Pair | None = None
    terms: Terms | None = None
    ended: str = ""

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
        case _ if sourcing.pair is None or sourcing.terms is None:
            raise Refused("No terms have been agreed here: agree them first.", "unknown_terms")
        case _:
            return decide_agreed(sourcing, sourcing.pair, sourcing.terms, command)


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
            return Sourcing(part(Pair, event), part(Terms, event))
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
