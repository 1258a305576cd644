"""Promotion events: what may be asked of a promotion, with what happened to it."""

from datetime import date

from domain.kernel import Command, Event, Message, Money
from domain.kernel.part import part
from domain.kernel.words import Reason, day, ended
from domain.promotions.promotion_terms import Buyers, Days, PromotionCard, Terms, differing


class Closing(Message):
    """An early end: the last day on which it held, and why."""

    ended_on: date
    reason: Reason


class PlanPromotion(PromotionCard, Command):
    separated = "above_limit"


class TakeOverPromotion(PromotionCard, Command):
    """Enter a promotion as another system had it: what it gives was decided there."""


class GiveBackPromotion(Command):
    """Take back a takeover, whatever it would have given since."""


class WithdrawPromotion(Command):
    """Take it back as if it had not been planned; `on` is today, where it must not have begun."""

    on: date | None = None


class ChangePromotion(Terms, Command):
    """Other terms, as a whole."""

    separated = "above_limit"


class MovePromotion(Days, Command):
    """Other days; `on` is today, where a promotion that has begun keeps its first day."""

    separated = "above_limit"

    on: date | None = None


class EndPromotion(Closing, Command):
    """End it before its time; it still holds on this day."""


class ResumePromotion(Command):
    """Let it hold until its planned end, as if it had not been ended early."""

    separated = "above_limit"


class PromotionPlanned(PromotionCard, Event):
    def __str__(self) -> str:
        whom = "" if self.buyers == Buyers() else f"for {self.buyers}"
        parts = (self.goods, self.quantities, self.gives, whom, f"{self.days}")
        return f"{self.name}, {self.promotion}: {' '.join(filter(None, parts))}."

    @property
    def at_stake(self) -> Money | None:
        return self.given_away

    def undo(self) -> Command:
        return WithdrawPromotion()


class PromotionWithdrawn(PromotionCard, Event):
    def __str__(self) -> str:
        return f"The promotion {self.name} {self.days} is taken back; orders keep their prices."

    def undo(self) -> Command:
        return PlanPromotion(**dict(self))


class PromotionTakenOver(PromotionPlanned):
    """A promotion of another system: what it may cost was answered for there, by others."""

    def __str__(self) -> str:
        return f"{super().__str__().removesuffix('.')}, taken over."

    @property
    def at_stake(self) -> None:
        return None

    def undo(self) -> Command:
        return GiveBackPromotion()


class PromotionGivenBack(PromotionWithdrawn):
    def __str__(self) -> str:
        return f"The promotion {self.name} {self.days} is given back, as if it had not come."

    def undo(self) -> Command:
        return TakeOverPromotion(**dict(self))


class PromotionChanged(PromotionCard, Event):
    before: Terms

    def __str__(self) -> str:
        return f"The promotion {self.before.name} changes: {differing(self.before, self)}."

    @property
    def at_stake(self) -> Money | None:
        """All of it, or a deep one could be reached in small steps; a name gives nothing away."""
        same = self.before.model_copy(update={"name": self.name})
        return None if part(Terms, self) == same else self.given_away

    def undo(self) -> Command:
        return ChangePromotion(**dict(self.before))


class PromotionMoved(PromotionCard, Event):
    before: Days

    def __str__(self) -> str:
        return f"The promotion {self.name} holds {self.days}, no longer {self.before}."

    @property
    def at_stake(self) -> Money | None:
        """More days give more away."""
        longer = self.last_on - self.first_on > self.before.last_on - self.before.first_on
        return self.given_away if longer else None

    def undo(self) -> Command:
        return MovePromotion(**dict(self.before))


class PromotionEnded(PromotionCard, Closing, Event):
    def __str__(self) -> str:
        planned = f"instead of {day(self.last_on)}"
        return f"{self.name} ends on {day(self.ended_on)} {planned}: {ended(self.reason)}."

    def undo(self) -> Command:
        return ResumePromotion()


class PromotionResumed(PromotionCard, Closing, Event):
    def __str__(self) -> str:
        return f"{self.name} holds until {day(self.last_on)} again, as it was planned."

    @property
    def at_stake(self) -> Money | None:
        return self.given_away

    def undo(self) -> Command:
        return EndPromotion(**dict(part(Closing, self)))


PromotionCommand = (
    PlanPromotion
    | TakeOverPromotion
    | GiveBackPromotion
    | WithdrawPromotion
    | ChangePromotion
    | MovePromotion
    | EndPromotion
    | ResumePromotion
)
PromotionEvent = (
    PromotionPlanned
    | PromotionTakenOver
    | PromotionGivenBack
    | PromotionWithdrawn
    | PromotionChanged
    | PromotionMoved
    | PromotionEnded
    | PromotionResumed
)


def card_of(event: PromotionCard) -> PromotionCard:
    return part(PromotionCard, event)
