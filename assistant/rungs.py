"""Rungs: what an agent has earned is put before an owner as a draft, once for each measure."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any, Protocol

from assistant.approvals import Approvals
from assistant.records import Records, Tenant
from domain.governance.agents import agents
from domain.governance.authority import Rung
from domain.governance.coverage import COVERABLE
from domain.governance.draft import OPEN
from domain.governance.drafts import DraftRow, drafts
from domain.governance.rising import rise_in, rise_of
from domain.governance.standing_orders import StandingOrderRow, standing_orders
from domain.governance.switch import switch
from domain.governance.track_record import (
    BY_FATE,
    DECIDED,
    SUBMITTED,
    TrackRecord,
    beginning,
    earned,
    record_of,
    since,
)
from domain.kernel import Summarised, Summary, among, dimension, falling
from guardrails.caller import Caller
from mcp_servers.standing import off_of

HOUSE, ASSISTANT = "countersign", "assistant"
"""What the assistant drafts a person has asked for: how it is decided says nothing of it."""
DRAFTING = switch.stream("drafting")
AT_MOST = 500
ASKED_FOR = 200
"""The newest proposals of a rung that are read to know what was said about each."""
MOST = 2_000
BY = (dimension("agent", DraftRow.agent), dimension("command", DraftRow.command), *BY_FATE)
Work = tuple[str, str]
log = logging.getLogger(__name__)


class Measured(Records, Protocol):
    """What is read of a business, with figures over all of it."""

    async def summary(self, summary: Summary) -> Summarised: ...


@dataclass(frozen=True)
class Rungs:
    """The house proposes by itself, so that no owner's hand is on a draft that an owner signs."""

    approvals: Approvals
    tools: Any
    """The way to a tool past the gate."""

    async def review(self, tenant: Tenant, now: datetime) -> list[str]:
        """Withdraw what is not earned any more, and propose what is; the drafts that were made."""
        handler = self.approvals.handler(tenant.id)
        read, _ = await handler.beside_authority((DRAFTING,))
        if "drafting" in off_of(read):
            return []
        records = await measured(handler, tenant, now)
        await self.withdraw(tenant, records, now)
        good = [record for record in records.values() if earned(record).earned]
        said = await asked_for(handler) if good else {}
        made = []
        for record in good:
            rung = await next_rung(handler, record, said.get((record.agent, record.command), []))
            if rung is not None:
                made += await self.propose(tenant, record, rung, now)
        return made

    async def propose(
        self, tenant: Tenant, record: TrackRecord, rung: Rung, now: datetime
    ) -> list[str]:
        """Draft it past the gate as anybody would; at most once a day, whoever else is at it."""
        rise, today = rise_of(record, rung), tenant.today(now)
        measured_by = "record: measured by the drafts that people decided"
        answer = await self.tools.call(
            house_of(tenant),
            "draft_standing_order",
            {"agent": record.agent, "work": record.command},
            today=today,
            key=f"{rise.matter} ~{today}",
            because=f"{record.agent.capitalize()} has earned L{int(rung)} for this work.",
            occasion=rise.occasion,
            origins={"agent": measured_by, "work": measured_by},
        )
        if answer["outcome"] != "answered":
            log.warning("%s is earned and not proposed: %s", rise.about, answer["reason"])
            return []
        return [answer["content"]["draft"]]

    async def withdraw(
        self, tenant: Tenant, records: Mapping[Work, TrackRecord], now: datetime
    ) -> None:
        """What was proposed and not signed is lost like what stands, with the numbers."""
        handler = self.approvals.handler(tenant.id)
        for row in (await handler.rows(open_proposals())).rows:
            rise = rise_in(row.occasion)
            if rise is None:
                continue
            reason = lost(records.get((rise.agent, rise.command)))
            if reason:
                caller, trace = house_of(tenant), token_hex(16)
                await self.approvals.reject(caller, row.draft, row.version, reason, now, trace)


