"""Worth: how much time the business counts for what a model did, and what its hours cost (A7)."""

from decimal import Decimal
from typing import Literal

from domain.kernel import Amount, Command, Decider, Event, Message, Refused
from domain.kernel.measures import money
from domain.kernel.words import listed

Outcome = Literal["signed", "corrected", "rejected", "answered"]
OF: dict[Outcome, str] = {
    "signed": "a draft signed as it was made",
    "corrected": "a draft signed after a correction",
    "rejected": "a draft that somebody rejected",
    "answered": "an answer",
}
MOST = Decimal(480)
"""Minutes of a working day: more than that is no estimate of one draft or answer."""


class Worth(Message):
    """Minutes that each outcome saved, estimated low; a draft to no purpose costs some."""

    signed: Decimal = Decimal(3)
    corrected: Decimal = Decimal(1)
    rejected: Decimal = Decimal(-1)
    answered: Decimal = Decimal(1)
    hourly: Amount | None = None
    """Without it, time is not told as money."""
    currency: str = ""


class SetWorth(Worth, Command):
    """An estimate that somebody answers for: it changes what is shown, and nothing else."""


class WorthSet(Worth, Event):
    earlier: Worth

    def __str__(self) -> str:
        minutes = listed([f"{getattr(self, name):f} for {what}" for name, what in OF.items()])
        hour = money(self.hourly, self.currency) if self.hourly is not None else "no amount"
        return f"The minutes counted are {minutes}; an hour counts as {hour}."

    def undo(self) -> Command:
        return SetWorth(**dict(self.earlier))


def decide(worth: Worth, command: SetWorth) -> list[WorthSet]:
    for name, what in OF.items():
        if abs(getattr(command, name)) > MOST:
            reason = f"{what.capitalize()} cannot count for more than {MOST} minutes."
            raise Refused(reason, "too_many_minutes")
    if command.hourly is not None and command.hourly < 0:
        raise Refused("An hour cannot cost less than nothing.", "negative_rate")
    wanted = Worth(**dict(command))
    return [] if wanted == worth else [WorthSet(**dict(wanted), earlier=worth)]


def evolve(worth: Worth, event: WorthSet) -> Worth:
    return Worth(**{name: getattr(event, name) for name in Worth.model_fields})


worth = Decider(
    name="worth",
    commands=SetWorth,
    events=WorthSet,
    initial=Worth(),
    decide=decide,
    evolve=evolve,
)
STREAM = worth.stream("tenant")
