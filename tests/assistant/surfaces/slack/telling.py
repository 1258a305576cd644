"""People in a workspace who are told things, at a time of the day that only we turn."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from assistant.being_told import BeingTold
from assistant.cases import Cases
from assistant.surfaces.slack.notifying import Notifying
from domain.governance.wish import WishQuiet, wish
from domain.kernel import Step
from domain.store.memory_told import MemoryTold
from tests.assistant.surfaces.conftest import TENANT
from tests.assistant.surfaces.slack.posted import Workspace

PARIS = ZoneInfo("Europe/Paris")
LINKED = ("owner", "manager", "buyer")


def today(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """A time of this or another day, as the clock of the business shows it."""
    now = datetime.now(UTC).astimezone(PARIS)
    day = (now + timedelta(days=days)).date()
    return datetime.combine(day, time(hour, minute), PARIS)


@dataclass
class Told:
    """A process that tells, with everything that it said to each."""

    here: Workspace
    now: datetime
    linked: tuple[str, ...] = LINKED
    marks: Any = field(default_factory=MemoryTold)
    people: dict[str, str] = field(default_factory=dict)

    def process(self) -> Notifying:
        office: Any = self.here.house.office
        told = BeingTold(
            office.records, office.tenant, self.marks, lambda: self.now, Cases(office.records)
        )
        return Notifying(office, self.here.process(), self.dm, told, TENANT)

    async def dm(self, user: str) -> str:
        if user not in self.linked:
            return ""
        if user not in self.people:
            self.people[user] = self.here.slack.person(user)
        return self.people[user]

    def said(self, user: str) -> list[str]:
        """What this person has been told, the headings and first words alone."""
        if user not in self.people:
            return []
        return [m.text for m in self.here.slack.own(self.here.slack.direct(self.people[user]))]

    async def record(self, *steps: Step) -> None:
        await self.here.house.approvals.record(TENANT, steps, ("owner",))

    async def quiet(self, user: str, begins: int, ends: int) -> None:
        wished = WishQuiet(user=user, begins=time(begins), ends=time(ends))
        await self.record(Step(wish.stream(user), wished))