def lost(record: TrackRecord | None) -> str:
    """Why nobody should sign it any more; empty where it is still earned."""
    if record is None:
        return "No longer earned: the agent is stopped, or nobody decided on its drafts of late."
    verdict = earned(record)
    return "" if verdict.earned else f"No longer earned: {verdict.reason}."


def house_of(tenant: Tenant) -> Caller:
    """The house drafts in governance as far as an admin may draft, and nobody gave it a hand."""
    return Caller(tenant.id, HOUSE, "Countersign", ("admin",), "agent")


def open_proposals() -> Any:
    row = DraftRow
    mine = (row.command == "GiveStandingOrder", among(row.status, OPEN), row.occasion != "")
    return drafts.where(*mine, order_by=(row.draft,), limit=AT_MOST)


async def measured(handler: Measured, tenant: Tenant, now: datetime) -> dict[Work, TrackRecord]:
    """How people decided on what each agent at work drafted, of what an order may cover."""
    first, today = since(tenant.today(now)), tenant.today(now)
    closed: Any = DraftRow.closed_at
    found = await handler.summary(
        drafts.summary(
            among(DraftRow.command, sorted(COVERABLE)),
            DraftRow.agent != "",
            DraftRow.agent != ASSISTANT,
            closed >= beginning(first),
            by=BY,
            measures=DECIDED,
            limit=MOST,
        )
    )
    known = await handler.rows(agents.where(limit=AT_MOST))
    stopped = {row.agent for row in known.rows if row.stopped}
    groups: defaultdict[Work, list[Mapping[str, Any]]] = defaultdict(list)
    for group in found.groups:
        groups[group["agent"], group["command"]].append(group)
    return {
        work: record_of(*work, (first, today), groups[work])
        for work in sorted(groups)
        if work[0] not in stopped
    }


async def asked_for(handler: Measured) -> dict[Work, list[DraftRow]]:
    """What was proposed of each kind of work, by the house or a person, the newest first."""
    asked = drafts.where(
        DraftRow.command == "GiveStandingOrder",
        order_by=(falling(DraftRow.proposed_at), DraftRow.draft),
        limit=ASKED_FOR,
        counted=False,
    )
    found: defaultdict[Work, list[DraftRow]] = defaultdict(list)
    for row in (await handler.rows(asked)).rows:
        proposal = (await handler.draft(row.draft)).proposal
        for step in proposal.steps if proposal else ():
            found[step.arguments.get("agent", ""), step.arguments.get("command", "")].append(row)
    return found


async def next_rung(
    handler: Measured, record: TrackRecord, proposed: list[DraftRow]
) -> Rung | None:
    """Which one is to be proposed; None while one waits, or since nobody judged much since."""
    mine = (StandingOrderRow.agent == record.agent, StandingOrderRow.command == record.command)
    order = (await handler.rows(standing_orders.where(*mine, limit=1))).first
    stands = order is not None and order.status == "standing"
    if stands and order and order.rung >= Rung.EXECUTE_WITHIN_LIMITS:
        return None
    if any(row.status in OPEN for row in proposed):
        return None
    words = [row.closed_at for row in proposed] + [order.since if order else None]
    last = max((moment for moment in words if moment), default=None)
    if last is not None and await decided_since(handler, record, last) < SUBMITTED:
        return None
    return Rung.EXECUTE_WITHIN_LIMITS if stands else Rung.SIGN


async def decided_since(handler: Measured, record: TrackRecord, moment: datetime) -> int:
    """How many drafts people have decided since the last word about a rung was said.

    The same measure is not put to anybody twice: a no counts until so many were judged anew.
    """
    closed: Any = DraftRow.closed_at
    found = await handler.summary(
        drafts.summary(
            DraftRow.agent == record.agent,
            DraftRow.command == record.command,
            closed > moment,
            by=BY,
            measures=DECIDED,
            limit=MOST,
        )
    )
    days = (record.since, record.until)
    return record_of(record.agent, record.command, days, found.groups).decided
