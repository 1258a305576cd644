"""The small trade, whose agents may ask a scripted model for words and for hints."""

from dataclasses import dataclass, replace
from typing import Any

from assistant.house import advice, lettering
from bench._scripted import Scripted, scripted
from domain.agents.agent import Agent
from domain.agents.receivables import agent
from domain.governance.consultations import ConsultationRow
from domain.governance.drafts import DraftRow
from domain.governance.hints import HintRow, hints
from domain.governance.proposal import Proposal
from tests import trade
from tests.assistant.agents.conftest import Business


def only(rule: str) -> Agent:
    """The receivables agent with one of its rules, and the choices that it leaves to people."""
    return replace(agent, rules=tuple(each for each in agent.rules if each.name == rule))


@dataclass
class Advised:
    """Somebody's talk, and the agents of the same business."""

    talk: Any
    business: Business

    def by(self, *script: Any, **how: Any) -> Scripted:
        model = scripted(*script)
        self.talk.helped(model, **how)
        visits, desk = self.talk.house.visits, self.talk.desk
        visits.wording.by = lettering(desk, desk.orchestrator.aid)
        self.business.runner.advice = advice(desk, visits)
        return model

    def writes(self, *script: Any) -> Scripted:
        """A model that is asked for letters as well."""
        model = self.by(*script)
        self.business.tools.house.wording.by = self.talk.house.visits.wording.by
        return model

    async def work(self) -> Any:
        [report] = await self.business.runner.run(trade.TENANT)
        return report

    async def reminder(self) -> tuple[DraftRow, Proposal]:
        [row] = [r for r in await self.business.waiting() if "/remind INV-1 " in r.occasion]
        proposal = (await self.business.handler.draft(row.draft)).proposal
        assert proposal is not None
        return row, proposal

    async def parted(self) -> ConsultationRow:
        [row] = [r for r in await self.business.talks() if "/remind INV-1 " in r.occasion]
        return row

    async def hints(self) -> list[HintRow]:
        return list((await self.business.handler.rows(hints.where(limit=9))).rows)

    async def payment(self, user: str = "accounting") -> Any:
        """What the queue says of the payment that two invoices fit."""
        view = await self.talk.desk.queue(self.talk.desk_caller(user))
        rows = [view["lead"], *view["rows"]] if view["lead"] else view["rows"]
        return next(row for row in rows if "CP-9" in str(row))
