"""A shift: one agent looks at its function, asks its peers, and drafts what nobody has decided."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.agents.advice import Counsel, Told
from assistant.agents.desk import Desk
from assistant.agents.endings import over
from assistant.agents.hinting import hint_at
from assistant.agents.looking import NotLet, run
from assistant.agents.occasions import Fresh, fresh
from assistant.agents.peers import Peers
from domain.agents.agent import Agent, Rule, Suggestion
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from guardrails.caller import Caller
from mcp_servers.looking import Errand, resting
from mcp_servers.origins import REASON
from mcp_servers.visit import Visit

log = logging.getLogger(__name__)


@dataclass
class Report:
    """What came of one agent's shift."""

    agent: str
    trace: str
    rests: str = ""
    """Why it did not work, or not by all of its rules, where it did not."""
    suggested: int = 0
    drafts: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """By record: why nothing could be drafted."""
    hints: list[str] = field(default_factory=list)
    """Records about which a model was asked which of several is likely."""
    unsettled: list[str] = field(default_factory=list)
    """Records about which its peers do not agree, or have not answered."""


@dataclass(frozen=True)
class Shift:
    """One agent at work on behalf of one person, in one business, under one trace."""

    desk: Desk
    agent: Agent
    caller: Caller
    trace: str
    counsel: Counsel
    tried: set[str]
    """Occasions that were refused or asked about today: not put again before tomorrow."""

    async def work(self, woken: frozenset[str] | None) -> Report:
        """Go through the rules that read one of the woken functions, or through all of them."""
        report = Report(self.agent.name, self.trace)
        visit = self.desk.visit(self.caller, self.trace)
        rules = [rule for rule in self.agent.rules if woken is None or woken & {*rule.reads}]
        if not rules:
            return report
        report.rests = await resting(visit)
        if report.rests:
            return report
        seen: dict[Rule, Sequence[Suggestion]] = {}
        for rule in rules:
            try:
                seen[rule] = await self.seen(visit, rule)
            except NotLet as denied:
                report.rests = report.rests or str(denied)
        found = [each for suggestions in seen.values() for each in suggestions]
        report.suggested = len(found)
        await self.act(found, report)
        await over(self.desk, self.caller, seen, self.trace)
        forks = [fork for fork in self.agent.forks if woken is None or woken & {*fork.reads}]
        report.hints = await hint_at(self.desk, visit, forks, self.counsel, self.tried)
        return report

    async def seen(self, visit: Visit, rule: Rule) -> Sequence[Suggestion]:
        errand = Errand(f"look_{rule.name}", rule.reads, rule.says)
        return await run(self.desk, visit, errand, rule.look(visit.today))

    async def act(self, found: Sequence[Suggestion], report: Report) -> None:
        """Draft what is new and agreed; a no of the gate ends the shift, for it holds for all."""
        records = self.desk.records(self.caller.tenant)
        new = [each for each in found if each.occasion not in self.tried]
        peers = Peers(self.desk, self.caller.tenant, self.agent.name, self.trace, self.counsel)
        for each in await fresh(records, self.agent.name, new, self.desk.clock()):
            put = await peers.agreed(each)
            if put is None:
                report.unsettled.append(each.suggestion.about)
                continue
            answer = await self.draft(put, each, await self.reason(peers, each, put))
            if answer["outcome"] == "answered":
                draft = answer["content"]["draft"]
                report.drafts.append(draft)
                await peers.ended(each, put.because, draft)
                await self.desk.settle(self.caller.tenant, draft, self.trace)
                continue
            report.refused[put.about] = answer["reason"]
            await peers.ended(each, answer["reason"])
            self.tried.add(put.occasion)
            if answer["outcome"] in ("denied", "failed"):
                log.warning("%s stops in %s: %s", self.agent.name, self.trace, answer["reason"])
                return

    async def reason(self, peers: Peers, each: Fresh, put: Suggestion) -> Told:
        """An agent with a standing order speaks for itself: what a model worded has to wait."""
        if not put.asks or self.counsel.silent or await ordered(self.desk, self.caller):
            return Told(put.because)
        return await peers.reason(each, put)

    async def draft(self, put: Suggestion, each: Fresh, why: Told) -> dict[str, Any]:
        """Ask for the draft past the gate, as any agent must."""
        source = f"record: found by the rule of the {self.agent.function} agent"
        return await self.desk.tools.call(
            self.caller,
            put.tool,
            put.arguments,
            trace=self.trace,
            key=each.key,
            because=why.text,
            occasion=put.occasion,
            origins={name: source for name in put.arguments} | worded(why),
        )


def worded(why: Told) -> dict[str, str]:
    """Who worded the reason, where a model did: such a draft always waits for a person."""
    if not why.model:
        return {}
    return {REASON: f"model {why.model}; facts, and the words that carry them, are of the rules"}


async def ordered(desk: Desk, caller: Caller) -> bool:
    """Whether anything that this agent drafts may be executed without a person."""
    row = StandingOrderRow
    asked = standing_orders.where(row.agent == caller.agent, row.status == "standing", limit=1)
    return (await desk.records(caller.tenant).rows(asked)).first is not None
