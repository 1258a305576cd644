"""Endings: what agents asked each other does not stay open, nor a conflict about nothing."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from secrets import token_hex
from typing import Any

from assistant.agents.desk import Desk
from domain.agents.agent import MOST, Rule, Suggestion
from domain.governance.consultation import consultation
from domain.governance.consultation_events import (
    ConcludeConsultation,
    ConsultationCommand,
    SettleConflict,
)
from domain.governance.consultations import ConsultationRow, consultations
from domain.governance.drafts import DraftRow, drafts
from domain.kernel import Refused, Step, among
from guardrails.caller import Caller

PATIENCE = timedelta(days=1)
"""So long the asked may take to answer; then people decide."""
AT_A_TIME = 200
NOBODY = "Nobody answered within a day."
OVER = "The occasion is over: there is nothing left to decide."
log = logging.getLogger(__name__)
Seen = Mapping[Rule, Sequence[Suggestion]]


async def hurry(desk: Desk, tenant: str) -> None:
    """Close what was asked and has been drafted already, or was not answered in time."""
    row = ConsultationRow
    asked = consultations.where(row.status == "open", limit=AT_A_TIME, counted=False)
    open_ = (await desk.records(tenant).rows(asked)).rows
    made = await drafted(desk, tenant, [each.occasion for each in open_])
    for each in open_:
        draft = made.get(each.occasion, "")
        if draft:
            told = each.situation
            end = ConcludeConsultation(outcome="consensus", reason=told, draft=draft)
            await said(desk, tenant, each, end, token_hex(16))
        elif each.opened_at and each.opened_at <= desk.clock() - PATIENCE:
            late = ConcludeConsultation(outcome="bounded", reason=NOBODY)
            await said(desk, tenant, each, late, token_hex(16))


async def drafted(desk: Desk, tenant: str, occasions: Sequence[str]) -> dict[str, str]:
    """The draft that was made of each of these occasions, where there is one."""
    if not occasions:
        return {}
    asked = drafts.where(among(DraftRow.occasion, occasions), limit=AT_A_TIME * 5)
    return {row.occasion: row.draft for row in (await desk.records(tenant).rows(asked)).rows}


async def over(desk: Desk, caller: Caller, seen: Seen, trace: str) -> None:
    """Settle the conflicts of an agent that are about something it no longer sees."""
    row = ConsultationRow
    asked: Any = consultations.where(
        row.status == "conflict", row.asker == caller.agent, limit=AT_A_TIME, counted=False
    )
    found = (await desk.records(caller.tenant).rows(asked)).rows
    for each in gone(found, caller.agent, seen):
        await said(desk, caller.tenant, each, SettleConflict(reason=OVER), trace)


def gone(rows: Sequence[ConsultationRow], agent: str, seen: Seen) -> Iterator[ConsultationRow]:
    """Those of rules that saw everything: what lies beyond a full look may still be there."""
    for rule, suggestions in seen.items():
        there = {each.occasion for each in suggestions}
        mine = [row for row in rows if row.occasion.startswith(f"{agent}/{rule.name} ")]
        if len(suggestions) < MOST:
            yield from (row for row in mine if row.occasion not in there)


async def said(
    desk: Desk, tenant: str, row: ConsultationRow, command: ConsultationCommand, trace: str
) -> None:
    """Record it; that another run, or a person, was quicker is as well."""
    step = Step(consultation.stream(row.consultation), command)
    try:
        await desk.write(tenant, [step], (row.asker,), trace)
    except Refused as ended:
        log.info("%s had ended: %s", row.consultation, ended)
