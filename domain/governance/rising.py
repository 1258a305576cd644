"""Rising: under which name an earned rung is proposed, with the figures that have earned it."""

from dataclasses import dataclass

from domain.governance.authority import Rung
from domain.governance.track_record import TrackRecord, share_of
from domain.kernel.words import counted

MATTER = "countersign/rung "
STATE = " #"


@dataclass(frozen=True)
class Rise:
    """One kind of work of an agent, the rung that it has earned, and how people had decided."""

    agent: str
    command: str
    rung: Rung
    signed: int
    decided: int

    @property
    def about(self) -> str:
        return f"{self.agent} {self.command}"

    @property
    def matter(self) -> str:
        """The part of the name that stays, whatever the figures are."""
        return f"{MATTER}{self.about}"

    @property
    def occasion(self) -> str:
        return f"{self.matter}{STATE}{int(self.rung)}.{self.signed}.{self.decided}"

    @property
    def figures(self) -> str:
        share = f"{share_of(self.signed, self.decided)} %"
        return f"{self.signed} of {counted(self.decided, 'draft')} signed as drafted, {share}"


def rise_of(record: TrackRecord, rung: Rung) -> Rise:
    return Rise(record.agent, record.command, rung, record.signed, record.decided)


def rise_in(occasion: str) -> Rise | None:
    """What an occasion says was earned; None of one that is about something else."""
    matter, _, state = occasion.partition(STATE)
    agent, _, command = matter.removeprefix(MATTER).partition(" ")
    if not matter.startswith(MATTER) or not command:
        return None
    rung, signed, decided = map(int, state.split("."))
    return Rise(agent, command, Rung(rung), signed, decided)
